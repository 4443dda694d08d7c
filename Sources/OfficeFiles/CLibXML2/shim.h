// SPDX-License-Identifier: Apache-2.0
// The door to libxml2's reader of HTML, which makes something of whatever a page is. 2.9.14 is what Debian 12 has.
#ifndef CASED_LIBXML2_SHIM_H
#define CASED_LIBXML2_SHIM_H

#include <libxml/HTMLparser.h>

#endif
