/* SPDX-License-Identifier: MIT */
/* ptrace.h - no user contexts */
#ifndef _ASM_DEFAULT_PTRACE_H
#define _ASM_DEFAULT_PTRACE_H
struct pt_regs;
#endif
