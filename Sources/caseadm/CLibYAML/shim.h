// SPDX-License-Identifier: Apache-2.0
// The door to libyaml. 0.2.5 is what Debian 12 has, and the parser that Yams carries a copy of.
#ifndef CASED_LIBYAML_SHIM_H
#define CASED_LIBYAML_SHIM_H

#include <yaml.h>

#endif
