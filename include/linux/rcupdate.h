/* SPDX-License-Identifier: MIT */
/*
 * rcupdate.h - read-copy-update (kernel/run/rcu.c)
 *
 * A reader costs nothing: it must only not pass a schedule point inside its
 * section, and nothing is preempted. A grace period ends when every CPU has
 * passed a schedule point or was idle. Callbacks run after that, never at once.
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/atomic.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/stddef.h>
#include <linux/build_bug.h>

/* Readers may sleep nowhere; the debug build counts them so that it can tell. */
void rcu_read_lock(void);
void rcu_read_unlock(void);
#define rcu_read_lock_bh()	do { local_bh_disable(); rcu_read_lock(); } while (0)
#define rcu_read_unlock_bh()	do { rcu_read_unlock(); local_bh_enable(); } while (0)
#define rcu_read_lock_sched()	rcu_read_lock()
#define rcu_read_unlock_sched()	rcu_read_unlock()
#define rcu_read_lock_held()	1
#define rcu_read_lock_bh_held()	1
#define rcu_read_lock_sched_held() 1
#define rcu_read_lock_any_held() 1
#define rcu_head_init(head)	((head)->func = NULL)
#define init_rcu_head(head)	do { } while (0)
#define destroy_rcu_head(head)	do { } while (0)
#define init_rcu_head_on_stack(head) do { } while (0)
#define destroy_rcu_head_on_stack(head) do { } while (0)

void call_rcu(struct rcu_head *head, rcu_callback_t func);
#define call_rcu_hurry(head, func) call_rcu(head, func)
void synchronize_rcu(void);
void rcu_barrier(void);
/* A grace period without waiting for it: a cookie, and the question whether one
 * has passed since. start_...() also sees to it that one does. */
unsigned long get_state_synchronize_rcu(void);
unsigned long start_poll_synchronize_rcu(void);
bool poll_state_synchronize_rcu(unsigned long cookie);
#define synchronize_rcu_expedited()	synchronize_rcu()
#define synchronize_net()		synchronize_rcu()
void rcu_init(void);
bool rcu_is_watching(void);

#define RCU_INITIALIZER(v)	(typeof(*(v)) __force __rcu *)(v)
#define RCU_INIT_POINTER(p, v)	WRITE_ONCE(p, (typeof(p))(v))
#define rcu_assign_pointer(p, v) __atomic_store_n(&(p), (typeof(p))(v), __ATOMIC_RELEASE)
#define rcu_replace_pointer(p, v, c) ({						\
	typeof(p) __old = (p);							\
	rcu_assign_pointer(p, v);						\
	__old;									\
})
/* READ_ONCE and the data dependency; consume is acquire for compilers that need it. */
#define __rcu_load(p)		((typeof(*(p)) __force *)__atomic_load_n(&(p), __ATOMIC_CONSUME))
#define rcu_dereference(p)	__rcu_load(p)
#define rcu_dereference_raw(p)	__rcu_load(p)
#define rcu_dereference_check(p, c) __rcu_load(p)
#define rcu_dereference_protected(p, c) ((typeof(*(p)) __force *)(p))
#define rcu_dereference_bh(p)	__rcu_load(p)
#define rcu_dereference_sched(p) __rcu_load(p)
#define rcu_dereference_raw_check(p) __rcu_load(p)
#define rcu_access_pointer(p)	((typeof(*(p)) __force *)READ_ONCE(p))
#define rcu_pointer_handoff(p)	(p)
#define RCU_LOCKDEP_WARN(c, s)	do { } while (0)
#define rcu_sleep_check()	do { } while (0)
#define __rcu_dereference_raw	rcu_dereference_raw
#define list_entry_rcu(ptr, type, member) container_of(READ_ONCE(ptr), type, member)

/*
 * kfree_rcu(ptr, rhf): the callback is the offset of the head in the object,
 * below a page, so that the grace period's end can tell it from a function.
 * kfree_rcu(ptr), the old one-argument form, waits: it may sleep.
 */
#define __is_kvfree_rcu_offset(offset) ((offset) < 4096)
void kvfree_call_rcu(struct rcu_head *head, void *ptr);
#define kvfree_rcu_arg_2(ptr, rhf) do {						\
	typeof(ptr) ___p = (ptr);						\
										\
	if (___p) {								\
		BUILD_BUG_ON(!__is_kvfree_rcu_offset(offsetof(typeof(*(ptr)), rhf)));	\
		kvfree_call_rcu(&((___p)->rhf), (void *)(___p));		\
	}									\
} while (0)
#define kvfree_rcu_arg_1(ptr) do {						\
	typeof(ptr) ___p = (ptr);						\
										\
	if (___p)								\
		kvfree_call_rcu(NULL, (void *)(___p));				\
} while (0)
#define KVFREE_GET_MACRO(_1, _2, NAME, ...) NAME
#define kvfree_rcu(...)	\
	KVFREE_GET_MACRO(__VA_ARGS__, kvfree_rcu_arg_2, kvfree_rcu_arg_1)(__VA_ARGS__)
#define kfree_rcu(...)	kvfree_rcu(__VA_ARGS__)
#define kfree_rcu_mightsleep(ptr)	kvfree_rcu_arg_1(ptr)
#define kvfree_rcu_mightsleep(ptr)	kvfree_rcu_arg_1(ptr)
#define kvfree_rcu_barrier()		rcu_barrier()

/* For the scheduler and the CPU state machine: see kernel/run/rcu.c. */
void rcu_note_quiescent(void);
void rcu_idle_enter(void);
void rcu_idle_exit(void);
void rcu_run_ready(void);
bool rcu_needs_cpu(void);

#endif
