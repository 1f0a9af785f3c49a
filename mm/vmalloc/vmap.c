// SPDX-License-Identifier: MIT
/*
 * vmap.c - areas with an owner, and mappings of pages that the owner has
 *
 * A vm_struct describes an area to its owner: address, size with the guard
 * page, what is mapped, who asked. Behind each area one page is never mapped,
 * so that running over the end faults instead of hitting a neighbour.
 *
 * Taking an area down goes in three steps that nobody can see half of: the area
 * is marked (no one finds it any more), its entries are cleared, its addresses
 * wait for the flush. The vm_struct is the caller's from then on.
 *
 * Locking: the arena's, in area.c. Task context.
 */
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <quarry/debug_hooks.h>
#include "area.h"

static struct kmem_cache *vm_struct_cache;

void __init vm_structs_init(void)
{
	vm_struct_cache = kmem_cache_create("vm_struct", sizeof(struct vm_struct), 0,
					    SLAB_PANIC | SLAB_NOLEAKTRACE, NULL);
}

void vm_struct_free(struct vm_struct *vm)
{
	kmem_cache_free(vm_struct_cache, vm);
}

/* ioremap areas start at a multiple of their size, so that large leaves fit. */
static unsigned long ioremap_align(unsigned long size)
{
	return 1ul << clamp_t(int, get_count_order_long(size), PAGE_SHIFT, IOREMAP_MAX_ORDER);
}

static noinline unsigned long large_align(unsigned long flags, unsigned long size,
					  unsigned long align)
{
	if (flags & VM_IOREMAP)
		return ioremap_align(size);
	return size >= PMD_SIZE ? max(align, PMD_SIZE) : align;
}

/**
 * vm_area_alloc() - an area of @size bytes within [@start, @end)
 * @flags: VM_*; with VM_IOREMAP @align is not asked for; VM_ALLOW_HUGE_VMAP wishes
 *	for more than @align
 *
 * Context: may sleep; refused in interrupts. Return: the area, nothing mapped,
 * or NULL (also when @size is 0 or overflows with its guard page).
 */
struct vm_struct *vm_area_alloc(unsigned long size, unsigned long align, unsigned long flags,
				unsigned long start, unsigned long end, int node, gfp_t gfp,
				const void *caller)
{
	struct vmap_request request = { .align = align, .from = start, .to = end };
	unsigned long bytes = PAGE_ALIGN(size);
	struct vm_struct *vm;

	if (WARN_ON_ONCE(in_interrupt()))
		return NULL;
	if (!bytes)
		return NULL;
	if (flags & (VM_IOREMAP | VM_ALLOW_HUGE_VMAP))
		request.align = large_align(flags, bytes, align);
	if (!(flags & VM_NO_GUARD) && check_add_overflow(bytes, PAGE_SIZE, &bytes))
		return NULL;
	request.size = bytes;
	vm = kmem_cache_alloc_node(vm_struct_cache, vmap_gfp(gfp), node);
	if (!vm)
		return NULL;
	*vm = (struct vm_struct){
		.size = bytes,
		.flags = flags,
		.caller = caller,
		.requested_size = size,
	};
	if (vmap_area_alloc(&request, vm, gfp, node))
		return vm;
	/* A place for large leaves is a wish. */
	if ((flags & VM_ALLOW_HUGE_VMAP) && request.align != align) {
		request.align = align;
		if (vmap_area_alloc(&request, vm, gfp, node))
			return vm;
	}
	vm_struct_free(vm);
	return NULL;
}

struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller)
{
	return vm_area_alloc(size, PAGE_SIZE, flags, start, end, NUMA_NO_NODE, GFP_KERNEL, caller);
}
EXPORT_SYMBOL_GPL(__get_vm_area_caller);

/** get_vm_area() - addresses for @size bytes, nothing mapped, in the vmalloc range */
struct vm_struct *get_vm_area(unsigned long size, unsigned long flags)
{
	return __get_vm_area_caller(size, flags, VMALLOC_START, VMALLOC_END,
				    __builtin_return_address(0));
}
EXPORT_SYMBOL_GPL(get_vm_area);

struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags, const void *caller)
{
	return __get_vm_area_caller(size, flags, VMALLOC_START, VMALLOC_END, caller);
}
EXPORT_SYMBOL_GPL(get_vm_area_caller);

struct vm_struct *find_vm_area(const void *addr)
{
	struct vm_struct *vm = NULL;
	struct vmap_area *va;
	unsigned long flags;

	va = vmap_area_lock((unsigned long)addr, &flags);
	if (va) {
		vm = va->kind == VMAP_VM ? va->vm : NULL;
		vmap_area_unlock(va, flags);
	}
	return vm;
}
EXPORT_SYMBOL_GPL(find_vm_area);

struct vm_struct *remove_vm_area(const void *addr)
{
	struct vmap_area *va = vmap_area_claim((unsigned long)addr, VMAP_VM);
	struct vm_struct *vm;

	might_sleep();
	if (!va)
		return NULL;
	vm = va->vm;
	vunmap_range_noflush(va->va_start, va->va_start + get_vm_area_size(vm));
	vmap_area_free_lazily(va);
	return vm;
}
EXPORT_SYMBOL_GPL(remove_vm_area);

void free_vm_area(struct vm_struct *area)
{
	struct vm_struct *vm = remove_vm_area(area->addr);

	if (!WARN_ON(vm != area))
		vm_struct_free(vm);
}
EXPORT_SYMBOL_GPL(free_vm_area);

struct collect_ptes {
	pte_t **next;
};

static int collect_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct collect_ptes *collect = data;

	if (collect->next)
		*collect->next++ = pte;
	return 0;
}

/**
 * alloc_vm_area() - an area whose tables exist but whose entries are empty
 * @ptes: where pointers to the entries go, one a page, or NULL
 */
struct vm_struct *alloc_vm_area(size_t size, pte_t **ptes)
{
	struct collect_ptes collect = { ptes };
	struct vm_struct *area;

	area = get_vm_area_caller(size, VM_IOREMAP, __builtin_return_address(0));
	if (!area)
		return NULL;
	if (apply_to_page_range(&init_mm, (unsigned long)area->addr, get_vm_area_size(area),
				collect_pte, &collect)) {
		free_vm_area(area);
		return NULL;
	}
	return area;
}
EXPORT_SYMBOL_GPL(alloc_vm_area);

/**
 * vmap() - map @count pages of the caller at contiguous addresses
 * @flags: VM_MAP, usually; VM_MAP_PUT_PAGES: vfree() of the result also frees
 *	the pages and kvfree()s the array
 *
 * Context: may sleep. Return: the address, for vunmap(), or NULL.
 */
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	unsigned long size = (unsigned long)count << PAGE_SHIFT;
	struct vm_struct *area;
	unsigned long addr;

	might_sleep();
	if (WARN_ON_ONCE(flags & (VM_FLUSH_RESET_PERMS | VM_NO_GUARD)))
		return NULL;
	if (count > totalram_pages())
		return NULL;
	area = get_vm_area_caller(size, flags | VM_UNINITIALIZED, __builtin_return_address(0));
	if (!area)
		return NULL;
	addr = (unsigned long)area->addr;
	if (vmap_pages_range(addr, addr + size, pgprot_nx(prot), pages)) {
		free_vm_area(area);
		return NULL;
	}
	if (flags & VM_MAP_PUT_PAGES) {
		area->pages = pages;
		area->nr_pages = count;
	}
	vm_area_ready(area);
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		track_vmalloc_alloc(area->addr, size, _RET_IP_);
	return area->addr;
}
EXPORT_SYMBOL(vmap);

/** struct pfn_walk - vmap_pfn()'s place in the array */
struct pfn_walk {
	unsigned long *pfns;
	pgprot_t prot;
	unsigned int done;
};

