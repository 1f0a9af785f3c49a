/* SPDX-License-Identifier: MIT */
/*
 * mm_check.h - every allocator verifies itself
 *
 * Each *_check_all() walks all its structures, reports what is wrong at
 * KERN_ERR and gives false then. Others may allocate and free meanwhile: what
 * is shared is looked at under its lock, per-CPU lists by their owners.
 */
#ifndef QUARRY_MM_CHECK_H
#define QUARRY_MM_CHECK_H

#include <linux/types.h>

bool page_alloc_check_all(void);
bool slab_check_all(void);
bool vmalloc_check_all(void);
bool percpu_check_all(void);
/** slab_shrink_all() - every cache gives its cached objects and free slabs back */
void slab_shrink_all(void);

#endif
