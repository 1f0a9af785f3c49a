// SPDX-License-Identifier: MIT
/*
 * model_test.c - random operations on all allocators at once, against the reference
 *
 * One worker a CPU holds a table of slots. A step picks a slot: an empty one
 * is filled by a random allocator, a full one is verified and given back,
 * resized, or exchanged through a board that all workers share, so that
 * blocks are freed on other CPUs than took them. After each round all workers
 * stop and every structure checks itself (page, slab, vmalloc) and the
 * reference counts the blocks. At the end all memory must be back.
 *
 * model_ops= steps in all (default 200000), model_rounds= rounds, model_seed=.
 * A run on one CPU, or with sched=replay, repeats exactly.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <linux/delay.h>
#include <quarry/mm_check.h>
#include "model.h"

#define SLOTS	  192
#define BOARD	  64
#define NR_CACHES 5

static unsigned long model_ops = 200000;
core_param(model_ops, model_ops, ulong, 0444);
static unsigned int model_rounds = 8;
core_param(model_rounds, model_rounds, uint, 0444);
static unsigned long model_seed = 1;
core_param(model_seed, model_seed, ulong, 0444);

struct model {
	struct reference *ref;
	struct kmem_cache *cache[NR_CACHES];
	struct block *board[BOARD];
	struct block *blocks;
	unsigned int nr_workers;
	unsigned long steps_per_round;
	atomic_t arrived, round, finished;
	atomic_long_t steps, failures, overlaps, damaged, bad_structure, misses;
};

struct worker {
	struct model *model;
	struct rnd_state rnd;
	unsigned int number;
	struct block *slot[SLOTS];
};

#define CONSTRUCTED 0x636f6e7374727563ull
static const unsigned int cache_size[NR_CACHES] = { 8, 64, 200, 1040, 3000 };

/* The last cache but one is constructed: its last word survives free and alloc. */
static void model_ctor(void *object)
{
	*(u64 *)(object + 1040 - sizeof(u64)) = CONSTRUCTED;
}

static u32 below(struct worker *w, u32 limit)
{
	return prandom_u32_state(&w->rnd) % limit;
}

static gfp_t random_gfp(struct worker *w)
{
	static const gfp_t some[] = {
		GFP_KERNEL,
		GFP_KERNEL,
		GFP_NOWAIT,
		GFP_ATOMIC,
		GFP_KERNEL | __GFP_ZERO,
		GFP_KERNEL | __GFP_RECLAIMABLE,
		GFP_NOFS,
		GFP_KERNEL | __GFP_NORETRY,
	};

	return some[below(w, ARRAY_SIZE(some))] | __GFP_NOWARN;
}

/* Sizes spread evenly over their logarithms, 1 byte to 128 KiB. */
static size_t random_size(struct worker *w)
{
	u32 top = 1u << below(w, 17);

	return top + below(w, top);
}

static void *take_kmalloc(struct worker *w, struct block *block)
{
	block->size = random_size(w);
	return kmalloc(block->size, random_gfp(w));
}

static void *take_cache(struct worker *w, struct block *block)
{
	gfp_t gfp = random_gfp(w) & ~__GFP_RECLAIMABLE;
	void *object;

	block->detail = below(w, NR_CACHES);
	block->size = cache_size[block->detail];
	if (block->detail == 3)
		gfp &= ~__GFP_ZERO;
	object = kmem_cache_alloc(w->model->cache[block->detail], gfp);
	if (object && block->detail == 3) {
		block->size -= sizeof(u64);
		if (*(u64 *)(object + block->size) != CONSTRUCTED)
			atomic_long_inc(&w->model->damaged);
	}
	return object;
}

static void *take_pages(struct worker *w, struct block *block)
{
	struct page *page;

	block->detail = below(w, 64) ? below(w, 4) : below(w, 9);
	block->size = PAGE_SIZE << block->detail;
	page = alloc_pages(random_gfp(w), block->detail);
	return page ? page_address(page) : NULL;
}

static void *take_vmalloc(struct worker *w, struct block *block)
{
	block->size = (1 + below(w, 12)) * PAGE_SIZE - below(w, 2) * 100;
	return __vmalloc(block->size, GFP_KERNEL | __GFP_NOWARN);
}

