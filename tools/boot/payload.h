/* SPDX-License-Identifier: MIT */
/*
 * payload.h - what the payload's two files share
 *
 * main.c reads the archive and runs the modules in it; names.c says which
 * function and line a code address is.
 */
#ifndef TOOLS_BOOT_PAYLOAD_H
#define TOOLS_BOOT_PAYLOAD_H

#include <linux/types.h>

/** payload_lines() - the line table that came with module @name, NULL: none.
 * Any context. (main.c) */
const void *payload_lines(const char *name);

/** payload_names_init() - answer port_source_line() from now on, and name the
 * core's functions by @symbols, a symbol table, or NULL. (names.c) */
void payload_names_init(const void *symbols);

#endif
