/* SPDX-License-Identifier: MIT */
/*
 * slab_internal.h - what the files of mm/slab share
 *
 * A cache holds objects of one size. They lie in slabs: blocks of
 * 2^gfporder pages with a descriptor (struct slab) and one index a object
 * (kmem_bufctl_t), both in the block or off it, never in an object. A node
 * keeps its slabs on three lists: full, partial, free. Before them stand
 * arrays of free objects: one a CPU, one shared by the CPUs of a node, and
 * alien ones for objects of other nodes on their way home.
 *
 * Three states of an object, and where they are recorded:
 *   in its slab		index != BUFCTL_ACTIVE, cookie set
 *   in an array	index == BUFCTL_ACTIVE, cookie set
 *   allocated		index == BUFCTL_ACTIVE, cookie cleared
 *
 * The cookie is the object's address + SLAB_COOKIE, kept in its second word,
 * or its first when it has but one, or behind the object in caches whose free
 * objects must keep their contents (constructor, SLAB_TYPESAFE_BY_RCU). It is
 * how a double free is seen without a lock.
 *
 * Numbers. The frame table has 16 bits for each page frame: 0 nothing of
 * ours, 1 the head of a large kmalloc block, else an even number that stands
 * for a cache, a node and a colour, so that one look-up says where in the
 * slab objects start. Each CPU has a table with two words a number: its array
 * for these objects, and the bias for the interior check. Objects of another
 * node, caches with debugging, and numbers 0 and 1 have the dead array there:
 * always empty, always full, refusing every address. So the fast path tests
 * for none of them.
 *
 * Interior check. With M a little above 2^64 / size, (address & mask) * M -
 * bias is below bound exactly for the addresses of objects; bias is M times
 * the offset of the first object. See layout.c.
 *
 * Locking: slab_mutex (the chain of caches) -> alien->lock -> node->list_lock,
 * the last two with interrupts off. A CPU's arrays have no lock: only their
 * owner touches them, in task context; interrupts see the dead table. In an
 * NMI locks are only tried, and frees put off (nmi.c).
 */
#ifndef _MM_SLAB_INTERNAL_H
#define _MM_SLAB_INTERNAL_H

#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu-defs.h>
#include <linux/pfn.h>
#include <linux/rcupdate.h>
#include <linux/reciprocal_div.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/topology.h>
#include <quarry/debug_hooks.h>
#include <quarry/local_guard.h>
#include <quarry/report.h>

/* Reached without a detour through the global offset table. */
#define __visible_hidden __attribute__((visibility("hidden")))

typedef unsigned short kmem_bufctl_t;

#define BUFCTL_END    ((kmem_bufctl_t)0xffff)
#define BUFCTL_ACTIVE ((kmem_bufctl_t)0xfffe)
#define SLAB_LIMIT    0xfffdu /* objects a slab at most */

/* Frame numbers that are no cache's. Caches have even ones from 4 up. */
#define FRAME_NONE    0u
#define FRAME_LARGE   1u
#define FRAME_FIRST   4u
#define FRAME_NUMBERS 65536u

#define SLAB_COOKIE 0x5bd1e995ul

/* kmem_cache->state */
#define CACHE_OFF_SLAB	 1u  /* CFLGS_OFF_SLAB: the descriptor lies in slabp_cache */
#define CACHE_KEEPS	 2u  /* free objects keep their contents: cookie behind them */
#define CACHE_ZERO_FREE	 4u  /* init_on_free applies */
#define CACHE_ZERO_ALLOC 8u  /* init_on_alloc applies */
#define CACHE_BOOT	 16u /* made by the bootstrap: is never destroyed */
#define CACHE_DYING	 32u

