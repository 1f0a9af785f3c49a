// SPDX-License-Identifier: MIT
/*
 * area.c - first fit by address, in logarithmic time
 *
 * An arena is a range of kernel addresses. What is in use are areas, kept in a
 * tree by address and in a list. What is free is described by the area before
 * it: each area knows the size of the hole behind it, and an empty area at the
 * arena's start the first one. So a free range needs no memory of its own,
 * freeing allocates nothing, and neighbours that become free are one hole
 * without being merged.
 *
 * Each node also knows the largest hole of its subtree (an augmented tree,
 * Cormen et al. 14). First fit goes from one sufficient hole to the next in
 * order of addresses, each step in logarithmic time. A hole of the size fits
 * whenever the alignment is a page; for larger alignments some holes are
 * looked at in vain.
 *
 * A freed area waits for the flush of its addresses (lazy.c). If its neighbour
 * waits, too, it becomes part of that one at once, so a program that maps and
 * unmaps leaves one area behind and not thousands: the tree stays small.
 *
 * There is an arena for vmalloc, vmap and ioremap, and one for the window near
 * the core where modules live.
 *
 * Locking: arena->lock, interrupts off; nothing is allocated under it. Calls
 * the slab allocator before and after.
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/rbtree_augmented.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/mm_check.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include "area.h"

struct vmap_arena vmap_arenas[NR_VMAP_ARENAS];
static struct kmem_cache *vmap_area_cache;

#define VMALLOC_SPAN_MIN (1ul << 20)

static unsigned long area_hole(struct vmap_area *va)
{
	return va->hole;
}

RB_DECLARE_CALLBACKS_MAX(static, max_hole_callbacks, struct vmap_area, node, unsigned long,
			 max_hole, area_hole);

#define to_area(rb) rb_entry((rb), struct vmap_area, node)

static unsigned long subtree_hole(struct rb_node *rb)
{
	return rb ? to_area(rb)->max_hole : 0;
}

static struct vmap_arena *arena_of(unsigned long start, unsigned long end)
{
	struct vmap_arena *arena;

	for_each_arena(arena)
		if (start >= arena->start && end <= arena->end && start < end)
			return arena;
	return NULL;
}

/* ---- finding ---------------------------------------------------------------- */

/* The last area that starts at or below @addr: at least the head. */
static struct vmap_area *area_at_or_below(struct vmap_arena *arena, unsigned long addr)
{
	struct rb_node *rb = arena->root.rb_node;
	struct vmap_area *best = &arena->head;

	while (rb) {
		struct vmap_area *va = to_area(rb);

		if (va->va_start <= addr) {
			best = va;
			rb = rb->rb_right;
		} else {
			rb = rb->rb_left;
		}
	}
	/* The area at the arena's start comes behind the head, which is empty. */
	return best;
}

struct vmap_area *vmap_area_at_or_above(struct vmap_arena *arena, unsigned long addr)
{
	struct vmap_area *va = area_at_or_below(arena, addr);

	if (va != &arena->head && va->va_start == addr)
		return va;
	if (list_is_last(&va->list, &arena->areas))
		return NULL;
	return list_next_entry(va, list);
}

/* The lowest area in the subtree of @rb with a hole of @size; there is one. */
static struct vmap_area *lowest_hole(struct rb_node *rb, unsigned long size)
{
	for (;;) {
		if (subtree_hole(rb->rb_left) >= size)
			rb = rb->rb_left;
		else if (to_area(rb)->hole >= size)
			return to_area(rb);
		else
			rb = rb->rb_right;
	}
}

/* The next area above @va with a hole of @size, or NULL. */
static struct vmap_area *next_hole(struct vmap_area *va, unsigned long size)
{
	struct rb_node *rb = &va->node, *parent;

