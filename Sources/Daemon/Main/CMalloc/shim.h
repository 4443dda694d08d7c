// SPDX-License-Identifier: Apache-2.0
// The door to glibc's mallopt, which Swift's module of glibc leaves out.
#ifndef CASED_MALLOC_SHIM_H
#define CASED_MALLOC_SHIM_H

#include <malloc.h>

#endif
