// SPDX-License-Identifier: MIT
/*
 * singlestep_test.c - the allocators, with an interrupt or an NMI at every
 * instruction
 *
 * The paths are run one instruction at a time (step.h). Each handler allocates
 * and frees: objects of the cache that is being worked on and of kmalloc, large
 * blocks, pages of several orders, elements of a pool. In an interrupt all of it
 * must work; in an NMI an allocation may give NULL, a free may not fail. At the
 * end everything is given back, and there is as much free memory as before.
 *
 * What NMIs put off is given back by the paths themselves, slowed down by NMIs
 * that put off more. So that this comes to an end, an NMI that finds much put
 * off asks for an interrupt that gives it back at full speed; and while that
 * has to wait, a handler stops at some number of objects and pages.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/hardirq.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>
#include <quarry/mm_check.h>
#include "../../../mm/page/page.h"
#include "../../../mm/slab/slab_internal.h"
#include "../../pages_taken.h"
#include "handler.h"
#include "step.h"

#define MUCH	24 /* put off: wants an interrupt to give it back */
#define RESERVE 8  /* of the pool */

static struct handler irq, nmi;
static struct step step;

static void on_irq(void)
{
	irq.pages = irq.objects = 0;
	handler_run(&irq);
}

static void on_irq_for_nmi(void)
{
	slab_drain_requests();
}

static void on_nmi(void)
{
	if (llist_empty(this_cpu_ptr(&page_put_off)))
		nmi.pages = 0;
	if (llist_empty(this_cpu_ptr(&slab_put_off)))
		nmi.objects = 0;
	handler_run(&nmi);
	step.want_irq = nmi.pages > MUCH || nmi.objects > MUCH;
}

/* ---- what is stepped through --------------------------------------------------------- */

static void *held[512];

static void object_pairs(void *unused)
{
	unsigned int i;

	for (i = 0; i < 12; i++) {
		kmem_cache_free(handler_cache, kmem_cache_alloc(handler_cache, GFP_KERNEL));
		kfree(kmalloc(64, GFP_KERNEL));
		kfree(kmalloc(8 * (i + 1), GFP_KERNEL));
		kfree(kzalloc(100, GFP_KERNEL));
	}
}

/* Refills, new slabs; flushes, slabs that go back. */
static void many_objects(void *unused)
{
	unsigned int nr = min_t(unsigned int, 2 * handler_cache->limit + handler_cache->num + 3,
				ARRAY_SIZE(held));
	unsigned int i;

	for (i = 0; i < nr; i++)
		held[i] = kmem_cache_alloc(handler_cache, GFP_KERNEL);
	while (i--)
		kmem_cache_free(handler_cache, held[i]);
}

static void bulk_objects(void *unused)
{
	int nr = kmem_cache_alloc_bulk(handler_cache, GFP_KERNEL, 2 * handler_cache->limit, held);

	kmem_cache_free_bulk(handler_cache, nr, held);
}

static void large_blocks(void *unused)
{
	unsigned int i;

	for (i = 0; i < 6; i++)
		held[i] = kmalloc(HANDLER_LARGE << (i / 2), GFP_KERNEL);
	while (i--)
		kfree(held[i]);
}

static void pages_of(unsigned int order, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		held[i] = alloc_pages(GFP_KERNEL, order);
	slab_drain_requests();
	while (i--) {
		if (held[i])
			__free_pages(held[i], order);
	}
	slab_drain_requests();
}

/* More than the lists hold: refills and overflows. */
static void single_pages(void *unused)
{
	pages_of(0, 30);
	pages_of(0, 300);
	pages_of(0, 30);
}

static void small_blocks_of_pages(void *unused)
{
	pages_of(1, 60);
	pages_of(3, 30);
}

/* Splitting and merging. */
static void large_blocks_of_pages(void *unused)
{
	pages_of(4, 20);
	pages_of(7, 3);
	pages_of(4, 1);
}

/* The handlers' small frees find the lists full while the zone is locked. */
static void full_lists(void *unused)
{
	struct per_cpu_pages *pcp = this_cpu_read(page_cpu.from[0]);
	unsigned int nr, i;

	for (nr = 0; nr < ARRAY_SIZE(held); nr++)
		held[nr] = alloc_page(GFP_KERNEL);
	for (i = 0; i < 40; i++) {
		while (nr && pcp->count < pcp->high)
			__free_page(held[--nr]);
		__free_pages(alloc_pages(GFP_KERNEL, 5), 5);
	}
	while (nr)
		__free_page(held[--nr]);
}