static void fill(struct worker *w, struct block *block)
{
	u32 dice = below(w, 100);
	void *p;

	if (dice < 40) {
		block->kind = BLOCK_KMALLOC;
		p = take_kmalloc(w, block);
	} else if (dice < 70) {
		block->kind = BLOCK_CACHE;
		p = take_cache(w, block);
	} else if (dice < 95) {
		block->kind = BLOCK_PAGES;
		p = take_pages(w, block);
	} else {
		block->kind = BLOCK_VMALLOC;
		p = take_vmalloc(w, block);
	}
	if (!p) {
		block->kind = BLOCK_EMPTY;
		atomic_long_inc(&w->model->failures);
		return;
	}
	block->start = (unsigned long)p;
	block->tag = prandom_u32_state(&w->rnd);
	if (!reference_add(w->model->ref, block))
		atomic_long_inc(&w->model->overlaps);
	block_stamp(block);
}

static void give_back(struct worker *w, struct block *block)
{
	void *p = (void *)block->start;

	if (!block_is_intact(block))
		atomic_long_inc(&w->model->damaged);
	reference_remove(w->model->ref, block);
	switch (block->kind) {
	case BLOCK_KMALLOC:
		kfree(p);
		break;
	case BLOCK_CACHE:
		kmem_cache_free(w->model->cache[block->detail], p);
		break;
	case BLOCK_PAGES:
		__free_pages(virt_to_page(p), block->detail);
		break;
	default:
		vfree(p);
		break;
	}
	block->kind = BLOCK_EMPTY;
}

/* The contents up to the smaller size move along; the stamps are made anew. */
static void resize(struct worker *w, struct block *block)
{
	size_t size = max_t(size_t, random_size(w), sizeof(u64));
	u64 first = *(u64 *)block->start;
	void *p;

	if (!block_is_intact(block))
		atomic_long_inc(&w->model->damaged);
	reference_remove(w->model->ref, block);
	p = krealloc((void *)block->start, size, GFP_KERNEL | __GFP_NOWARN);
	if (p) {
		if (*(u64 *)p != first)
			atomic_long_inc(&w->model->damaged);
		block->start = (unsigned long)p;
		block->size = size;
	}
	if (!reference_add(w->model->ref, block))
		atomic_long_inc(&w->model->overlaps);
	block_stamp(block);
}

static void step(struct worker *w)
{
	struct block **slot = &w->slot[below(w, SLOTS)];
	struct block *block = *slot;
	u32 dice = below(w, 16);

	if (dice == 0)
		*slot = xchg(&w->model->board[below(w, BOARD)], block);
	else if (block->kind == BLOCK_EMPTY)
		fill(w, block);
	else if (dice == 1 && block->kind == BLOCK_KMALLOC && block->size >= sizeof(u64))
		resize(w, block);
	else
		give_back(w, block);
}

static void check_structures(struct model *m)
{
	if (!page_alloc_check_all() || !slab_check_all() || !vmalloc_check_all())
		atomic_long_inc(&m->bad_structure);
}

/* All workers meet; the last one to come checks, then all go on. */
static void meet(struct worker *w)
{
	struct model *m = w->model;
	int round = atomic_read(&m->round);

	if (atomic_inc_return(&m->arrived) == m->nr_workers) {
		check_structures(m);
		atomic_set(&m->arrived, 0);
		atomic_inc_return(&m->round);
		return;
	}
	while (atomic_read_acquire(&m->round) == round)
		usleep_range(20, 50);
}

