// SPDX-License-Identifier: Apache-2.0
// The door to libxlsxwriter, which writes workbooks. 1.1.4 is what Debian 12 has; it writes files, not memory.
#ifndef CASED_XLSXWRITER_SHIM_H
#define CASED_XLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
