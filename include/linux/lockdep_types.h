/* SPDX-License-Identifier: MIT */
/* lockdep_types.h - names of the lock validator's types; it is not there */
#ifndef _LINUX_LOCKDEP_TYPES_H
#define _LINUX_LOCKDEP_TYPES_H

struct lock_class_key { };
struct lockdep_map { };
struct pin_cookie { };

enum lockdep_wait_type {
	LD_WAIT_INV = 0, LD_WAIT_FREE, LD_WAIT_SPIN, LD_WAIT_CONFIG, LD_WAIT_SLEEP, LD_WAIT_MAX,
};

#define NR_LOCKDEP_CACHING_CLASSES 2
#define SINGLE_DEPTH_NESTING 1

#endif