static void compound_pages(void *unused)
{
	unsigned int i;

	for (i = 0; i < 6; i++)
		held[i] = alloc_pages(GFP_KERNEL | __GFP_COMP | __GFP_ZERO, i / 2);
	while (i--)
		put_page(held[i]);
}

static void drained_lists(void *unused)
{
	drain_local_pages(NULL);
	pages_of(0, 3);
	drain_local_pages(NULL);
}

/* More than the reserve. */
static void pool_elements(void *unused)
{
	unsigned int i;

	for (i = 0; i < RESERVE + 4; i++)
		held[i] = mempool_alloc(handler_pool, GFP_NOWAIT);
	while (i--)
		mempool_free(held[i], handler_pool);
}

/* What an interrupt does, and its entry and exit. */
static void an_interrupt(void *unused)
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		local_irq_disable();
		irq_enter();
		held[0] = kmem_cache_alloc(handler_cache, GFP_ATOMIC);
		held[1] = kmalloc(64, GFP_ATOMIC);
		held[2] = alloc_pages(GFP_ATOMIC, i);
		kmem_cache_free(handler_cache, held[0]);
		kfree(held[1]);
		__free_pages(held[2], i);
		irq_exit();
		local_irq_enable();
	}
}

static void idle_turns(void *unused)
{
	unsigned int i;

	for (i = 0; i < 30; i++)
		slab_drain_requests();
}

static const struct work {
	const char *name;
	void (*fn)(void *unused);
	unsigned int size; /* of the cache's objects */
} works[] = {
	{ "object pairs", object_pairs, 64 },
	{ "many objects", many_objects, 64 },
	{ "many objects of one word", many_objects, 8 },
	{ "many large objects", many_objects, 5000 },
	{ "bulk", bulk_objects, 1500 },
	{ "large kmalloc", large_blocks, 64 },
	{ "single pages", single_pages, 64 },
	{ "orders 1 and 3", small_blocks_of_pages, 64 },
	{ "orders 4 and 7", large_blocks_of_pages, 64 },
	{ "full lists", full_lists, 64 },
	{ "compound pages", compound_pages, 64 },
	{ "drained lists", drained_lists, 64 },
	{ "mempool", pool_elements, 64 },
	{ "an interrupt", an_interrupt, 200 },
	{ "idle turns", idle_turns, 64 },
};

/* ---- the cases ------------------------------------------------------------------------- */

/* Free pages when nobody keeps anything at hand. */
static unsigned long settled_pages(void)
{
	slab_drain_requests();
	slab_shrink_all();
	drain_all_pages(NULL);
	return nr_free_pages();
}

static int set_up(struct kunit *test)
{
	const struct work *work = test->param_value;

	memset(&irq, 0, sizeof(irq));
	memset(&nmi, 0, sizeof(nmi));
	handler_cache =
		kmem_cache_create("singlestep", work ? work->size : 64, 0, SLAB_NO_MERGE, NULL);
	return handler_cache ? 0 : -ENOMEM;
}

static void tear_down(struct kunit *test)
{
	mempool_destroy(handler_pool);
	handler_pool = NULL;
	kmem_cache_destroy(handler_cache);
}

static void tell(struct kunit *test)
{
	kunit_info(test,
		   "%s: %lu steps, %lu interrupts (%lu taken, %lu given), "
		   "%lu NMIs (%lu handlers: %lu taken, %lu NULL, %lu given)",
		   test->name, step.steps, step.irqs, irq.got, irq.freed, step.nmis, nmi.calls,
		   nmi.got, nmi.null, nmi.freed);
}

static void expect_counted(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, step.irqs, step.irqs_due);
	if (step.with & STEP_IRQ) {
		KUNIT_EXPECT_EQ(test, irq.calls, step.irqs);
		KUNIT_EXPECT_EQ(test, irq.null, 0ul);
		KUNIT_EXPECT_GT(test, irq.got, 0ul);
	}
	if (step.with & STEP_NMI) {
		KUNIT_EXPECT_EQ(test, step.nmis, step.steps);
		KUNIT_EXPECT_GT(test, nmi.got, 0ul);
		KUNIT_EXPECT_GT(test, nmi.freed, 0ul);
	}
}

