/* SPDX-License-Identifier: MIT */
/*
 * notifier.h - lists of functions that want to hear of something
 *
 * A chain is called in order of priority, highest first; a callback may stop
 * it. Atomic chains are called in any context; blocking and srcu ones in task
 * context; raw ones are protected by their user. Whoever unregisters waits
 * until no call is under way, so a callback must not unregister on its own
 * chain.
 */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/spinlock_types.h>

struct notifier_block;

typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action, void *data);

/**
 * struct notifier_block - one listener
 * @priority: higher is called earlier; equal ones in order of registration
 */
struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block *next;
	int priority;
};

/**
 * struct notifier_chain - what all kinds of heads hold
 * @lock: serialises changes of the list
 * @callers: calls under way
 */
struct notifier_chain {
	raw_spinlock_t lock;
	unsigned int callers;
	struct notifier_block *head;
};

struct atomic_notifier_head { struct notifier_chain chain; };
struct blocking_notifier_head { struct notifier_chain chain; };
struct srcu_notifier_head { struct notifier_chain chain; };
struct raw_notifier_head { struct notifier_block *head; };

#define __NOTIFIER_CHAIN_INIT(name)						\
	{ .chain = { .lock = __RAW_SPIN_LOCK_INITIALIZER(name), .head = NULL } }
#define ATOMIC_NOTIFIER_INIT(name)	__NOTIFIER_CHAIN_INIT(name)
#define BLOCKING_NOTIFIER_INIT(name)	__NOTIFIER_CHAIN_INIT(name)
#define RAW_NOTIFIER_INIT(name)		{ .head = NULL }
#define ATOMIC_NOTIFIER_HEAD(name)						\
	struct atomic_notifier_head name = ATOMIC_NOTIFIER_INIT(name)
#define BLOCKING_NOTIFIER_HEAD(name)						\
	struct blocking_notifier_head name = BLOCKING_NOTIFIER_INIT(name)
#define RAW_NOTIFIER_HEAD(name)							\
	struct raw_notifier_head name = RAW_NOTIFIER_INIT(name)
#define DEFINE_SRCU_NOTIFIER(name)						\
	struct srcu_notifier_head name = __NOTIFIER_CHAIN_INIT(name)
#define SRCU_NOTIFIER_HEAD(name)	DEFINE_SRCU_NOTIFIER(name)
#define SRCU_NOTIFIER_HEAD_STATIC(name)	static DEFINE_SRCU_NOTIFIER(name)

#define ATOMIC_INIT_NOTIFIER_HEAD(nh)						\
	(*(nh) = (struct atomic_notifier_head)ATOMIC_NOTIFIER_INIT(nh))
#define BLOCKING_INIT_NOTIFIER_HEAD(nh)						\
	(*(nh) = (struct blocking_notifier_head)BLOCKING_NOTIFIER_INIT(nh))
#define RAW_INIT_NOTIFIER_HEAD(nh)	((nh)->head = NULL)
#define srcu_init_notifier_head(nh)						\
	(*(nh) = (struct srcu_notifier_head)__NOTIFIER_CHAIN_INIT(nh))
#define srcu_cleanup_notifier_head(nh)	do { } while (0)

int notifier_chain_add(struct notifier_chain *chain, struct notifier_block *nb);
int notifier_chain_remove(struct notifier_chain *chain, struct notifier_block *nb);
int notifier_chain_call(struct notifier_chain *chain, unsigned long val, void *v);

/* Return: 0, -EEXIST (already there), -ENOENT (not there); of calls: NOTIFY_*. */
#define __NOTIFIER_FUNCTIONS(kind)						\
static inline int kind##_notifier_chain_register(struct kind##_notifier_head *nh,	\
						 struct notifier_block *nb)	\
{ return notifier_chain_add(&nh->chain, nb); }					\
static inline int kind##_notifier_chain_unregister(struct kind##_notifier_head *nh,	\
						   struct notifier_block *nb)	\
{ return notifier_chain_remove(&nh->chain, nb); }				\
static inline int kind##_notifier_call_chain(struct kind##_notifier_head *nh,	\
					     unsigned long val, void *v)	\
{ return notifier_chain_call(&nh->chain, val, v); }

__NOTIFIER_FUNCTIONS(atomic)
__NOTIFIER_FUNCTIONS(blocking)
__NOTIFIER_FUNCTIONS(srcu)

int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *nb);
int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *nb);
int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long val, void *v);

#define NOTIFY_DONE		0x0000		/* don't care */
#define NOTIFY_OK		0x0001		/* suits me */
#define NOTIFY_STOP_MASK	0x8000		/* call no more */
#define NOTIFY_BAD		(NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP		(NOTIFY_OK | NOTIFY_STOP_MASK)

static inline int notifier_from_errno(int err)
{
	return err ? NOTIFY_STOP_MASK | (NOTIFY_OK - err) : NOTIFY_OK;
}

static inline int notifier_to_errno(int ret)
{
	ret &= ~NOTIFY_STOP_MASK;
	return ret > NOTIFY_OK ? NOTIFY_OK - ret : 0;
}

#endif
