// SPDX-License-Identifier: MIT
/*
 * alloc_slow.c - when no zone is above its low mark
 *
 * In order: down to the min mark, by the shares that the request may use;
 * what other CPUs' lists and registered reclaimers give back; again and again
 * as the flags allow; and at the end NULL and a report of who asked for what
 * and what the zones have.
 *
 *	__GFP_NORETRY		one round of reclaim
 *	__GFP_RETRY_MAYFAIL	as long as reclaim gives something
 *	others			RETRIES rounds, or one for costly orders, while it gives
 *	__GFP_NOFAIL		for ever; it says so once a while
 *	no direct reclaim	no round at all
 *
 * Context: as alloc_pages(); sleeps only with __GFP_DIRECT_RECLAIM.
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/sched/mm.h>
#include <quarry/reclaim.h>
#include "page.h"

#define RETRIES 4

static LIST_HEAD(reclaimers);
static DEFINE_SPINLOCK(reclaimers_lock);

void register_page_reclaimer(struct page_reclaimer *reclaimer)
{
	spin_lock(&reclaimers_lock);
	list_add_tail(&reclaimer->node, &reclaimers);
	spin_unlock(&reclaimers_lock);
}

void unregister_page_reclaimer(struct page_reclaimer *reclaimer)
{
	spin_lock(&reclaimers_lock);
	list_del(&reclaimer->node);
	spin_unlock(&reclaimers_lock);
}

/* Registered at boot and for the life of a test: walked without the lock. */
static unsigned long run_reclaimers(const struct alloc_context *ac)
{
	unsigned int noreclaim = memalloc_noreclaim_save();
	struct page_reclaimer *reclaimer;
	unsigned long freed = 0;

	list_for_each_entry(reclaimer, &reclaimers, node)
		freed += reclaimer->reclaim(ac->gfp, ac->order);
	memalloc_noreclaim_restore(noreclaim);
	return freed;
}

/** gfp_to_alloc_flags() - how deep into the reserves @gfp reaches from here */
static unsigned int gfp_to_alloc_flags(gfp_t gfp)
{
	unsigned int flags = ALLOC_WMARK_MIN;

	if (gfp & __GFP_HIGH)
		flags |= ALLOC_HIGH;
	if (!(gfp & __GFP_DIRECT_RECLAIM) && (gfp & __GFP_ATOMIC) && !(gfp & __GFP_NOMEMALLOC))
		flags |= ALLOC_HARDER;
	if (gfp & __GFP_NOMEMALLOC)
		return flags;
	if ((gfp & __GFP_MEMALLOC) || (!in_interrupt() && (current->flags & PF_MEMALLOC)))
		flags |= ALLOC_NO_WATERMARKS;
	return flags;
}

/** warn_alloc() - an allocation failed: who asked, how, backtrace, zones. Context: any. */
void warn_alloc(gfp_t gfp, nodemask_t *nodemask, const char *fmt, ...)
{
	static struct printk_limit limit;
	struct va_format text = { .fmt = fmt };
	va_list args;

	if ((gfp & __GFP_NOWARN) || !printk_limit_ok(&limit, __func__))
		return;
	va_start(args, fmt);
	text.va = &args;
	pr_warn("%s: %pV, mode:%#x(%pGg), nodemask=%*pbl\n", current->comm, &text, gfp, &gfp,
		nodemask_pr_args(nodemask));
	va_end(args);
	dump_stack();
	show_mem(0, nodemask);
}
EXPORT_SYMBOL(warn_alloc);

static void report_failure(const struct alloc_context *ac)
{
	count_vm_event(PAGE_ALLOC_FAILED);
	warn_alloc(ac->gfp, ac->nodemask, "page allocation failure: order:%u", ac->order);
}

/* After @round rounds of which the last freed @freed pages: is another one worth it? */
static bool try_again(const struct alloc_context *ac, unsigned int round, unsigned long freed)
{
	if (ac->gfp & __GFP_NOFAIL) {
		if (round && !(round % 1000))
			pr_warn("%s: waits for order %u with __GFP_NOFAIL, %u rounds so far\n",
				current->comm, ac->order, round);
		return true;
	}
	if (ac->gfp & __GFP_NORETRY)
		return round < 1;
	if (ac->gfp & __GFP_RETRY_MAYFAIL)
		return round < 1 || freed;
	if (ac->order > PAGE_ALLOC_COSTLY_ORDER)
		return round < 1;
	return round < RETRIES && (round < 1 || freed);
}

static struct page *reclaim_and_retry(struct alloc_context *ac)
{
	/* A reclaimer that allocates must not come back here; it can only wait for others. */
	bool inside = current->flags & PF_MEMALLOC;
	unsigned long freed = 0;
	unsigned int round;
	struct page *page;

	if (inside && !(ac->gfp & __GFP_NOFAIL))
		return NULL;
	for (round = 0; try_again(ac, round, freed); round++) {
		count_vm_event(ALLOC_STALL);
		freed = inside ? 0 : run_reclaimers(ac);
		drain_all_pages(NULL);
		page = get_page_from_freelist(ac);
		if (page)
			return page;
		cond_resched();
	}
	return NULL;
}

/** alloc_slow() - the last rungs. Return: a page not yet prepared, or NULL. */
struct page *alloc_slow(struct alloc_context *ac)
{
	struct page *page;

	ac->alloc_flags = gfp_to_alloc_flags(ac->gfp);
	mm_explain("page: order %u: no zone above its low mark, reserves: %s%s%s", ac->order,
		   ac->alloc_flags & ALLOC_NO_WATERMARKS ? "all" : "to min",
		   ac->alloc_flags & ALLOC_HIGH ? ", half of min" : "",
		   ac->alloc_flags & ALLOC_HARDER ? ", a quarter more" : "");
	page = get_page_from_freelist(ac);
	if (page)
		return page;
	page_drain_put_off_all();
	/* Our own lists hold pages of other types and orders. */
	drain_local_pages(NULL);
	page = get_page_from_freelist(ac);
	if (!page && (ac->gfp & __GFP_DIRECT_RECLAIM))
		page = reclaim_and_retry(ac);
	if (!page) {
		/* Who cannot wait cannot be promised anything. */
		WARN_ON_ONCE(ac->gfp & __GFP_NOFAIL);
		report_failure(ac);
	}
	return page;
}