static void expect_sound(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	KUNIT_EXPECT_PTR_EQ(test, this_cpu_read(slab_arrays), this_cpu_read(slab_task_arrays));
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void step_work(struct kunit *test, unsigned int with)
{
	const struct work *work = test->param_value;
	unsigned long free = settled_pages(), taken = pages_taken(), freed = vm_event_total(PGFREE);

	step = (struct step){ .with = with, .on_nmi = on_nmi };
	step.on_irq = with & STEP_IRQ ? on_irq : on_irq_for_nmi;
	handler_pool = mempool_create_slab_pool(RESERVE, handler_cache);
	KUNIT_ASSERT_NOT_NULL(test, handler_pool);
	step_through(&step, work->fn, NULL);
	tell(test);
	expect_counted(test);
	expect_sound(test);
	handler_give_all(&irq);
	handler_give_all(&nmi);
	slab_drain_requests();
	KUNIT_EXPECT_EQ(test, handler_pool->curr_nr, RESERVE);
	mempool_destroy(handler_pool);
	handler_pool = NULL;
	KUNIT_EXPECT_EQ(test, settled_pages(), free);
	KUNIT_EXPECT_EQ(test, pages_taken() - taken, vm_event_total(PGFREE) - freed);
	expect_sound(test);
}

static void an_interrupt_at_every_instruction(struct kunit *test)
{
	step_work(test, STEP_IRQ);
}

static void an_nmi_at_every_instruction(struct kunit *test)
{
	step_work(test, STEP_NMI);
}

static void both_at_every_instruction(struct kunit *test)
{
	step_work(test, STEP_IRQ | STEP_NMI);
}

/* ---- one alone -------------------------------------------------------------------------- */

/*
 * Where they come at every instruction, the next one may repair what the last
 * one left wrong. So short paths are run again and again with a single one.
 */
static unsigned long wrong_arrays;

static void short_paths(void *unused)
{
	local_irq_disable();
	irq_enter();
	wrong_arrays += this_cpu_read(slab_arrays) != slab_dead_arrays;
	irq_exit();
	wrong_arrays += this_cpu_read(slab_arrays) != this_cpu_read(slab_task_arrays);
	local_irq_enable();
	kfree(kmalloc(64, GFP_KERNEL));
	kmem_cache_free(handler_cache, kmem_cache_alloc(handler_cache, GFP_KERNEL));
	pages_of(0, 1);
	pages_of(4, 1);
}

static void one_alone(struct kunit *test, unsigned int with)
{
	unsigned long at = 0, due = 0, came = 0, free = settled_pages();

	wrong_arrays = 0;
	handler_pool = mempool_create_slab_pool(RESERVE, handler_cache);
	KUNIT_ASSERT_NOT_NULL(test, handler_pool);
	do {
		step = (struct step){ .with = with, .only = ++at };
		step.on_nmi = on_nmi;
		step.on_irq = on_irq;
		step_through(&step, short_paths, NULL);
		came += step.irqs + step.nmis;
		due += step.steps >= at;
		KUNIT_ASSERT_EQ(test, wrong_arrays, 0ul);
	} while (at < step.steps);
	kunit_info(test, "%s: %lu steps, %lu times", test->name, step.steps, came);
	KUNIT_EXPECT_EQ(test, came, due);
	handler_give_all(&irq);
	handler_give_all(&nmi);
	mempool_destroy(handler_pool);
	handler_pool = NULL;
	KUNIT_EXPECT_EQ(test, settled_pages(), free);
	expect_sound(test);
}

static void one_interrupt_at_each_instruction(struct kunit *test)
{
	one_alone(test, STEP_IRQ);
}

static void one_nmi_at_each_instruction(struct kunit *test)
{
	one_alone(test, STEP_NMI);
}

static void describe(const struct work *work, char *desc)
{
	strscpy(desc, work->name, KUNIT_PARAM_DESC_SIZE);
}
KUNIT_ARRAY_PARAM(work, works, describe);

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(an_interrupt_at_every_instruction,
						      work_gen_params),
				     KUNIT_CASE_PARAM(an_nmi_at_every_instruction, work_gen_params),
				     KUNIT_CASE_PARAM(both_at_every_instruction, work_gen_params),
				     KUNIT_CASE(one_interrupt_at_each_instruction),
				     KUNIT_CASE(one_nmi_at_each_instruction),
				     {} };

static struct kunit_suite suite = {
	.name = "port.singlestep",
	.init = set_up,
	.exit = tear_down,
	.test_cases = cases,
};
kunit_test_suite(suite);
