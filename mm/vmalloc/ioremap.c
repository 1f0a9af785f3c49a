// SPDX-License-Identifier: MIT
/*
 * ioremap.c - physical ranges at kernel addresses: device registers, firmware
 *
 * ioremap() takes an area and maps the physical range there, uncached or as
 * asked, by large leaves where the range allows. RAM that the page allocator
 * owns is refused: one frame must not be mapped with two kinds of caching.
 * memremap() is for memory: what is in the direct map already is not mapped
 * again.
 *
 * Resources are names for physical ranges, so that two drivers do not use one;
 * a list by address under each root.
 *
 * Locking: resource_lock. Task context.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include "area.h"

/* RAM in the hands of the page allocator, in whole or in part? */
static bool range_has_ram(phys_addr_t phys, size_t size, bool all)
{
	unsigned long pfn = PHYS_PFN(phys), end = PFN_UP(phys + size);

	for (; pfn < end; pfn++) {
		bool ram = pfn_valid(pfn) && (all || !PageReserved(pfn_to_page(pfn)));

		if (ram != all)
			return !all;
	}
	return all;
}

static void __iomem *map_physical(phys_addr_t phys, size_t size, pgprot_t prot, const void *caller)
{
	unsigned long offset = phys & ~PAGE_MASK, addr;
	phys_addr_t last = phys + size - 1;
	struct vm_struct *area;

	if (!size || last < phys || PHYS_PFN(last) >= PHYS_ADDR_MAX_PFN)
		return NULL;
	if (WARN(range_has_ram(phys, size, false), "ioremap on RAM at %pa - %pa\n", &phys, &last))
		return NULL;
	phys -= offset;
	size = PAGE_ALIGN(size + offset);
	area = get_vm_area_caller(size, VM_IOREMAP | VM_UNINITIALIZED, caller);
	if (!area)
		return NULL;
	area->phys_addr = phys;
	vm_area_ready(area);
	addr = (unsigned long)area->addr;
	if (vmap_range(addr, addr + size, phys, prot, IOREMAP_MAX_ORDER)) {
		free_vm_area(area);
		return NULL;
	}
	return (void __iomem *)(addr + offset);
}

/**
 * ioremap_prot() - map [phys_addr, + size) with the permissions @prot
 *
 * Context: may sleep. Return: the address of @phys_addr, or NULL.
 */
