/* SPDX-License-Identifier: MIT */
/*
 * vmalloc.h - memory that is contiguous in addresses, scattered in frames
 *
 * An area is a range of kernel addresses of its own, followed by a guard page
 * that is never mapped. vmalloc() fills one with pages of its own, vmap() with
 * pages of the caller, ioremap() with a physical range. Sizes are bytes and
 * are rounded up to pages.
 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/gfp_types.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/overflow.h>
#include <linux/pgtable.h>

struct page;
struct seq_file;
struct vm_area_struct;

/* vm_struct.flags */
#define VM_IOREMAP		0x00000001	/* ioremap() and friends */
#define VM_ALLOC		0x00000002	/* vmalloc() */
#define VM_MAP			0x00000004	/* vmap()ed pages */
#define VM_USERMAP		0x00000008	/* suitable for remap_vmalloc_range */
#define VM_DMA_COHERENT		0x00000010	/* dma_alloc_coherent */
#define VM_UNINITIALIZED	0x00000020	/* not fully initialised yet */
#define VM_NO_GUARD		0x00000040	/* no guard page; dangerous */
#define VM_KASAN		0x00000080
#define VM_FLUSH_RESET_PERMS	0x00000100	/* permissions were changed: undo on free */
#define VM_MAP_PUT_PAGES	0x00000200	/* vfree() also puts the caller's pages */
#define VM_ALLOW_HUGE_VMAP	0x00000400	/* large leaves may be used */

/* ioremap areas are aligned to their size up to this: a leaf of the PMD fits. */
#ifndef IOREMAP_MAX_ORDER
#define IOREMAP_MAX_ORDER	PMD_SHIFT
#endif

/**
 * struct vm_struct - one area, as its owner sees it
 * @addr: @size: its first byte; bytes with the guard page
 * @pages: @nr_pages of them, in order; NULL for ioremap
 * @phys_addr: what an ioremap area shows
 * @caller: return address of whoever asked for it
 */
struct vm_struct {
	struct vm_struct *next;
	void *addr;
	unsigned long size;
	unsigned long flags;
	struct page **pages;
	unsigned int page_order;
	unsigned int nr_pages;
	phys_addr_t phys_addr;
	const void *caller;
	unsigned long requested_size;
};

/* ---- memory ---------------------------------------------------------------- */

void *vmalloc(unsigned long size) __alloc_size(1);
void *vzalloc(unsigned long size) __alloc_size(1);
void *vmalloc_user(unsigned long size) __alloc_size(1);
void *vmalloc_node(unsigned long size, int node) __alloc_size(1);
void *vzalloc_node(unsigned long size, int node) __alloc_size(1);
void *vmalloc_32(unsigned long size) __alloc_size(1);
void *vmalloc_32_user(unsigned long size) __alloc_size(1);
void *vmalloc_huge(unsigned long size, gfp_t gfp_mask) __alloc_size(1);
void *__vmalloc(unsigned long size, gfp_t gfp_mask) __alloc_size(1);
void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp_mask, int node,
		     const void *caller) __alloc_size(1);
void *__vmalloc_node_range(unsigned long size, unsigned long align, unsigned long start,
			   unsigned long end, gfp_t gfp_mask, pgprot_t prot,
			   unsigned long vm_flags, int node, const void *caller) __alloc_size(1);

void *__vmalloc_array(size_t n, size_t size, gfp_t flags) __alloc_size(1, 2);
void *vmalloc_array(size_t n, size_t size) __alloc_size(1, 2);
void *__vcalloc(size_t n, size_t size, gfp_t flags) __alloc_size(1, 2);
void *vcalloc(size_t n, size_t size) __alloc_size(1, 2);

/** vfree() - give back memory of the functions above; NULL does nothing. In
 * interrupt context it is put off; in an NMI too with vmalloc_any_context=1,
 * without it is a BUG there. */
void vfree(const void *addr);
/** vfree_atomic() - vfree() from any atomic context: put off */
void vfree_atomic(const void *addr);
/** vfree_drain() - do the frees that were put off. Does nothing in an interrupt.
 * Return: how many. */
unsigned int vfree_drain(void);

/* ---- mappings of pages and physical ranges ------------------------------------ */

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void *vmap_pfn(unsigned long *pfns, unsigned int count, pgprot_t prot);
void vunmap(const void *addr);

void *vm_map_ram(struct page **pages, unsigned int count, int node);
void vm_unmap_ram(const void *mem, unsigned int count);
/** vm_unmap_aliases() - flush now whatever waits for the batched flush */
void vm_unmap_aliases(void);

int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr,
				unsigned long pgoff, unsigned long size);
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff);

/* ---- areas -------------------------------------------------------------------- */

struct vm_struct *get_vm_area(unsigned long size, unsigned long flags);
struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags,
				     const void *caller);
struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long flags,
				       unsigned long start, unsigned long end,
				       const void *caller);
/** free_vm_area() - unmap and free the area and its vm_struct */
void free_vm_area(struct vm_struct *area);
struct vm_struct *alloc_vm_area(size_t size, pte_t **ptes);
/** remove_vm_area() - unmap the area at @addr; the caller kfree()s what it returns */
struct vm_struct *remove_vm_area(const void *addr);
/** find_vm_area() - the area that holds @addr (its guard page counts), or NULL */
struct vm_struct *find_vm_area(const void *addr);

static inline size_t get_vm_area_size(const struct vm_struct *area)
{
	return area->flags & VM_NO_GUARD ? area->size : area->size - PAGE_SIZE;
}

static inline void set_vm_flush_reset_perms(void *addr)
{
	struct vm_struct *vm = find_vm_area(addr);

	if (vm)
		vm->flags |= VM_FLUSH_RESET_PERMS;
}

bool is_vmalloc_addr(const void *x);
bool is_vmalloc_or_module_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

/** vmalloc_dump_obj() - "… vmalloc area starting at … allocated at …"; false:
 * @object is not in one */
bool vmalloc_dump_obj(void *object);

static inline bool is_vm_area_hugepages(const void *addr)
{
	return false;
}

/* ---- numbers ------------------------------------------------------------------- */

#define VMALLOC_TOTAL	(VMALLOC_END - VMALLOC_START)

/** vmalloc_nr_pages() - pages held by vmalloc areas */
unsigned long vmalloc_nr_pages(void);
/** vmalloc_lazy_pages() - pages of address space that wait for the flush */
unsigned long vmalloc_lazy_pages(void);

/** vmalloc_for_each() - call @fn for each area, in order of addresses, under
 * the lock of the areas: @fn neither sleeps nor allocates */
void vmalloc_for_each(void (*fn)(const struct vm_struct *vm, void *arg), void *arg);

/* ---- boot ---------------------------------------------------------------------- */

void vmalloc_init(void);

#endif