static int work(void *arg)
{
	struct worker *w = arg;
	unsigned long i, r;

	for (r = 0; r < model_rounds; r++) {
		for (i = 0; i < w->model->steps_per_round; i++) {
			step(w);
			if (!(i % 64))
				cond_resched();
		}
		atomic_long_add(i, &w->model->steps);
		meet(w);
	}
	for (i = 0; i < SLOTS; i++)
		if (w->slot[i]->kind != BLOCK_EMPTY)
			give_back(w, w->slot[i]);
	meet(w);
	atomic_inc(&w->model->finished);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static unsigned long settled_pages(struct model *m)
{
	int i;

	for (i = 0; m && i < NR_CACHES; i++)
		kmem_cache_shrink(m->cache[i]);
	slab_shrink_all();
	vm_unmap_aliases();
	drain_all_pages(NULL);
	return nr_free_pages() + global_node_page_state(NR_PAGETABLE);
}

static void model_prepare(struct kunit *test, struct model *m)
{
	unsigned int i;

	m->ref = reference_create();
	KUNIT_ASSERT_NOT_NULL(test, m->ref);
	for (i = 0; i < NR_CACHES; i++) {
		char name[16];

		snprintf(name, sizeof(name), "model-%u", cache_size[i]);
		m->cache[i] =
			kmem_cache_create(name, cache_size[i], 0, 0, i == 3 ? model_ctor : NULL);
		KUNIT_ASSERT_NOT_NULL(test, m->cache[i]);
	}
	m->nr_workers = num_online_cpus();
	m->steps_per_round = max(model_ops / m->nr_workers / model_rounds, 1ul);
	m->blocks = vzalloc(array_size(m->nr_workers * SLOTS + BOARD, sizeof(struct block)));
	KUNIT_ASSERT_NOT_NULL(test, m->blocks);
	for (i = 0; i < BOARD; i++)
		m->board[i] = &m->blocks[m->nr_workers * SLOTS + i];
}

static void model_run(struct kunit *test, struct model *m, struct worker *workers)
{
	struct task_struct *task[NR_CPUS] = {};
	unsigned int i, s, cpu;

	i = 0;
	for_each_online_cpu(cpu) {
		struct worker *w = &workers[i];

		w->model = m;
		w->number = i;
		prandom_seed_state(&w->rnd, model_seed * 1000003 + i);
		for (s = 0; s < SLOTS; s++)
			w->slot[s] = &m->blocks[i * SLOTS + s];
		task[i] = kthread_create(work, w, "model/%u", cpu);
		KUNIT_ASSERT_FALSE(test, IS_ERR(task[i]));
		kthread_bind(task[i], cpu);
		i++;
	}
	for (i = 0; i < m->nr_workers; i++)
		wake_up_process(task[i]);
	while (atomic_read(&m->finished) < m->nr_workers)
		msleep(1);
	for (i = 0; i < m->nr_workers; i++)
		kthread_stop(task[i]);
}

static void model_clear_board(struct model *m, struct worker *w)
{
	int i;

	for (i = 0; i < BOARD; i++)
		if (m->board[i]->kind != BLOCK_EMPTY)
			give_back(w, m->board[i]);
}

static void model_random_operations_keep_all_invariants(struct kunit *test)
{
	struct model *m = vzalloc(sizeof(*m));
	struct worker *workers = vzalloc(array_size(num_online_cpus(), sizeof(*workers)));
	unsigned long before, after, tries;

	KUNIT_ASSERT_NOT_NULL(test, m);
	KUNIT_ASSERT_NOT_NULL(test, workers);
	model_prepare(test, m);
	kunit_info(test, "seed %lu, %lu steps, %u workers", model_seed, model_ops, m->nr_workers);
	before = settled_pages(m);
	model_run(test, m, workers);
	model_clear_board(m, &workers[0]);
	check_structures(m);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&m->overlaps), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&m->damaged), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&m->bad_structure), 0);
	KUNIT_EXPECT_EQ(test, reference_live(m->ref), 0ul);
	/* Other CPUs drain their own arrays, at their next idle turn. */
	for (tries = 0; (after = settled_pages(m)) < before && tries < 200; tries++)
		msleep(5);
	/* More than before: what earlier cases had left in caches went back too. */
	KUNIT_EXPECT_GE(test, after, before);
	kunit_info(test, "%ld steps, %ld allocations refused for want of memory",
		   atomic_long_read(&m->steps), atomic_long_read(&m->failures));
	for (tries = 0; tries < NR_CACHES; tries++)
		kmem_cache_destroy(m->cache[tries]);
	vfree(m->blocks);
	reference_destroy(m->ref);
	vfree(workers);
	vfree(m);
}

static struct kunit_case model_cases[] = { KUNIT_CASE(model_random_operations_keep_all_invariants),
					   {} };

static struct kunit_suite model_suite = {
	.name = "model",
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