	if (subtree_hole(rb->rb_right) >= size)
		return lowest_hole(rb->rb_right, size);
	for (; (parent = rb_parent(rb)) != NULL; rb = parent) {
		if (rb != parent->rb_left)
			continue;
		if (to_area(parent)->hole >= size)
			return to_area(parent);
		if (subtree_hole(parent->rb_right) >= size)
			return lowest_hole(parent->rb_right, size);
	}
	return NULL;
}

/* Where in the hole behind @va it fits; 0: it does not. */
static unsigned long fit(const struct vmap_area *va, const struct vmap_request *request)
{
	unsigned long addr = ALIGN(max(va->va_end, request->from), request->align);
	unsigned long end = min(va->va_end + va->hole, request->to);

	if (addr < va->va_end || addr >= end || end - addr < request->size)
		return 0;
	return addr;
}

/* First fit: the area before it, and the address in @addr; NULL: none. */
static struct vmap_area *first_fit(struct vmap_arena *arena, const struct vmap_request *request,
				   unsigned long *addr)
{
	struct vmap_area *va;

	if (request->from > arena->start)
		va = area_at_or_below(arena, request->from);
	else if (subtree_hole(arena->root.rb_node) >= request->size)
		va = lowest_hole(arena->root.rb_node, request->size);
	else
		return NULL;
	for (; va && va->va_end < request->to; va = next_hole(va, request->size)) {
		*addr = fit(va, request);
		if (*addr)
			return va;
	}
	return NULL;
}

/* ---- in and out of the tree --------------------------------------------------- */

/* @va becomes the successor of @prev, in whose hole it lies. */
static void link_area(struct vmap_arena *arena, struct vmap_area *prev, struct vmap_area *va)
{
	struct rb_node *parent = &prev->node, **link = &parent->rb_right;

	while (*link) {
		parent = *link;
		link = &parent->rb_left;
	}
	va->hole = prev->va_end + prev->hole - va->va_end;
	va->max_hole = va->hole;
	prev->hole = va->va_start - prev->va_end;
	list_add(&va->list, &prev->list);
	rb_link_node(&va->node, parent, link);
	max_hole_callbacks.propagate(parent, NULL);
	max_hole_callbacks.propagate(&prev->node, NULL);
	rb_insert_augmented(&va->node, &arena->root, &max_hole_callbacks);
}

static void set_hole(struct vmap_area *va, unsigned long hole)
{
	va->hole = hole;
	max_hole_callbacks.propagate(&va->node, NULL);
}

/* Erasing rotates, which copies maxima: holes must be right before it. */
static void erase_area(struct vmap_arena *arena, struct vmap_area *va)
{
	list_del(&va->list);
	rb_erase_augmented(&va->node, &arena->root, &max_hole_callbacks);
}

static void unlink_area(struct vmap_arena *arena, struct vmap_area *va)
{
	struct vmap_area *prev = list_prev_entry(va, list);

	set_hole(prev, va->va_end + va->hole - prev->va_end);
	erase_area(arena, va);
}

/* Make @va, which is to wait, part of a neighbour that waits. False: none does. */
static bool join_neighbour(struct vmap_arena *arena, struct vmap_area *va)
{
	struct vmap_area *prev = list_prev_entry(va, list), *next = list_next_entry(va, list);

	if (prev->kind == VMAP_LAZY && !prev->hole) {
		prev->va_end = va->va_end;
		set_hole(prev, va->hole);
	} else if (!list_is_last(&va->list, &arena->areas) && next->kind == VMAP_LAZY &&
		   !va->hole) {
		next->va_start = va->va_start;
	} else {
		return false;
	}
	erase_area(arena, va);
	return true;
}

static bool place(struct vmap_arena *arena, struct vmap_area *va,
		  const struct vmap_request *request, void *owner)
{
	struct vmap_area *prev;
	unsigned long flags, addr;

	spin_lock_irqsave(&arena->lock, flags);
	prev = first_fit(arena, request, &addr);
	if (prev) {
		va->va_start = addr;
		va->va_end = addr + request->size;
		va->arena = arena;
		va->kind = request->kind;
		va->vm = owner;
		if (request->kind == VMAP_VM)
			va->vm->addr = (void *)addr;
		link_area(arena, prev, va);
	}
	spin_unlock_irqrestore(&arena->lock, flags);
	return prev;
}

