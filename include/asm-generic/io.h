/* SPDX-License-Identifier: MIT */
/*
 * io.h - device registers are memory: each access is one instruction
 *
 * The port's asm/io.h includes this. A CPU that reorders accesses to devices
 * defines io_before_write() and io_after_read() as fences first; a big-endian
 * one writes its own.
 */
#ifndef _ASM_GENERIC_IO_H
#define _ASM_GENERIC_IO_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/page.h>

#ifndef io_before_write
#define io_before_write()	barrier()
#endif
#ifndef io_after_read
#define io_after_read()		barrier()
#endif

#define IO_ACCESS(suffix, type)							\
static __always_inline type read##suffix(const volatile void __iomem *addr)		\
{											\
	type value = *(const volatile type *)addr;					\
											\
	io_after_read();								\
	return value;									\
}											\
static __always_inline void write##suffix(type value, volatile void __iomem *addr)	\
{											\
	io_before_write();								\
	*(volatile type *)addr = value;							\
}
IO_ACCESS(b, u8)
IO_ACCESS(w, u16)
IO_ACCESS(l, u32)
IO_ACCESS(q, u64)
#undef IO_ACCESS

#define readb readb
#define readw readw
#define readl readl
#define readq readq
#define writeb writeb
#define writew writew
#define writel writel
#define writeq writeq

#define readb_relaxed(addr)	readb(addr)
#define readw_relaxed(addr)	readw(addr)
#define readl_relaxed(addr)	readl(addr)
#define readq_relaxed(addr)	readq(addr)
#define writeb_relaxed(v, addr)	writeb(v, addr)
#define writew_relaxed(v, addr)	writew(v, addr)
#define writel_relaxed(v, addr)	writel(v, addr)
#define writeq_relaxed(v, addr)	writeq(v, addr)
#define __raw_readb(addr)	readb(addr)
#define __raw_readw(addr)	readw(addr)
#define __raw_readl(addr)	readl(addr)
#define __raw_readq(addr)	readq(addr)
#define __raw_writeb(v, addr)	writeb(v, addr)
#define __raw_writew(v, addr)	writew(v, addr)
#define __raw_writel(v, addr)	writel(v, addr)
#define __raw_writeq(v, addr)	writeq(v, addr)

static inline phys_addr_t virt_to_phys(const volatile void *address)
{
	return __pa(address);
}

static inline void *phys_to_virt(phys_addr_t address)
{
	return __va(address);
}

#define memset_io(dst, c, n)		__builtin_memset((void *)(dst), c, n)
#define memcpy_fromio(dst, src, n)	__builtin_memcpy(dst, (const void *)(src), n)
#define memcpy_toio(dst, src, n)	__builtin_memcpy((void *)(dst), src, n)

#endif
