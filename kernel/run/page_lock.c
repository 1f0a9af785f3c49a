// SPDX-License-Identifier: MIT
/*
 * page_lock.c - PG_locked as a sleeping lock
 *
 * All waiters share one queue: page locks are rarely contended here, and each
 * looks at its own page when woken.
 */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(page_waiters);

/** trylock_page() - Return: 1 if it was taken. Context: any. */
int trylock_page(struct page *page)
{
	return !test_and_set_bit(PG_locked, &compound_head(page)->flags);
}
EXPORT_SYMBOL(trylock_page);

/** lock_page() - take the page's lock. Context: task, may sleep. */
void lock_page(struct page *page)
{
	wait_event(page_waiters, trylock_page(page));
}
EXPORT_SYMBOL(lock_page);

void unlock_page(struct page *page)
{
	page = compound_head(page);
	VM_BUG_ON_PAGE(!PageLocked(page), page);
	smp_mb();
	ClearPageLocked(page);
	if (wq_has_sleeper(&page_waiters))
		wake_up_all(&page_waiters);
}
EXPORT_SYMBOL(unlock_page);
