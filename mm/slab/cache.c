// SPDX-License-Identifier: MIT
/*
 * cache.c - caches come and go, and so do CPUs
 *
 * A cache is created in steps, each undone if a later one fails: structure,
 * name, layout, numbers, nodes, arrays; then it joins the chain and its arrays
 * the CPUs' tables. If there is one already that will do, that one is shared
 * instead (merge.c).
 *
 * To destroy one, when its last user leaves: wait for frees that RCU has
 * deferred, take it out of the tables, empty its arrays (nobody uses it any
 * more, so also those of other CPUs), give its free slabs back. If objects are
 * left it is put back as it was and they are listed.
 *
 * The structure and the numbers are let go after a grace period: a free of a
 * stale pointer on another CPU may just be looking at them. Nobody waits for
 * that. Destroyed caches stand in line with the grace period that each needs,
 * and whoever creates or destroys a cache next lets go those whose time has
 * come. A call_rcu() would do it sooner, but the rcu_barrier() of the next
 * destruction would wait for it.
 *
 * A CPU that comes on line gets a table and an array of each cache before it
 * starts; when it has gone, whoever took it off line empties and frees them.
 *
 * Locking: slab_mutex around all of it.
 */
#include "slab_internal.h"
#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>

LIST_HEAD(slab_caches);
DEFINE_MUTEX(slab_mutex);
enum slab_state slab_state;

#define SLAB_FLAGS_KNOWN                                                                           \
	(SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON | SLAB_KMALLOC |                    \
	 SLAB_HWCACHE_ALIGN | SLAB_CACHE_DMA | SLAB_CACHE_DMA32 | SLAB_STORE_USER |                \
	 SLAB_RECLAIM_ACCOUNT | SLAB_PANIC | SLAB_TYPESAFE_BY_RCU | SLAB_MEM_SPREAD | SLAB_TRACE | \
	 SLAB_DEBUG_OBJECTS | SLAB_NOLEAKTRACE | SLAB_NO_MERGE | SLAB_FAILSLAB | SLAB_ACCOUNT |    \
	 SLAB_KASAN | SLAB_NO_USER_FLAGS | SLAB_SKIP_KFENCE)

/* Destroyed, oldest first, their parts gone; under slab_mutex. */
static LIST_HEAD(destroyed);

/** slab_is_available() - does kmalloc() work yet? */
bool slab_is_available(void)
{
	return slab_state >= UP;
}

/* ---- creation ---------------------------------------------------------------- */

static void cache_free_parts(struct kmem_cache *cache)
{
	unsigned int cpu;
	int nid;

	for_each_possible_cpu(cpu) {
		kfree(cache->cpu[cpu]);
		cache->cpu[cpu] = NULL;
	}
	for (nid = 0; nid < nr_node_ids; nid++)
		node_exit(cache, nid);
}

static int setup_nodes(struct kmem_cache *cache, gfp_t gfp)
{
	int nid;

	for_each_online_node(nid) {
		struct kmem_cache_node *node;

		node = slab_internal_alloc(sizeof(*node), gfp, nid);
		if (!node)
			return -ENOMEM;
		node_init(node);
		cache->node[nid] = node;
		if (node_setup(cache, nid, gfp))
			return -ENOMEM;
	}
	return 0;
}

/* What init_on_alloc= and init_on_free= mean for @cache. */
static void set_zeroing(struct kmem_cache *cache)
{
	if (cache->ctor || (cache->flags & (SLAB_TYPESAFE_BY_RCU | SLAB_POISON)))
		return;
	if (want_init_on_alloc(0))
		cache->state |= CACHE_ZERO_ALLOC;
	if (want_init_on_free())
		cache->state |= CACHE_ZERO_FREE;
}

/**
 * slab_release_destroyed() - let destroyed caches go whose grace periods are over
 * Context: slab_mutex held.
 */
void slab_release_destroyed(void)
{
	struct kmem_cache *cache, *next;

	list_for_each_entry_safe(cache, next, &destroyed, list) {
		if (!poll_state_synchronize_rcu(cache->grace))
			return;
		list_del(&cache->list);
		slab_numbers_put(cache);
		kfree(cache->name);
		kmem_cache_free(kmem_cache, cache);
	}
}

/* Numbers; when there are none left, those of caches just destroyed may help. */
static int get_numbers(struct kmem_cache *cache)
{
	int err = slab_numbers_get(cache);

	if (err != -ENOSPC)
		return err;
	synchronize_rcu();
	slab_release_destroyed();
	err = slab_numbers_get(cache);
	if (err)
		pr_err("slab: no number left for cache %s: slab_max_caches=%u is too low\n",
		       cache->name, slab_numbers_limit());
	return err;
}