static void warn_full(const struct vmap_arena *arena, unsigned long size)
{
	static struct printk_limit limit;

	if (!printk_limit_ok(&limit, __func__))
		return;
	if (arena == vmap_arenas)
		pr_warn("vmap allocation for size %lu failed: use vmalloc=<size> to increase "
			"size\n",
			size);
	else
		pr_warn("vmap allocation for size %lu failed: the module window is full\n", size);
}

/**
 * vmap_area_alloc() - take addresses: the lowest that fit @request
 * @owner: its vm_struct or vmap_block
 *
 * When there are none the freed ranges that wait are flushed, and it is tried
 * again.
 * Context: may sleep. Return: the area, or NULL.
 */
struct vmap_area *vmap_area_alloc(const struct vmap_request *request, void *owner, gfp_t gfp,
				  int node)
{
	struct vmap_arena *arena = arena_of(request->from, request->to);
	struct vmap_area *va;

	if (WARN_ON_ONCE(!arena))
		return NULL;
	va = kmem_cache_alloc_node(vmap_area_cache, vmap_gfp(gfp), node);
	if (!va)
		return NULL;
	if (place(arena, va, request, owner))
		return va;
	if (vmap_purge() && place(arena, va, request, owner))
		return va;
	if (!(gfp & __GFP_NOWARN))
		warn_full(arena, request->size);
	kmem_cache_free(vmap_area_cache, va);
	return NULL;
}

void vmap_area_free(struct vmap_area *va)
{
	struct vmap_arena *arena = va->arena;
	unsigned long flags;

	spin_lock_irqsave(&arena->lock, flags);
	unlink_area(arena, va);
	spin_unlock_irqrestore(&arena->lock, flags);
	kmem_cache_free(vmap_area_cache, va);
}

void vmap_area_wait(struct vmap_area *va)
{
	struct vmap_arena *arena = va->arena;
	unsigned long flags;
	bool joined;

	spin_lock_irqsave(&arena->lock, flags);
	joined = join_neighbour(arena, va);
	if (!joined) {
		va->kind = VMAP_LAZY;
		list_add(&va->waiting, &arena->waiting);
	}
	spin_unlock_irqrestore(&arena->lock, flags);
	if (joined)
		kmem_cache_free(vmap_area_cache, va);
}

void vmap_areas_take_waiting(struct list_head *areas)
{
	struct vmap_arena *arena;
	struct vmap_area *va;
	unsigned long flags;

	for_each_arena(arena) {
		spin_lock_irqsave(&arena->lock, flags);
		/* What is freed from now on is not part of this flush, so not of these. */
		list_for_each_entry(va, &arena->waiting, waiting)
			va->kind = VMAP_DYING;
		list_splice_init(&arena->waiting, areas);
		spin_unlock_irqrestore(&arena->lock, flags);
	}
}

struct vmap_area *vmap_area_lock(unsigned long addr, unsigned long *flags)
{
	struct vmap_arena *arena = arena_of(addr, addr + 1);
	struct vmap_area *va;

	if (!arena)
		return NULL;
	spin_lock_irqsave(&arena->lock, *flags);
	va = area_at_or_below(arena, addr);
	if (addr < va->va_end && va->kind < VMAP_DYING)
		return va;
	spin_unlock_irqrestore(&arena->lock, *flags);
	return NULL;
}

void vmap_area_unlock(struct vmap_area *va, unsigned long flags)
{
	spin_unlock_irqrestore(&va->arena->lock, flags);
}

struct vmap_area *vmap_area_claim(unsigned long addr, enum vmap_kind kind)
{
	struct vmap_area *found, *va;
	unsigned long flags;

	va = vmap_area_lock(addr, &flags);
	if (!va)
		return NULL;
	found = va->kind == kind && va->va_start == addr ? va : NULL;
	if (found)
		found->kind = VMAP_DYING;
	vmap_area_unlock(va, flags);
	return found;
}

