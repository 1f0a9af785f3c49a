// SPDX-License-Identifier: MIT
/*
 * vmalloc.c - contiguous addresses, scattered pages: the ladder
 *
 * vmalloc() takes an area of addresses (vmap.c, area.c), an array for the
 * pages, the pages (in as long runs as the page allocator has), and maps them
 * one behind the other (mm/pgtable). A failure on the way undoes what was done
 * before it, in reverse. vfree() takes the area down, gives the pages and the
 * array back; the addresses wait for the flush (lazy.c).
 *
 * vfree() clears entries and may wait for a flush, which an interrupt cannot:
 * there the block is put on a list, linked through its own first bytes, and the
 * next vmalloc() or vfree() in task context, or the idle loop, frees it. In an
 * NMI it is a BUG, as in Linux, unless vmalloc_any_context=1 says that it is
 * meant: then it is put off too; the list takes no lock.
 *
 * Locking: none here. Task context but for vfree() and vfree_atomic().
 */
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/numa.h>
#include <linux/printk.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/topology.h>
#include <quarry/debug_hooks.h>
#include <quarry/mm_stage.h>
#include <quarry/report.h>
#include "area.h"

static atomic_long_t nr_vmalloc_pages;
static LLIST_HEAD(deferred);
bool vmalloc_any_context;
core_param(vmalloc_any_context, vmalloc_any_context, bool, 0444);

unsigned long vmalloc_nr_pages(void)
{
	return atomic_long_read(&nr_vmalloc_pages);
}

/* ---- giving back ------------------------------------------------------------- */

/* @addr starts an area that is no longer found by anyone when this returns. */
static void vfree_now(const void *addr)
{
	struct vm_struct *vm;

	if (WARN(!PAGE_ALIGNED(addr), "Trying to vfree() bad address (%p)\n", addr))
		return;
	vm = remove_vm_area(addr);
	if (WARN(!vm, "Trying to vfree() nonexistent vm area (%p)\n", addr))
		return;
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		track_vmalloc_free(addr);
	mm_explain("vmalloc: area %px unmapped, %u pages go back", addr, vm->nr_pages);
	if (vm->pages) {
		free_pages_bulk(vm->pages, vm->nr_pages);
		if (!(vm->flags & VM_MAP_PUT_PAGES))
			atomic_long_sub(vm->nr_pages, &nr_vmalloc_pages);
		kvfree(vm->pages);
	}
	vm_struct_free(vm);
}

unsigned int vfree_drain(void)
{
	struct llist_node *node, *next;
	unsigned int nr = 0;

	if (likely(llist_empty(&deferred)) || in_interrupt())
		return 0;
	llist_for_each_safe(node, next, llist_del_all(&deferred))
	{
		vfree_now(node);
		nr++;
	}
	return nr;
}

void vfree_atomic(const void *addr)
{
	BUG_ON(in_nmi() && !vmalloc_any_context);
	if (addr)
		llist_add((struct llist_node *)addr, &deferred);
}
EXPORT_SYMBOL_GPL(vfree_atomic);

void vfree(const void *addr)
{
	BUG_ON(in_nmi() && !vmalloc_any_context);
	if (!addr)
		return;
	if (unlikely(in_interrupt())) {
		vfree_atomic(addr);
		return;
	}
	might_sleep();
	vfree_drain();
	vfree_now(addr);
}
EXPORT_SYMBOL(vfree);

/* ---- reports ------------------------------------------------------------------- */

/* What failed, how it was asked for, who asked, and the state of the zones. */
static void __printf(2, 3) report_failure(gfp_t gfp, const char *fmt, ...)
{
	static struct printk_limit limit;
	struct va_format vaf;
	va_list args;

	if ((gfp & __GFP_NOWARN) || !printk_limit_ok(&limit, __func__))
		return;
	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	pr_warn("%s: vmalloc error: %pV, mode:%#x(%pGg), nodemask=(null)\n", current->comm, &vaf,
		gfp, &gfp);
	va_end(args);
	dump_stack();
	show_mem(0, NULL);
}

/* ---- taking -------------------------------------------------------------------- */

/* As many as there are, in runs; then one by one, which reclaims. */
static unsigned int take_pages(gfp_t gfp, int node, unsigned int nr, struct page **pages)
{
	int bulk_node = node == NUMA_NO_NODE ? numa_mem_id() : node;
	unsigned int taken = 0;

	if (nr > 1)
		taken = alloc_pages_bulk_array_node(gfp | __GFP_NOWARN, bulk_node, nr, pages);
	while (taken < nr) {
		struct page *page = alloc_pages_node(node, gfp | __GFP_NOWARN, 0);

		if (!page)
			break;
		pages[taken++] = page;
	}
	return taken;
}

