/* SPDX-License-Identifier: MIT */
/* string.h - nothing of its own: lib/string.c has all */
#ifndef _ASM_DEFAULT_STRING_H
#define _ASM_DEFAULT_STRING_H
#endif