/**
 * struct slab - descriptor of one slab; the index array follows it
 * @list: on one of its node's three lists
 * @rcu: while its pages wait for a grace period (SLAB_TYPESAFE_BY_RCU)
 * @s_mem: first object
 * @inuse: objects not in the slab: allocated or in arrays
 * @free: index of the first free object, BUFCTL_END when there is none; the
 *	index array chains the others
 * @colour: which colour; the objects start that many colour_off further
 *
 * Always: the chain from @free has cache->num - @inuse members; the index of
 * every other object is BUFCTL_ACTIVE. Protected by list_lock.
 */
struct slab {
	union {
		struct list_head list;
		struct rcu_head rcu;
	};
	void *s_mem;
	unsigned int inuse;
	kmem_bufctl_t free;
	unsigned short colour;
};

/**
 * struct array_cache - free objects at hand, newest last
 * @avail: how many
 * @limit: a free with @avail >= @limit misses; 0 while a drain is wanted
 * @mask: @magic: @bound: @cookie: of the cache, see there: all that a free needs
 * @cache: whose objects
 * @batchcount: how many a miss moves
 * @touched: set by a miss: in use since the last look
 * @drain: another CPU wants it empty
 * @room: what @limit is without a drain
 */
struct array_cache {
	unsigned int avail;
	unsigned int limit;
	unsigned int mask;
	unsigned int cookie;
	u64 magic;
	u64 bound;
	struct kmem_cache *cache;
	unsigned int batchcount;
	unsigned int touched;
	unsigned int drain;
	unsigned int room;
	void *entry[];
};

/* What the first array of a cache looks like: room for one object. */
struct arraycache_init {
	union {
		struct array_cache cache;
		char room[sizeof(struct array_cache) + sizeof(void *)];
	};
};

/**
 * struct alien_cache - objects of another node, on their way home
 */
struct alien_cache {
	spinlock_t lock;
	struct array_cache ac;
};

/**
 * struct kmem_cache_node - the slabs of one cache on one node
 * @list_lock: protects all of it but @alien, whose arrays have their own
 * @partial: @full: @free: slabs by state
 * @total_slabs: @free_slabs: on all lists; on @free
 * @free_objects: in slabs of @partial and @free
 * @free_limit: a slab that gets free while there are more is given back
 * @colour_next: colour of the next slab
 * @shared: array that the CPUs of the node share, or NULL
 * @alien: by node, or NULL on a machine with one
 * @next_reap: @free_touched: for reaping
 */
struct kmem_cache_node {
	spinlock_t list_lock;
	struct list_head partial;
	struct list_head full;
	struct list_head free;
	unsigned long total_slabs;
	unsigned long free_slabs;
	unsigned long free_objects;
	unsigned int free_limit;
	unsigned int colour_next;
	struct array_cache *shared;
	struct alien_cache **alien;
	unsigned long next_reap;
	int free_touched;
};

/**
 * struct kmem_cache - one cache
 * @number: where allocations look in a CPU's table
 * @first_number: @nr_numbers: its range of numbers (even ones, so twice as wide)
 * @colours: numbers a node: how many colours are in use, at least 1
 * @size: bytes from object to object; @object_size: bytes the user has
 * @align: of objects
 * @num: objects a slab; @gfporder: of its pages
 * @colour: @colour_off: colours that fit the left-over, and bytes between them
 * @slab_size: bytes of descriptor and index array, aligned if on-slab
 * @mask: bytes of a slab - 1; @magic, @bound: interior check
 * @cookie: offset of the cookie in an object
 * @state: CACHE_* bits
 * @limit: @batchcount: @shared: of its arrays; @shared in batches
 * @slabp_cache: where off-slab descriptors come from
 * @list: the chain of caches, or of those destroyed; @users: kmem_cache_create()
 *	calls it is the result of; @sharable: where merge.c finds it; slab_mutex
 * @grace: what poll_state_synchronize_rcu() is asked for a destroyed one
 * @node: by node; @cpu: by CPU: its array, NULL for a CPU that is off
 */
