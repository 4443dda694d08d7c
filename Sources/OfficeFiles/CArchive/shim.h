// SPDX-License-Identifier: Apache-2.0
// The door to libarchive: it takes zip files apart and makes them, in memory alone. 3.6.2 is what Debian 12 has.
#ifndef CASED_LIBARCHIVE_SHIM_H
#define CASED_LIBARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

// A macro with a cast, which Swift cannot read.
static const unsigned int cased_regular_file = AE_IFREG;

#endif