/* Highmem will do, when no zone below is asked for. */
static gfp_t page_gfp(gfp_t gfp)
{
	if (!(gfp & (__GFP_DMA | __GFP_DMA32)))
		gfp |= __GFP_HIGHMEM;
	return (gfp & ~__GFP_COMP) | __GFP_NOTRACK;
}

static struct page **take_array(unsigned int nr, gfp_t gfp, int node)
{
	size_t bytes = array_size(nr, sizeof(struct page *));
	struct page **array;

	gfp = vmap_gfp(gfp);
	if (bytes > KMALLOC_MAX_CACHE_SIZE)
		array = __vmalloc_node(bytes, 1, gfp, node, vmalloc);
	else
		array = kmalloc_node(bytes, gfp, node);
	/* The bulk allocator fills empty places. */
	return array ? memset(array, 0, bytes) : NULL;
}

static int map_area(const struct vm_struct *area, unsigned long size, pgprot_t prot,
		    struct page **pages)
{
	unsigned long addr = (unsigned long)area->addr;

	if (unlikely(area->flags & VM_ALLOW_HUGE_VMAP))
		return vmap_blocks_range(addr, addr + size, prot, pages);
	return vmap_pages_range(addr, addr + size, prot, pages);
}

/* Fill @area. Return: true; false: nothing of it is left, @area is as before. */
static bool fill_area(struct vm_struct *area, gfp_t gfp, pgprot_t prot, int node)
{
	unsigned long size = get_vm_area_size(area);
	unsigned int nr = size >> PAGE_SHIFT, taken;
	struct page **pages;

	pages = take_array(nr, gfp, node);
	if (!pages) {
		report_failure(gfp, "size %lu, page array size %lu failed", size,
			       nr * sizeof(struct page *));
		return false;
	}
	taken = take_pages(page_gfp(gfp), node, nr, pages);
	if (taken < nr) {
		report_failure(gfp, "size %lu, failed to allocate pages", size);
		goto err_pages;
	}
	if (map_area(area, size, prot, pages)) {
		report_failure(gfp, "size %lu, failed to map pages", size);
		goto err_pages;
	}
	area->pages = pages;
	area->nr_pages = nr;
	atomic_long_add(nr, &nr_vmalloc_pages);
	return true;

err_pages:
	free_pages_bulk(pages, taken);
	kvfree(pages);
	return false;
}

static bool size_is_sane(unsigned long size, gfp_t gfp)
{
	if (WARN_ON_ONCE(!size))
		return false;
	if ((size >> PAGE_SHIFT) <= totalram_pages())
		return true;
	report_failure(gfp, "size %lu, exceeds total pages", size);
	return false;
}

static struct vm_struct *take_and_fill(unsigned long size, const struct vmap_request *where,
				       gfp_t gfp, pgprot_t prot, unsigned long vm_flags, int node,
				       const void *caller)
{
	struct vm_struct *area;

	area = vm_area_alloc(size, where->align, VM_ALLOC | VM_UNINITIALIZED | vm_flags,
			     where->from, where->to, node, gfp, caller);
	if (!area) {
		report_failure(gfp, "size %lu, vm_struct allocation failed", size);
		return NULL;
	}
	mm_explain("vmalloc: %lu bytes: area %px, %lu pages and a guard page", size, area->addr,
		   get_vm_area_size(area) >> PAGE_SHIFT);
	if (!fill_area(area, gfp, prot, node)) {
		free_vm_area(area);
		return NULL;
	}
	vm_area_ready(area);
	return area;
}

/**
 * __vmalloc_node_range() - memory in addresses of [@start, @end)
 * @size: bytes, rounded up to pages
 * @align: power of two; at least a page is kept
 * @gfp_mask: how the pages are taken; __GFP_ZERO: zeroed
 * @prot: permissions of the mapping
 * @vm_flags: more VM_* flags of the area
 * @node: where the pages should come from, or NUMA_NO_NODE
 * @caller: whom to name in reports
 *
 * Context: task, may sleep, whatever @gfp_mask says.
 * Return: the address, or NULL; then nothing is held.
 */
void *__vmalloc_node_range(unsigned long size, unsigned long align, unsigned long start,
			   unsigned long end, gfp_t gfp_mask, pgprot_t prot, unsigned long vm_flags,
			   int node, const void *caller)
{
	struct vmap_request where = {
		.align = max(align, PAGE_SIZE),
		.from = start,
		.to = end,
	};
	struct vm_struct *area;

	mm_require_stage(MM_STAGE_VMALLOC);
	might_sleep();
	if (!size_is_sane(size, gfp_mask))
		return NULL;
	vfree_drain();
	do {
		area = take_and_fill(size, &where, gfp_mask, prot, vm_flags, node, caller);
	} while (unlikely(!area) && (gfp_mask & __GFP_NOFAIL));
	if (!area)
		return NULL;
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE) && !(gfp_mask & __GFP_NOTRACK))
		track_vmalloc_alloc(area->addr, size, (unsigned long)caller);
	return area->addr;
}
EXPORT_SYMBOL_GPL(__vmalloc_node_range);

