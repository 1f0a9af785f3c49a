// SPDX-License-Identifier: MIT
/*
 * notifier.c - lists of functions that want to hear of something
 *
 * A list is linked in falling priority. Callers walk it without a lock and
 * are counted; links are published with release, so a walker sees a block
 * either whole or not at all. A removed block keeps its own link until the
 * count has been 0 once, so that a walker that stands on it finds on.
 *
 * Locking: chain->lock serialises changes; taken with interrupts off.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>
#include <linux/spinlock.h>
#include <asm/processor.h>

static struct notifier_block *next_block(struct notifier_block *const *link)
{
	return __atomic_load_n(link, __ATOMIC_ACQUIRE);
}

static void publish(struct notifier_block **link, struct notifier_block *nb)
{
	__atomic_store_n(link, nb, __ATOMIC_SEQ_CST);
}

static int list_insert(struct notifier_block **link, struct notifier_block *nb)
{
	for (; *link; link = &(*link)->next) {
		if (*link == nb)
			return -EEXIST;
		if (nb->priority > (*link)->priority)
			break;
	}
	nb->next = *link;
	publish(link, nb);
	return 0;
}

static int list_unlink(struct notifier_block **link, struct notifier_block *nb)
{
	for (; *link; link = &(*link)->next) {
		if (*link != nb)
			continue;
		publish(link, nb->next);
		return 0;
	}
	return -ENOENT;
}

static int call_list(struct notifier_block *const *head, unsigned long val, void *v)
{
	struct notifier_block *nb, *next;
	int ret = NOTIFY_DONE;

	for (nb = next_block(head); nb; nb = next) {
		next = next_block(&nb->next);
		ret = nb->notifier_call(nb, val, v);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	return ret;
}

/** notifier_chain_add() - register @nb; any context. Return: 0 or -EEXIST. */
int notifier_chain_add(struct notifier_chain *chain, struct notifier_block *nb)
{
	unsigned long flags;
	int err;

	raw_spin_lock_irqsave(&chain->lock, flags);
	err = list_insert(&chain->head, nb);
	raw_spin_unlock_irqrestore(&chain->lock, flags);
	return err;
}
EXPORT_SYMBOL(notifier_chain_add);

/** notifier_chain_remove() - unregister @nb and wait for calls under way; task
 * context. Return: 0 or -ENOENT. */
int notifier_chain_remove(struct notifier_chain *chain, struct notifier_block *nb)
{
	unsigned long flags;
	int err;

	raw_spin_lock_irqsave(&chain->lock, flags);
	err = list_unlink(&chain->head, nb);
	raw_spin_unlock_irqrestore(&chain->lock, flags);
	while (!err && __atomic_load_n(&chain->callers, __ATOMIC_SEQ_CST))
		cpu_relax();
	return err;
}
EXPORT_SYMBOL(notifier_chain_remove);

/** notifier_chain_call() - call all until one says stop
 * Return: what the last one called said; NOTIFY_DONE: there was none. */
int notifier_chain_call(struct notifier_chain *chain, unsigned long val, void *v)
{
	int ret;

	__atomic_fetch_add(&chain->callers, 1, __ATOMIC_SEQ_CST);
	ret = call_list(&chain->head, val, v);
	__atomic_fetch_sub(&chain->callers, 1, __ATOMIC_SEQ_CST);
	return ret;
}
EXPORT_SYMBOL(notifier_chain_call);

int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return list_insert(&nh->head, nb);
}
EXPORT_SYMBOL(raw_notifier_chain_register);

int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return list_unlink(&nh->head, nb);
}
EXPORT_SYMBOL(raw_notifier_chain_unregister);

int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long val, void *v)
{
	return call_list(&nh->head, val, v);
}
EXPORT_SYMBOL(raw_notifier_call_chain);
