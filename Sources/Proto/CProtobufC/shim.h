// SPDX-License-Identifier: Apache-2.0
// The door to libprotobuf-c. Version 1.4.1 is the floor: it mends an unsigned overflow in unpack
// (upstream issue 499), and the generated headers themselves ask only for 1.0.0.
#ifndef CASED_PROTOBUF_C_SHIM_H
#define CASED_PROTOBUF_C_SHIM_H

#include <protobuf-c/protobuf-c.h>

#if PROTOBUF_C_VERSION_NUMBER < 1004001
#error "libprotobuf-c 1.4.1 or newer is needed (apt install libprotobuf-c-dev)"
#endif

#endif