void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp_mask, int node,
		     const void *caller)
{
	return __vmalloc_node_range(size, align, VMALLOC_START, VMALLOC_END, gfp_mask, PAGE_KERNEL,
				    0, node, caller);
}
EXPORT_SYMBOL_GPL(__vmalloc_node);

void *__vmalloc(unsigned long size, gfp_t gfp_mask)
{
	return __vmalloc_node(size, 1, gfp_mask, NUMA_NO_NODE, __builtin_return_address(0));
}
EXPORT_SYMBOL(__vmalloc);

/** vmalloc() - @size bytes at contiguous kernel addresses, or NULL; may sleep */
void *vmalloc(unsigned long size)
{
	return __vmalloc_node(size, 1, GFP_KERNEL, NUMA_NO_NODE, __builtin_return_address(0));
}
EXPORT_SYMBOL(vmalloc);

/** vzalloc() - vmalloc(), zeroed */
void *vzalloc(unsigned long size)
{
	return __vmalloc_node(size, 1, GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE,
			      __builtin_return_address(0));
}
EXPORT_SYMBOL(vzalloc);

/** vmalloc_huge() - vmalloc(), by large leaves as far as there are blocks for them */
void *vmalloc_huge(unsigned long size, gfp_t gfp_mask)
{
	return __vmalloc_node_range(size, 1, VMALLOC_START, VMALLOC_END, gfp_mask, PAGE_KERNEL,
				    VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, __builtin_return_address(0));
}
EXPORT_SYMBOL_GPL(vmalloc_huge);

/** vmalloc_user() - zeroed memory that may be shown to user space */
void *vmalloc_user(unsigned long size)
{
	return __vmalloc_node_range(size, PAGE_SIZE, VMALLOC_START, VMALLOC_END,
				    GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL, VM_USERMAP, NUMA_NO_NODE,
				    __builtin_return_address(0));
}
EXPORT_SYMBOL(vmalloc_user);

/** vmalloc_node() - vmalloc() with pages of @node, preferably */
void *vmalloc_node(unsigned long size, int node)
{
	return __vmalloc_node(size, 1, GFP_KERNEL, node, __builtin_return_address(0));
}
EXPORT_SYMBOL(vmalloc_node);

void *vzalloc_node(unsigned long size, int node)
{
	return __vmalloc_node(size, 1, GFP_KERNEL | __GFP_ZERO, node, __builtin_return_address(0));
}
EXPORT_SYMBOL(vzalloc_node);

/** vmalloc_32() - vmalloc() of pages with physical addresses below 4 GiB */
void *vmalloc_32(unsigned long size)
{
	return __vmalloc_node(size, 1, GFP_DMA32 | GFP_KERNEL, NUMA_NO_NODE,
			      __builtin_return_address(0));
}
EXPORT_SYMBOL(vmalloc_32);

void *vmalloc_32_user(unsigned long size)
{
	return __vmalloc_node_range(size, PAGE_SIZE, VMALLOC_START, VMALLOC_END,
				    GFP_DMA32 | GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL, VM_USERMAP,
				    NUMA_NO_NODE, __builtin_return_address(0));
}
EXPORT_SYMBOL(vmalloc_32_user);

/* ---- arrays: a product that overflows gives NULL --------------------------------- */

void *__vmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return __vmalloc(bytes, flags);
}
EXPORT_SYMBOL(__vmalloc_array);

void *vmalloc_array(size_t n, size_t size)
{
	return __vmalloc_array(n, size, GFP_KERNEL);
}
EXPORT_SYMBOL(vmalloc_array);

void *__vcalloc(size_t n, size_t size, gfp_t flags)
{
	return __vmalloc_array(n, size, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(__vcalloc);

void *vcalloc(size_t n, size_t size)
{
	return __vmalloc_array(n, size, GFP_KERNEL | __GFP_ZERO);
}
EXPORT_SYMBOL(vcalloc);

/** vmalloc_init() - vmalloc works from here on; the slab caches do already */
void __init vmalloc_init(void)
{
	vm_structs_init();
	vmap_areas_init();
	vmap_lazy_init();
	mm_explain("vmalloc: addresses %px-%px", (void *)VMALLOC_START, (void *)VMALLOC_END);
}