/**
 * cache_setup() - everything but the nodes and arrays of a cache whose name,
 * object_size, align and ctor are set
 * Return: 0 or -errno; nothing is to be undone then.
 */
int cache_setup(struct kmem_cache *cache, slab_flags_t flags, gfp_t gfp)
{
	int err;

	cache->flags = flags;
	cache->node = (struct kmem_cache_node **)&cache->cpu[nr_cpu_ids];
	set_zeroing(cache);
	err = slab_layout(cache, flags);
	if (err)
		return err;
	array_sizes(cache);
	return get_numbers(cache);
}

static char *copy_name(const char *name)
{
	size_t bytes = strlen(name) + 1;
	char *copy = slab_internal_alloc(bytes, GFP_KERNEL, NUMA_NO_NODE);

	return copy ? memcpy(copy, name, bytes) : NULL;
}

/* What does not depend on memory; the rest by cache_setup(). */
static int describe(struct kmem_cache *cache, const struct cache_request *want)
{
	cache->name = copy_name(want->name);
	if (!cache->name)
		return -ENOMEM;
	cache->object_size = want->size;
	cache->align = calculate_alignment(want->flags, want->align, want->size);
	cache->ctor = want->ctor;
	cache->useroffset = want->useroffset;
	cache->usersize = want->usersize;
	return 0;
}

static struct kmem_cache *create(const struct cache_request *want)
{
	struct kmem_cache *cache;
	int err;

	cache = slab_alloc(kmem_cache, GFP_KERNEL | __GFP_ZERO | __GFP_NOTRACK, NUMA_NO_NODE,
			   kmem_cache->object_size, _RET_IP_);
	if (!cache)
		return ERR_PTR(-ENOMEM);
	err = describe(cache, want);
	if (err)
		goto free_cache;
	err = cache_setup(cache, want->flags, GFP_KERNEL);
	if (err)
		goto free_name;
	err = setup_nodes(cache, GFP_KERNEL);
	if (!err)
		err = slab_cpu_arrays(cache, GFP_KERNEL);
	if (err)
		goto free_parts;
	node_set_free_limit(cache);
	list_add_tail(&cache->list, &slab_caches);
	slab_merge_add(cache);
	return cache;

free_parts:
	cache->state |= CACHE_DYING;
	slab_publish_all(cache);
	cache_free_parts(cache);
	slab_numbers_put(cache);
free_name:
	kfree(cache->name);
free_cache:
	kmem_cache_free(kmem_cache, cache);
	return ERR_PTR(err);
}

static bool is_sane(const struct cache_request *want)
{
	return want->name && !in_interrupt() && want->size && want->size <= KMALLOC_MAX_SIZE &&
	       !(want->flags & ~SLAB_FLAGS_KNOWN);
}

/* An existing cache that will do, or a new one, or ERR_PTR. */
static struct kmem_cache *find_or_create(const struct cache_request *want, unsigned long caller)
{
	struct kmem_cache *cache;

	mutex_lock(&slab_mutex);
	slab_release_destroyed();
	cache = slab_merge_find(want);
	if (!cache) {
		cache = create(want);
		if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB) && !IS_ERR(cache) &&
		    !(want->flags & SLAB_NOLEAKTRACE))
			track_cache_create(cache, cache->name, cache->object_size, caller);
	}
	mutex_unlock(&slab_mutex);
	return cache;
}

static struct kmem_cache *create_caller(struct cache_request *want, unsigned long caller)
{
	struct kmem_cache *cache = ERR_PTR(-EINVAL);

	slab_retry_online();
	if (WARN_ON(want->usersize && (want->useroffset > want->size ||
				       want->usersize > want->size - want->useroffset)))
		want->usersize = want->useroffset = 0;
	if (is_sane(want))
		cache = find_or_create(want, caller);
	if (!IS_ERR(cache))
		return cache;
	if (want->flags & SLAB_PANIC)
		panic("kmem_cache_create: failed to create cache %s: error %ld\n",
		      want->name ?: "(null)", PTR_ERR(cache));
	pr_warn("kmem_cache_create(%s) failed with error %ld\n", want->name ?: "(null)",
		PTR_ERR(cache));
	dump_stack();
	return NULL;
}

struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size,
					      unsigned int align, slab_flags_t flags,
					      unsigned int useroffset, unsigned int usersize,
					      void (*ctor)(void *))
{
	struct cache_request want = {
		.name = name,
		.size = size,
		.align = align,
		.flags = flags,
		.useroffset = useroffset,
		.usersize = usersize,
		.ctor = ctor,
	};

	return create_caller(&want, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_create_usercopy);

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *))
{
	struct cache_request want = {
		.name = name,
		.size = size,
		.align = align,
		.flags = flags,
		.ctor = ctor,
	};

	return create_caller(&want, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_create);

/* ---- destruction -------------------------------------------------------------- */

/* Empty @cache and take it off the chain. False: it has objects, and is as before. */
static bool retire(struct kmem_cache *cache, unsigned long caller)
{
	cache->state |= CACHE_DYING;
	slab_publish_all(cache);
	slab_drain_dead(cache);
	if (!slab_free_slabs(cache)) {
		list_del(&cache->list);
		return true;
	}
	WARN(1, "kmem_cache_destroy %s: Slab cache still has objects when called from %pS",
	     cache->name, (void *)caller);
	slab_list_objects(cache);
	cache->state &= ~CACHE_DYING;
	slab_publish_all(cache);
	slab_merge_add(cache);
	return false;
}

static bool last_user_leaves(struct kmem_cache *cache)
{
	bool last;

	mutex_lock(&slab_mutex);
	last = slab_merge_leave(cache);
	mutex_unlock(&slab_mutex);
	return last;
}

/* Its parts, and it stands in line. */
static void finish(struct kmem_cache *cache)
{
	/* Slabs of objects that may still be read go after a grace period. */
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		rcu_barrier();
	mutex_lock(&slab_mutex);
	cache_free_parts(cache);
	cache->grace = start_poll_synchronize_rcu();
	list_add_tail(&cache->list, &destroyed);
	mutex_unlock(&slab_mutex);
	/* A schedule point is where this CPU lets grace periods end. */
	cond_resched();
}

void kmem_cache_destroy(struct kmem_cache *cache)
{
	bool empty;

	if (unlikely(!cache) || !last_user_leaves(cache))
		return;
	rcu_barrier();
	mutex_lock(&slab_mutex);
	slab_release_destroyed();
	empty = retire(cache, _RET_IP_);
	mutex_unlock(&slab_mutex);
	if (!empty)
		return;
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB))
		track_cache_destroy(cache);
	finish(cache);
}
EXPORT_SYMBOL(kmem_cache_destroy);

/* ---- questions ------------------------------------------------------------------ */

unsigned int kmem_cache_size(struct kmem_cache *cache)
{
	return cache->object_size;
}
EXPORT_SYMBOL(kmem_cache_size);

const char *kmem_cache_name(struct kmem_cache *cache)
{
	return cache->name;
}
EXPORT_SYMBOL(kmem_cache_name);

int kmem_cache_shrink(struct kmem_cache *cache)
{
	bool slabs_left;

	mutex_lock(&slab_mutex);
	slab_drain_all(cache);
	slabs_left = slab_free_slabs(cache);
	mutex_unlock(&slab_mutex);
	return slabs_left;
}
EXPORT_SYMBOL(kmem_cache_shrink);

/* ---- CPUs ------------------------------------------------------------------------- */

static int slab_cpu_prepare(unsigned int cpu)
{
	struct kmem_cache *cache;
	int err;

	mutex_lock(&slab_mutex);
	err = slab_table_prepare(cpu);
	list_for_each_entry(cache, &slab_caches, list) {
		if (!err)
			err = slab_cpu_array(cache, cpu, GFP_KERNEL);
		if (!err)
			node_set_free_limit(cache);
	}
	if (err)
		slab_table_retire(cpu);
	mutex_unlock(&slab_mutex);
	return err;
}

static int slab_cpu_dead(unsigned int cpu)
{
	struct kmem_cache *cache;

	mutex_lock(&slab_mutex);
	slab_table_retire(cpu);
	list_for_each_entry(cache, &slab_caches, list) {
		struct array_cache *ac = cache->cpu[cpu];

		if (!ac)
			continue;
		cache->cpu[cpu] = NULL;
		slab_publish(cache, cpu);
		array_drain(cache, ac, cpu_to_mem(cpu));
		kfree(ac);
		node_set_free_limit(cache);
	}
	mutex_unlock(&slab_mutex);
	return 0;
}

/** slab_cpuhp_init() - from now on CPUs that come and go are served */
void slab_cpuhp_init(void)
{
	if (cpuhp_setup_state(CPUHP_SLAB_PREPARE, "slab:prepare", slab_cpu_prepare, slab_cpu_dead) <
	    0)
		pr_warn("slab: other CPUs have no arrays of objects\n");
}
