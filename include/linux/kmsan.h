/* SPDX-License-Identifier: MIT */
/*
 * kmsan.h - Linux's uninitialised-memory sanitizer interface, inert
 */
#ifndef _LINUX_KMSAN_H
#define _LINUX_KMSAN_H

#include <linux/types.h>
#include <linux/compiler.h>

static inline void kmsan_poison_memory(const void *address, size_t size, gfp_t flags) { }
static inline void kmsan_unpoison_memory(const void *address, size_t size) { }
static inline void kmsan_check_memory(const void *address, size_t size) { }
static inline void kmsan_copy_to_user(void __user *to, const void *from, size_t to_copy,
				      size_t left) { }
static inline void kmsan_memmove(void *dst, const void *src, size_t n) { }
static inline void kmsan_enable_current(void) { }
static inline void kmsan_disable_current(void) { }

#endif
