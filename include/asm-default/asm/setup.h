/* SPDX-License-Identifier: MIT */
/* setup.h - the command line */
#ifndef _ASM_DEFAULT_SETUP_H
#define _ASM_DEFAULT_SETUP_H
#define COMMAND_LINE_SIZE 4096
#endif
