/* SPDX-License-Identifier: MIT */
/*
 * area.h - what the files of mm/vmalloc share: ranges of addresses
 */
#ifndef MM_VMALLOC_AREA_H
#define MM_VMALLOC_AREA_H

#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

struct vmap_block;

/** enum vmap_kind - what an area is used for */
enum vmap_kind {
	VMAP_VM,    /* vmalloc, vmap, ioremap: has a vm_struct */
	VMAP_BLOCK, /* vm_map_ram(): a block that several small mappings share */
	VMAP_RAM,   /* vm_map_ram(): a large mapping of its own */
	VMAP_DYING, /* being taken down, or flushed; nobody may find it, as from here on */
	VMAP_LAZY,  /* its entries are cleared, it waits for the flush */
};

/**
 * struct vmap_area - a range [va_start, va_end) in use, and the hole behind it
 * @va_start: @va_end: the range, guard page included
 * @hole: free bytes between @va_end and the next area or the arena's end
 * @max_hole: the largest @hole in the subtree of @node
 * @list: areas in order of addresses
 * @vm: owner's description (VMAP_VM); @block: (VMAP_BLOCK)
 * @waiting: in arena->waiting (VMAP_LAZY), or being flushed
 *
 * All under arena->lock. Always: va_end + hole is the next area's va_start.
 */
struct vmap_area {
	unsigned long va_start, va_end;
	unsigned long hole;
	unsigned long max_hole;
	struct rb_node node;
	struct list_head list;
	union {
		struct vm_struct *vm;
		struct vmap_block *block;
	};
	struct list_head waiting;
	struct vmap_arena *arena;
	enum vmap_kind kind;
};

/**
 * struct vmap_arena - a range of addresses that areas are cut from
 * @lock: taken with interrupts off, so that a report in an interrupt can look
 * @root: areas by address; @areas: the same, in order
 * @head: an empty area at @start that holds the first hole
 * @waiting: areas that wait for the flush (VMAP_LAZY)
 */
struct vmap_arena {
	const char *name;
	unsigned long start, end;
	spinlock_t lock;
	struct rb_root root;
	struct list_head areas;
	struct list_head waiting;
	struct vmap_area head;
};

#define for_each_arena(arena)                                                                      \
	for (arena = vmap_arenas; arena < vmap_arenas + NR_VMAP_ARENAS; arena++)

#define NR_VMAP_ARENAS 2 /* vmalloc, modules */
extern struct vmap_arena vmap_arenas[NR_VMAP_ARENAS];

/**
 * struct vmap_request - what kind of area is wanted
 * @size: bytes, with the guard page; @align: power of two, at least a page
 * @from: @to: it must lie in [from, to)
 */
struct vmap_request {
	unsigned long size, align;
	unsigned long from, to;
	enum vmap_kind kind;
};

/* area.c */
void vmap_areas_init(void);
struct vmap_area *vmap_area_alloc(const struct vmap_request *request, void *owner, gfp_t gfp,
				  int node);
/* Its addresses are free at once: they were never mapped, or are flushed. */
void vmap_area_free(struct vmap_area *va);
/* Its entries are cleared: from now on it waits, as part of a neighbour if one waits. */
void vmap_area_wait(struct vmap_area *va);
/* All that wait become the caller's: to be flushed, then freed. Linked by @waiting. */
void vmap_areas_take_waiting(struct list_head *areas);
/* The area of a kind that starts at @addr becomes VMAP_DYING: the caller's to free. */
struct vmap_area *vmap_area_claim(unsigned long addr, enum vmap_kind kind);
/* The area that holds @addr, locked: release by vmap_area_unlock(). NULL: none, not locked. */
struct vmap_area *vmap_area_lock(unsigned long addr, unsigned long *flags);
void vmap_area_unlock(struct vmap_area *va, unsigned long flags);
/* The lowest area of @arena at or above @addr; under arena->lock. */
struct vmap_area *vmap_area_at_or_above(struct vmap_arena *arena, unsigned long addr);

/* vmalloc.c: vfree() in an NMI is put off; false: it is a BUG */
extern bool vmalloc_any_context;

/* lazy.c */
void vmap_lazy_init(void);
/* Its entries are cleared; the addresses return after the next flush. */
void vmap_area_free_lazily(struct vmap_area *va);
/* Flush now and give the addresses back. Return: there were some. */
bool vmap_purge(void);

/* block.c: flush what vm_unmap_ram() cleared in blocks that are still in use */
void vmap_blocks_flush(void);

/* vmap.c */
struct vm_struct *vm_area_alloc(unsigned long size, unsigned long align, unsigned long flags,
				unsigned long start, unsigned long end, int node, gfp_t gfp,
				const void *caller);
void vm_struct_free(struct vm_struct *vm);
void vm_structs_init(void);

/* Whoever sees VM_UNINITIALIZED gone sees what was written before. */
static inline void vm_area_ready(struct vm_struct *area)
{
	smp_store_release(&area->flags, area->flags & ~VM_UNINITIALIZED);
}

/* Flags of our own allocations: how hard to try, no zone, nothing else. */
#define VMAP_GFP_MASK                                                                              \
	(__GFP_RECLAIM | __GFP_HIGH | __GFP_IO | __GFP_FS | __GFP_NOWARN | __GFP_RETRY_MAYFAIL |   \
	 __GFP_NORETRY | __GFP_NOFAIL | __GFP_MEMALLOC | __GFP_NOMEMALLOC | __GFP_ATOMIC)
#define vmap_gfp(gfp) (((gfp)&VMAP_GFP_MASK) | __GFP_NOTRACK)

#endif