struct kmem_cache {
	unsigned int number;
	unsigned int size;
	unsigned int object_size;
	unsigned int num;
	struct reciprocal_value reciprocal;
	unsigned int mask;
	unsigned int cookie;
	u64 magic;
	u64 bound;
	slab_flags_t flags;
	unsigned int state;
	unsigned int align;
	unsigned int gfporder;
	gfp_t allocflags;
	unsigned int colour;
	unsigned int colour_off;
	unsigned int colours;
	unsigned int slab_size;
	unsigned int first_number;
	unsigned int nr_numbers;
	unsigned int limit;
	unsigned int batchcount;
	unsigned int shared;
	unsigned int useroffset;
	unsigned int usersize;
	struct kmem_cache *slabp_cache;
	void (*ctor)(void *object);
	const char *name;
	struct list_head list;
	struct hlist_node sharable;
	unsigned int users;
	unsigned long grace;
	struct kmem_cache_node **node;
	struct array_cache *cpu[];
};

/* How far the bootstrap has come: what the next cache's arrays are made of. */
enum slab_state { DOWN, PARTIAL, PARTIAL_NODE, UP, FULL };

/**
 * struct slab_boot_record - how the bootstrap began, for those who ask later
 * @limit: @batchcount: @shared: @array: @node: of kmem_cache when it was static
 * @arrays_from: @nodes_from: the first two kmalloc caches
 * @early_off_slab: a cache was off-slab before descriptors could be allocated
 */
struct slab_boot_record {
	unsigned int limit, batchcount, shared;
	const void *array, *node;
	struct kmem_cache *arrays_from, *nodes_from;
	bool early_off_slab;
};
extern struct slab_boot_record slab_boot_record;
bool slab_has_static_parts(const struct kmem_cache *cache);

extern enum slab_state slab_state;
extern struct list_head slab_caches;
extern struct mutex slab_mutex;
extern struct kmem_cache *kmem_cache;
extern unsigned int slab_break_gfp_order;
extern bool slab_early_init;
extern struct array_cache slab_dead_array;
/* max_pfn once the frame table may be read; 0 before kmem_cache_init(). */
extern unsigned long slab_max_pfn __visible_hidden;
extern u16 kmalloc_numbers[] __visible_hidden;
/* What kmalloc_caches[] holds before kmem_cache_init(): its number is dead. */
extern struct kmem_cache kmalloc_not_yet;