/* ---- boot ----------------------------------------------------------------------- */

static void __init arena_init(struct vmap_arena *arena, const char *name, unsigned long start,
			      unsigned long end)
{
	struct vmap_area *head = &arena->head;

	arena->name = name;
	arena->start = start;
	arena->end = end;
	spin_lock_init(&arena->lock);
	arena->root = RB_ROOT;
	INIT_LIST_HEAD(&arena->areas);
	INIT_LIST_HEAD(&arena->waiting);
	*head = (struct vmap_area){
		.va_start = start,
		.va_end = start,
		.arena = arena,
		.kind = VMAP_DYING,
		.hole = end - start,
		.max_hole = end - start,
	};
	list_add(&head->list, &arena->areas);
	rb_link_node(&head->node, NULL, &arena->root.rb_node);
	rb_insert_augmented(&head->node, &arena->root, &max_hole_callbacks);
}

void __init vmap_areas_init(void)
{
	unsigned long start, end;

	vmap_area_cache = kmem_cache_create("vmap_area", sizeof(struct vmap_area), 0,
					    SLAB_PANIC | SLAB_NOLEAKTRACE, NULL);
	arena_init(&vmap_arenas[0], "vmalloc", VMALLOC_START, VMALLOC_END);
	port_module_window(&start, &end);
	arena_init(&vmap_arenas[1], "modules", PAGE_ALIGN(start), end & PAGE_MASK);
}

static int __init parse_vmalloc(char *arg)
{
	unsigned long size = PAGE_ALIGN(memparse(arg, &arg));

	if (*arg || size < VMALLOC_SPAN_MIN || size > VMALLOC_SPAN)
		return -EINVAL;
	vmalloc_span = size;
	return 0;
}
early_param("vmalloc", parse_vmalloc);
PARAM_HELP(vmalloc, "vmalloc", "the bytes of the vmalloc range, 1M or more, K, M or G behind",
	   "vmalloc=256M");

/* ---- checking --------------------------------------------------------------------- */

/* The largest hole, computed anew; the depth is logarithmic. */
static unsigned long check_subtree(struct rb_node *rb, bool *right)
{
	unsigned long largest;

	if (!rb)
		return 0;
	largest = max3(to_area(rb)->hole, check_subtree(rb->rb_left, right),
		       check_subtree(rb->rb_right, right));
	if (to_area(rb)->max_hole != largest)
		*right = false;
	return largest;
}

static bool area_is_right(const struct vmap_area *va, unsigned long next)
{
	if (va->va_start > va->va_end || va->va_end + va->hole != next)
		return false;
	return va->kind != VMAP_VM ||
	       (va->vm->addr == (void *)va->va_start && va->vm->size == va->va_end - va->va_start);
}

static bool check_arena(struct vmap_arena *arena)
{
	struct vmap_area *va;
	unsigned long flags;
	struct rb_node *rb;
	bool right = true;

	spin_lock_irqsave(&arena->lock, flags);
	rb = rb_first(&arena->root);
	list_for_each_entry(va, &arena->areas, list) {
		unsigned long next = list_is_last(&va->list, &arena->areas)
					     ? arena->end
					     : list_next_entry(va, list)->va_start;

		right = right && rb == &va->node && area_is_right(va, next);
		if (!right)
			break;
		rb = rb_next(rb);
	}
	right = right && !rb;
	check_subtree(arena->root.rb_node, &right);
	spin_unlock_irqrestore(&arena->lock, flags);
	if (!right)
		pr_err("vmalloc: the areas of the %s range are not as they must be\n", arena->name);
	return right;
}

/** vmalloc_check_all() - verify the areas of all arenas; false when one is wrong */
bool vmalloc_check_all(void)
{
	struct vmap_arena *arena;
	bool right = true;

	for_each_arena(arena)
		right &= check_arena(arena);
	return right;
}