void __iomem *ioremap_prot(phys_addr_t phys_addr, size_t size, unsigned long prot)
{
	return map_physical(phys_addr, size, __pgprot(prot), __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_prot);

void __iomem *ioremap(phys_addr_t phys_addr, size_t size)
{
	return map_physical(phys_addr, size, PAGE_KERNEL_NOCACHE, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap);

void __iomem *ioremap_uc(phys_addr_t phys_addr, size_t size)
{
	return map_physical(phys_addr, size, PAGE_KERNEL_NOCACHE, __builtin_return_address(0));
}
EXPORT_SYMBOL_GPL(ioremap_uc);

void __iomem *ioremap_np(phys_addr_t phys_addr, size_t size)
{
	return NULL; /* stores that are never posted: not a thing this port can promise */
}
EXPORT_SYMBOL(ioremap_np);

void __iomem *ioremap_wc(phys_addr_t phys_addr, size_t size)
{
	return map_physical(phys_addr, size, pgprot_writecombine(PAGE_KERNEL),
			    __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_wc);

void __iomem *ioremap_wt(phys_addr_t phys_addr, size_t size)
{
	return map_physical(phys_addr, size, pgprot_writecombine(PAGE_KERNEL),
			    __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_wt);

void __iomem *ioremap_cache(phys_addr_t phys_addr, size_t size)
{
	return map_physical(phys_addr, size, PAGE_KERNEL, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_cache);

/** iounmap() - take down what ioremap() made; NULL and other addresses do nothing */
void iounmap(volatile void __iomem *addr)
{
	void *start = (void *)((unsigned long)addr & PAGE_MASK);
	struct vm_struct *area;

	if (!is_vmalloc_addr(start))
		return;
	area = find_vm_area(start);
	if (WARN(!area || !(area->flags & VM_IOREMAP) || area->addr != start,
		 "Trying to iounmap() nonexistent area (%p)\n", start))
		return;
	free_vm_area(area);
}
EXPORT_SYMBOL(iounmap);

int ioremap_page_range(unsigned long addr, unsigned long end, phys_addr_t phys_addr, pgprot_t prot)
{
	return vmap_range(addr, end, phys_addr, prot, IOREMAP_MAX_ORDER);
}
EXPORT_SYMBOL_GPL(ioremap_page_range);

/**
 * memremap() - address of the physical memory [offset, + size)
 * @flags: MEMREMAP_*; the first one that can be had is taken
 *
 * Context: may sleep. Return: the address, for memunmap(), or NULL.
 */
void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	if (!flags || !size)
		return NULL;
	if ((flags & MEMREMAP_WB) && range_has_ram(offset, size, true))
		return __va(offset);
	if (flags & MEMREMAP_WB)
		return (void __force *)ioremap_cache(offset, size);
	if (WARN_ONCE(range_has_ram(offset, size, false),
		      "memremap attempted on ram %pa size: %#zx\n", &offset, size))
		return NULL;
	if (flags & MEMREMAP_WT)
		return (void __force *)ioremap_wt(offset, size);
	if (flags & MEMREMAP_WC)
		return (void __force *)ioremap_wc(offset, size);
	return NULL;
}
EXPORT_SYMBOL(memremap);

void memunmap(void *addr)
{
	if (is_vmalloc_addr(addr))
		iounmap((void __iomem *)addr);
}
EXPORT_SYMBOL(memunmap);

/* ---- who uses which range ------------------------------------------------------ */

struct resource iomem_resource = {
	.name = "PCI mem",
	.start = 0,
	.end = ~0ull,
	.flags = IORESOURCE_MEM,
};
EXPORT_SYMBOL(iomem_resource);

struct resource ioport_resource = {
	.name = "PCI IO",
	.start = 0,
	.end = 0xffff,
	.flags = IORESOURCE_IO,
};
EXPORT_SYMBOL(ioport_resource);

static DEFINE_SPINLOCK(resource_lock);

/* The link behind which @res belongs, or NULL: it overlaps one. */
static struct resource **place_of(struct resource *parent, const struct resource *res)
{
	struct resource **link = &parent->child;

	while (*link && (*link)->end < res->start)
		link = &(*link)->sibling;
	return *link && (*link)->start <= res->end ? NULL : link;
}

struct resource *__request_region(struct resource *parent, resource_size_t start, resource_size_t n,
				  const char *name, int flags)
{
	struct resource *res = kzalloc(sizeof(*res), GFP_KERNEL);
	struct resource **link = NULL;

	if (!res)
		return NULL;
	*res = DEFINE_RES_NAMED(start, n, name, resource_type(parent) | IORESOURCE_BUSY | flags);
	res->parent = parent;
	spin_lock(&resource_lock);
	if (n && res->end >= start && resource_contains(parent, res))
		link = place_of(parent, res);
	if (link) {
		res->sibling = *link;
		*link = res;
	}
	spin_unlock(&resource_lock);
	if (link)
		return res;
	kfree(res);
	return NULL;
}
EXPORT_SYMBOL(__request_region);

void __release_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	struct resource **link = &parent->child, *found = NULL;

	spin_lock(&resource_lock);
	while (*link && (*link)->start < start)
		link = &(*link)->sibling;
	if (*link && (*link)->start == start && resource_size(*link) == n) {
		found = *link;
		*link = found->sibling;
	}
	spin_unlock(&resource_lock);
	if (!found)
		pr_warn("Trying to free nonexistent resource <%#llx-%#llx>\n", (u64)start,
			(u64)(start + n - 1));
	kfree(found);
}
EXPORT_SYMBOL(__release_region);