/* Narration of what single objects do: the bootstrap narrates only itself. */
#define slab_explain(fmt, ...)                                                                     \
	do {                                                                                       \
		if (unlikely(mm_explain_on) && slab_state >= UP)                                   \
			mm_explain_print(fmt "\n", ##__VA_ARGS__);                                 \
	} while (0)

/* ---- the hottest steps -------------------------------------------------- */

/* Plain loads, so that the compiler may fold them into the instruction that
 * uses them; marked for the thread sanitizer. Words that another CPU may
 * write meanwhile, any value of which is right. */
#if defined(__SANITIZE_THREAD__)
#define slab_peek(x) smp_load_acquire(&(x))
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define slab_peek(x) smp_load_acquire(&(x))
#endif
#endif
#ifndef slab_peek
#define slab_peek(x) (x)
#endif

#define slab_frames ((u16 *)FRAMETAB_START)

/* These take the slow path of an allocation, whatever the array holds. */
#define SLAB_RARE_GFP	 __GFP_ZERO
#define KMALLOC_RARE_GFP (__GFP_ZERO | __GFP_DMA | __GFP_RECLAIMABLE)

static __always_inline struct array_cache **slab_table(void)
{
	return this_cpu_read(slab_arrays);
}

static __always_inline unsigned long *slab_cookie(const void *object, unsigned long offset)
{
	return (unsigned long *)((char *)object + offset);
}

static __always_inline unsigned long slab_cookie_value(const void *object)
{
	return (unsigned long)object + SLAB_COOKIE;
}

/* ---- conversions -------------------------------------------------------- */

static inline kmem_bufctl_t *slab_bufctl(struct slab *slab)
{
	return (kmem_bufctl_t *)(slab + 1);
}

/* The descriptor, of a page that is known to be the head of a slab. */
static inline struct slab *page_to_slab(const struct page *page)
{
	return page->freelist;
}

static inline struct slab *object_to_slab(const void *object)
{
	return page_to_slab(virt_to_head_page(object));
}

static inline void *index_to_object(const struct kmem_cache *cache, const struct slab *slab,
				    unsigned int index)
{
	return slab->s_mem + (size_t)index * cache->size;
}

/* @object may point anywhere into the object. */
static inline unsigned int object_to_index(const struct kmem_cache *cache, const struct slab *slab,
					   const void *object)
{
	return reciprocal_divide((u32)(object - slab->s_mem), cache->reciprocal);
}

static inline bool slab_off(const struct kmem_cache *cache)
{
	return cache->state & CACHE_OFF_SLAB;
}

/* Is the calling context one that may use this CPU's arrays? */
static inline bool slab_in_task(void)
{
	struct array_cache **arrays = this_cpu_read(slab_task_arrays);

	return arrays != slab_dead_arrays && slab_table() == arrays;
}

static inline struct array_cache *slab_own_array(struct kmem_cache *cache)
{
	return slab_in_task() ? smp_load_acquire(&cache->cpu[raw_smp_processor_id()]) : NULL;
}

/* ---- layout.c ----------------------------------------------------------- */

void cache_estimate(unsigned int order, size_t size, size_t align, bool off_slab, size_t *left_over,
		    unsigned int *num);
unsigned int calculate_alignment(slab_flags_t flags, unsigned int align, unsigned int size);
int slab_layout(struct kmem_cache *cache, slab_flags_t flags);
void slab_set_numbers(struct kmem_cache *cache);
u64 slab_bias(const struct kmem_cache *cache, unsigned int colour);
bool slab_is_object(const struct kmem_cache *cache, const struct slab *slab, const void *object);

/* ---- number.c: frame numbers and the CPUs' tables ------------------------ */

void slab_numbers_init(void);
int slab_numbers_get(struct kmem_cache *cache);
void slab_numbers_put(struct kmem_cache *cache);
unsigned int slab_frame_number(const struct kmem_cache *cache, int nid, unsigned int colour);
int slab_table_prepare(unsigned int cpu);
void slab_table_retire(unsigned int cpu);
bool slab_cpu_online(unsigned int cpu);
void slab_publish(struct kmem_cache *cache, unsigned int cpu);
void slab_publish_all(struct kmem_cache *cache);
unsigned int slab_numbers_limit(void);

/* ---- array_cache.c ------------------------------------------------------- */

void array_init(struct array_cache *ac, struct kmem_cache *cache, unsigned int limit,
		unsigned int batchcount);
struct array_cache *array_alloc(struct kmem_cache *cache, int nid, unsigned int limit,
				unsigned int batchcount, gfp_t gfp);
void *array_take(struct kmem_cache *cache);
void *array_refill(struct kmem_cache *cache);
bool array_give(struct kmem_cache *cache, void *object);
void array_drain(struct kmem_cache *cache, struct array_cache *ac, int nid);
void array_sizes(struct kmem_cache *cache);
int slab_cpu_arrays(struct kmem_cache *cache, gfp_t gfp);
int slab_cpu_array(struct kmem_cache *cache, unsigned int cpu, gfp_t gfp);

/* ---- node.c -------------------------------------------------------------- */

void node_init(struct kmem_cache_node *node);
int node_setup(struct kmem_cache *cache, int nid, gfp_t gfp);
void node_set_free_limit(struct kmem_cache *cache);
unsigned int node_take(struct kmem_cache *cache, int nid, void **to, unsigned int want);
bool node_try_take(struct kmem_cache *cache, int nid, void **object);
void node_give(struct kmem_cache *cache, int nid, void **objects, unsigned int nr);
void node_flush(struct kmem_cache *cache, int nid, void **objects, unsigned int nr);
void node_free(struct kmem_cache *cache, void *object);
void node_add_slab(struct kmem_cache *cache, int nid, struct slab *slab);
void node_drain(struct kmem_cache *cache, int nid);
void node_exit(struct kmem_cache *cache, int nid);

/* ---- new_slab.c ---------------------------------------------------------- */

int cache_grow(struct kmem_cache *cache, gfp_t gfp, int nid);
void slab_destroy(struct kmem_cache *cache, struct slab *slab);
void slabs_destroy(struct kmem_cache *cache, struct list_head *list);
void slab_set_frames(struct page *page, unsigned int order, unsigned int number);

/* ---- alloc.c, free.c ----------------------------------------------------- */

void *slab_alloc(struct kmem_cache *cache, gfp_t gfp, int nid, size_t size, unsigned long caller);
void slab_retry_online(void);
bool slab_free(void *object, struct kmem_cache *expected, const char *function,
	       unsigned long caller);

/* ---- kmalloc.c ------------------------------------------------------------ */

struct kmem_cache *kmalloc_slab(size_t size, gfp_t gfp);
void kmalloc_fill_table(void);
void *kmalloc_large_caller(size_t size, gfp_t gfp, int nid, unsigned long caller);
bool kfree_large(struct page *page, void *object, unsigned long caller);
void kfree_large_rest(struct page *page);

/* For the slab code's own use: leaves no record, so that no leak is reported. */
static inline void *slab_internal_alloc(size_t size, gfp_t gfp, int nid)
{
	return slab_alloc(kmalloc_slab(size, gfp), gfp | __GFP_NOTRACK, nid, size, _RET_IP_);
}

/* ---- nmi.c ------------------------------------------------------------------ */

DECLARE_PER_CPU(struct llist_head, slab_put_off);
void slab_put_off_init(struct page *page);
void slab_put_off_free(struct kmem_cache *cache, struct page *page, void *object);
void slab_put_off_large(struct page *page);
void slab_drain_put_off(void);
void slab_drain_put_off_of(unsigned int cpu);
void slab_drain_put_off_all(void);
void *slab_alloc_nmi(struct kmem_cache *cache, gfp_t gfp, int nid);

/* What NMIs of this CPU could not give back: where a lock is taken anyway. Not in an NMI. */
static inline void slab_poll_put_off(void)
{
	if (unlikely(!llist_empty(this_cpu_ptr(&slab_put_off))))
		slab_drain_put_off();
}

/* ---- mempool.c -------------------------------------------------------------- */

void mempool_drain_put_off(void);

/* ---- cache.c --------------------------------------------------------------- */

int cache_setup(struct kmem_cache *cache, slab_flags_t flags, gfp_t gfp);
struct kmem_cache *kmalloc_cache_create(const char *name, unsigned int size, slab_flags_t flags);
void slab_release_destroyed(void);
void slab_cpuhp_init(void);

/* ---- merge.c --------------------------------------------------------------- */

/**
 * struct cache_request - the arguments of kmem_cache_create_usercopy()
 */
struct cache_request {
	const char *name;
	unsigned int size, align;
	slab_flags_t flags;
	unsigned int useroffset, usersize;
	void (*ctor)(void *object);
};

/* slab_nomerge was given. */
extern bool slab_nomerge;
struct kmem_cache *slab_merge_find(const struct cache_request *want);
void slab_merge_add(struct kmem_cache *cache);
bool slab_merge_leave(struct kmem_cache *cache);

/* ---- reap.c ---------------------------------------------------------------- */

bool slab_drain_all(struct kmem_cache *cache);
void slab_drain_dead(struct kmem_cache *cache);
bool slab_free_slabs(struct kmem_cache *cache);

/* ---- error.c --------------------------------------------------------------- */

void slab_error(const struct kmem_cache *cache, const char *function, const char *what,
		const void *object, unsigned long caller);
void slab_bad_free(const void *object, const struct kmem_cache *expected, const char *function,
		   unsigned long caller);
unsigned long slab_list_objects(struct kmem_cache *cache);

#endif
