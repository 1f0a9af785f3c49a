/* SPDX-License-Identifier: MIT */
/*
 * io.h - device registers and physical memory, mapped into kernel addresses
 *
 * ioremap() makes an uncached mapping of a physical range that need not be
 * RAM; memremap() asks for a cached one and finds it in the direct map when
 * the range is RAM. Offsets within a page are kept.
 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/pgtable.h>
#include <asm/io.h>

#define IOMEM_ERR_PTR(err)	((void __force __iomem *)ERR_PTR(err))

void __iomem *ioremap_prot(phys_addr_t phys_addr, size_t size, unsigned long prot);
void __iomem *ioremap(phys_addr_t phys_addr, size_t size);
void __iomem *ioremap_wc(phys_addr_t phys_addr, size_t size);
void __iomem *ioremap_wt(phys_addr_t phys_addr, size_t size);
void __iomem *ioremap_uc(phys_addr_t phys_addr, size_t size);
void __iomem *ioremap_np(phys_addr_t phys_addr, size_t size);
void __iomem *ioremap_cache(phys_addr_t phys_addr, size_t size);
void iounmap(volatile void __iomem *addr);

/** ioremap_page_range() - map a physical range into an area the caller has */
int ioremap_page_range(unsigned long addr, unsigned long end, phys_addr_t phys_addr,
		       pgprot_t prot);

/* memremap() flags, tried in this order */
enum {
	MEMREMAP_WB	= 1 << 0,
	MEMREMAP_WT	= 1 << 1,
	MEMREMAP_WC	= 1 << 2,
	MEMREMAP_ENC	= 1 << 3,
	MEMREMAP_DEC	= 1 << 4,
};

void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);

static inline int arch_phys_wc_add(unsigned long base, unsigned long size)
{
	return 0;
}

static inline void arch_phys_wc_del(int handle)
{
}

#endif
