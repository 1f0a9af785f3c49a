/* SPDX-License-Identifier: MIT */
/* os_signal.h - what the files of arch/host/os share about signals */
#ifndef ARCH_HOST_OS_SIGNAL_H
#define ARCH_HOST_OS_SIGNAL_H

/* Ignored by default and used by few: an unexpected one does no harm. */
#define OS_SIGNAL_INTERRUPT	SIGURG

/* Fault reports run here after a stack overflow: printing, symbols. */
#define OS_SIGNAL_STACK		(256ul << 10)

/* Code that changes stacks or runs on unknown ones must not be instrumented. */
#if defined(__clang__)
#define OS_UNINSTRUMENTED __attribute__((disable_sanitizer_instrumentation, noinline))
#else
#define OS_UNINSTRUMENTED __attribute__((no_sanitize("address", "thread", "undefined"), noinline))
#endif

#endif