static int map_one_pfn(pte_t *pte, unsigned long addr, void *data)
{
	struct pfn_walk *walk = data;
	unsigned long pfn = walk->pfns[walk->done];

	if (WARN_ON_ONCE(pfn_valid(pfn)))
		return -EINVAL;
	set_pte_at(&init_mm, addr, pte, pte_mkspecial(pfn_pte(pfn, walk->prot)));
	walk->done++;
	return 0;
}

/** vmap_pfn() - vmap() of frames that have no struct page */
void *vmap_pfn(unsigned long *pfns, unsigned int count, pgprot_t prot)
{
	struct pfn_walk walk = { .pfns = pfns, .prot = pgprot_nx(prot) };
	unsigned long size = (unsigned long)count << PAGE_SHIFT;
	struct vm_struct *area;

	area = get_vm_area_caller(size, VM_IOREMAP, __builtin_return_address(0));
	if (!area)
		return NULL;
	if (apply_to_page_range(&init_mm, (unsigned long)area->addr, size, map_one_pfn, &walk)) {
		free_vm_area(area);
		return NULL;
	}
	flush_cache_vmap((unsigned long)area->addr, (unsigned long)area->addr + size);
	return area->addr;
}
EXPORT_SYMBOL_GPL(vmap_pfn);

/**
 * vunmap() - take down a mapping made by vmap(); its pages stay the caller's
 *
 * Context: task, may sleep. NULL does nothing.
 */
void vunmap(const void *addr)
{
	struct vm_struct *vm;

	BUG_ON(in_interrupt());
	might_sleep();
	if (!addr)
		return;
	if (WARN(!PAGE_ALIGNED(addr), "Trying to vunmap() bad address (%p)\n", addr))
		return;
	vm = remove_vm_area(addr);
	if (WARN(!vm, "Trying to vunmap() nonexistent vm area (%p)\n", addr))
		return;
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		track_vmalloc_free(addr);
	vm_struct_free(vm);
}
EXPORT_SYMBOL(vunmap);

/** vmalloc_to_page() - the page mapped at @addr, or NULL; any context */
struct page *vmalloc_to_page(const void *addr)
{
	struct pgtable_walk walk;

	if (WARN_ON_ONCE(!is_vmalloc_or_module_addr(addr)))
		return NULL;
	if (!pgtable_walk((unsigned long)addr, &walk))
		return NULL;
	return pfn_to_page(PHYS_PFN(walk.phys));
}
EXPORT_SYMBOL(vmalloc_to_page);

unsigned long vmalloc_to_pfn(const void *addr)
{
	return page_to_pfn(vmalloc_to_page(addr));
}
EXPORT_SYMBOL(vmalloc_to_pfn);

bool is_vmalloc_addr(const void *x)
{
	unsigned long addr = (unsigned long)x;

	return addr >= VMALLOC_START && addr < VMALLOC_END;
}
EXPORT_SYMBOL(is_vmalloc_addr);

bool is_vmalloc_or_module_addr(const void *x)
{
	unsigned long addr = (unsigned long)x;
	const struct vmap_arena *modules = &vmap_arenas[1];

	return is_vmalloc_addr(x) || (addr >= modules->start && addr < modules->end);
}

/**
 * remap_vmalloc_range_partial() - show a part of an area to user space
 *
 * What is asked for is checked as it must be: the area has VM_USERMAP or
 * VM_DMA_COHERENT and holds all of it. There are no user mappings yet to put
 * it in, so a correct request ends in -ENODEV.
 */
int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr,
				unsigned long pgoff, unsigned long size)
{
	struct vm_struct *area;
	unsigned long off, end;

	if (check_mul_overflow(pgoff, PAGE_SIZE, &off))
		return -EINVAL;
	size = PAGE_ALIGN(size);
	if (!PAGE_ALIGNED(uaddr) || !PAGE_ALIGNED(kaddr))
		return -EINVAL;
	area = find_vm_area(kaddr);
	if (!area || !(area->flags & (VM_USERMAP | VM_DMA_COHERENT)))
		return -EINVAL;
	if (check_add_overflow(size, off, &end) || end > get_vm_area_size(area))
		return -EINVAL;
	return -ENODEV;
}
EXPORT_SYMBOL(remap_vmalloc_range_partial);
