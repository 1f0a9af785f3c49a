/* SPDX-License-Identifier: MIT */
/*
 * lockdep.h - the lock validator's annotations, which do nothing here
 *
 * lockdep_assert_held() checks what the lock itself can say in debug builds:
 * that it is held by someone.
 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/compiler.h>
#include <linux/lockdep_types.h>

struct task_struct;

#define lockdep_set_class(lock, key)			do { (void)(key); } while (0)
#define lockdep_set_class_and_name(lock, key, name)	do { (void)(key); } while (0)
#define lockdep_set_class_and_subclass(lock, key, sub)	do { (void)(key); } while (0)
#define lockdep_set_subclass(lock, sub)			do { } while (0)
#define lockdep_set_novalidate_class(lock)		do { } while (0)
#define lockdep_init_map(lock, name, key, sub)		do { (void)(key); } while (0)
#define lockdep_register_key(key)			do { (void)(key); } while (0)
#define lockdep_unregister_key(key)			do { (void)(key); } while (0)
#define lockdep_init()					do { } while (0)
#define lockdep_off()					do { } while (0)
#define lockdep_on()					do { } while (0)
#define lockdep_depth(task)				(0)
#define lockdep_recursing(task)				(0)
#define lockdep_reset()					do { } while (0)

#define lockdep_is_held(lock)				((void)(lock), 1)
#define lockdep_is_held_type(lock, read)		((void)(lock), 1)
#define lockdep_assert(cond)				do { } while (0)
#define lockdep_assert_held(lock)			do { (void)(lock); } while (0)
#define lockdep_assert_not_held(lock)			do { (void)(lock); } while (0)
#define lockdep_assert_held_write(lock)			do { (void)(lock); } while (0)
#define lockdep_assert_held_read(lock)			do { (void)(lock); } while (0)
#define lockdep_assert_held_once(lock)			do { (void)(lock); } while (0)
#define lockdep_assert_none_held_once()			do { } while (0)
#define lockdep_pin_lock(lock)				((struct pin_cookie){})
#define lockdep_repin_lock(lock, cookie)		do { (void)(cookie); } while (0)
#define lockdep_unpin_lock(lock, cookie)		do { (void)(cookie); } while (0)

#define lockdep_assert_irqs_enabled()			do { } while (0)
#define lockdep_assert_irqs_disabled()			do { } while (0)
#define lockdep_assert_in_irq()				do { } while (0)
#define lockdep_assert_preemption_enabled()		do { } while (0)
#define lockdep_assert_preemption_disabled()		do { } while (0)
#define lockdep_assert_in_softirq()			do { } while (0)
#define lockdep_assert_RT_in_threaded_ctx()		do { } while (0)

#define lock_acquire(map, sub, try, read, check, nest, ip) do { } while (0)
#define lock_release(map, ip)				do { } while (0)
#define lock_map_acquire(map)				do { } while (0)
#define lock_map_acquire_read(map)			do { } while (0)
#define lock_map_release(map)				do { } while (0)
#define might_lock(lock)				do { (void)(lock); } while (0)
#define might_lock_read(lock)				do { (void)(lock); } while (0)
#define might_lock_nested(lock, sub)			do { (void)(lock); } while (0)

static inline void debug_show_all_locks(void) { }
static inline void debug_show_held_locks(struct task_struct *task) { }
static inline void debug_check_no_locks_held(void) { }
static inline void debug_check_no_locks_freed(const void *from, unsigned long len) { }

#endif
