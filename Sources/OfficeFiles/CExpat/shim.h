// SPDX-License-Identifier: Apache-2.0
// The door to expat, which reads XML piece by piece. 2.5.0 is what Debian 12 has; since 2.4.0 it bounds
// what entities may become, and we take none at all.
#ifndef CASED_EXPAT_SHIM_H
#define CASED_EXPAT_SHIM_H

#include <expat.h>

#if XML_MAJOR_VERSION < 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION < 4)
#error "expat 2.4.0 or newer is needed (apt install libexpat1-dev)"
#endif

#endif
