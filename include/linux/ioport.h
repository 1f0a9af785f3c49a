/* SPDX-License-Identifier: MIT */
/*
 * ioport.h - who uses which physical range: a tree of resources
 *
 * Only what drivers need to compile and to claim ranges that nobody else
 * has: a flat list per root, kept in mm/vmalloc/ioremap.c.
 */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/types.h>
#include <linux/compiler.h>

typedef phys_addr_t resource_size_t;

struct resource {
	resource_size_t start;
	resource_size_t end;	/* the last byte, inclusive */
	const char *name;
	unsigned long flags;
	unsigned long desc;
	struct resource *parent, *sibling, *child;
};

#define IORESOURCE_BITS		0x000000ff
#define IORESOURCE_TYPE_BITS	0x00001f00
#define IORESOURCE_IO		0x00000100
#define IORESOURCE_MEM		0x00000200
#define IORESOURCE_REG		0x00000300
#define IORESOURCE_IRQ		0x00000400
#define IORESOURCE_DMA		0x00000800
#define IORESOURCE_PREFETCH	0x00002000
#define IORESOURCE_READONLY	0x00004000
#define IORESOURCE_CACHEABLE	0x00008000
#define IORESOURCE_BUSY		0x80000000

#define DEFINE_RES_NAMED(s, n, nm, f)						\
	((struct resource){ .start = (s), .end = (s) + (n) - 1, .name = (nm), .flags = (f) })
#define DEFINE_RES_MEM(s, n)	DEFINE_RES_NAMED((s), (n), NULL, IORESOURCE_MEM)
#define DEFINE_RES_IO(s, n)	DEFINE_RES_NAMED((s), (n), NULL, IORESOURCE_IO)

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}

static inline bool resource_contains(const struct resource *outer, const struct resource *inner)
{
	return outer->start <= inner->start && outer->end >= inner->end;
}

static inline bool resource_overlaps(const struct resource *a, const struct resource *b)
{
	return a->start <= b->end && a->end >= b->start;
}

extern struct resource iomem_resource;
extern struct resource ioport_resource;

/** __request_region() - claim [start, start + n); NULL when part of it is taken */
struct resource *__request_region(struct resource *parent, resource_size_t start,
				  resource_size_t n, const char *name, int flags);
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n);

#define request_mem_region(start, n, name)					\
	__request_region(&iomem_resource, (start), (n), (name), 0)
#define release_mem_region(start, n)						\
	__release_region(&iomem_resource, (start), (n))
#define request_region(start, n, name)						\
	__request_region(&ioport_resource, (start), (n), (name), 0)
#define release_region(start, n)						\
	__release_region(&ioport_resource, (start), (n))

#endif
