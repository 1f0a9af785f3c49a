// SPDX-License-Identifier: MIT
/*
 * percpu.c - memory of which each CPU has its own copy
 *
 * A chunk is one unit for each possible CPU, all laid out alike. The first
 * chunk starts with the static variables, copied from the template section;
 * behind them is room for those of modules, then for dynamic ones. Later chunks
 * hold dynamic ones only.
 *
 * A per-CPU pointer is an address in the template's space: adding
 * __per_cpu_offset[cpu] gives the CPU's copy. That distance is the same in each
 * chunk, because units lie at the same distance from each other in all of them;
 * so static and dynamic pointers are used alike:
 *
 *	pointer = unit address of the first CPU - first chunk's base + template
 *
 * The space for modules is in the first chunk because code reaches those
 * pointers by short relocations: they lie just behind the template.
 *
 * Locking: pcpu_lock, interrupts off, so that freeing works in any context.
 * Chunks are made and given back outside it, in task context.
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/memblock.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/debug_hooks.h>
#include <quarry/mm_check.h>
#include <quarry/mm_stage.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "chunk.h"

static struct pcpu_chunk first_chunk;
static LIST_HEAD(chunks); /* the first one is first */
static DEFINE_SPINLOCK(pcpu_lock);
static size_t unit_size, static_size;
static unsigned int nr_units, nr_chunks;

/* ---- addresses ----------------------------------------------------------------- */

/* From the unit of the first possible CPU to the template's space and back. */
static unsigned long template_distance(void)
{
	return (unsigned long)__start_percpu_data - (unsigned long)first_chunk.base;
}

static void __percpu *to_pointer(const struct pcpu_chunk *chunk, unsigned long offset)
{
	return (void __percpu __force *)((unsigned long)chunk->base + offset + template_distance());
}

static unsigned long to_unit_address(const void __percpu *ptr)
{
	return (unsigned long __force)ptr - template_distance();
}

static struct pcpu_chunk *chunk_of(unsigned long unit_addr)
{
	struct pcpu_chunk *chunk;

	list_for_each_entry(chunk, &chunks, list)
		if (unit_addr - (unsigned long)chunk->base < unit_size)
			return chunk;
	return NULL;
}

/* ---- chunks ---------------------------------------------------------------------- */

static unsigned int granules(void)
{
	return unit_size >> GRANULE_SHIFT;
}

/* @bound has one bit more: the end of the last allocation. */
static size_t map_bytes(void)
{
	return BITS_TO_LONGS(granules() + 1) * sizeof(long);
}

static struct pcpu_chunk *chunk_create(gfp_t gfp)
{
	struct pcpu_chunk *chunk = kmalloc(sizeof(*chunk), gfp | __GFP_NOTRACK);
	unsigned long *maps;
	char *base;

	if (!chunk)
		return NULL;
	maps = kmalloc(2 * map_bytes(), gfp | __GFP_NOTRACK);
	if (!maps)
		goto err_chunk;
	base = __vmalloc(nr_units * unit_size, gfp | __GFP_NOTRACK);
	if (!base)
		goto err_maps;
	chunk_init(chunk, base, maps, maps + map_bytes() / sizeof(long), granules());
	return chunk;

err_maps:
	kfree(maps);
err_chunk:
	kfree(chunk);
	return NULL;
}

static void chunk_destroy(struct pcpu_chunk *chunk)
{
	vfree(chunk->base);
	kfree(chunk->used);
	kfree(chunk);
}

/* Empty chunks but one go back. Task context. */
static void trim_chunks(void)
{
	struct pcpu_chunk *chunk, *next;
	unsigned long flags;
	LIST_HEAD(spare);
	bool keep = true;

	spin_lock_irqsave(&pcpu_lock, flags);
	list_for_each_entry_safe(chunk, next, &chunks, list) {
		if (chunk == &first_chunk || chunk->nr_free != chunk->nr)
			continue;
		if (!keep) {
			list_move(&chunk->list, &spare);
			nr_chunks--;
		}
		keep = false;
	}
	spin_unlock_irqrestore(&pcpu_lock, flags);
	list_for_each_entry_safe(chunk, next, &spare, list)
		chunk_destroy(chunk);
}

/* ---- allocation -------------------------------------------------------------------- */

/* Where dynamic allocations of the first chunk begin: behind static ones and modules'. */
static unsigned int dynamic_start(const struct pcpu_chunk *chunk)
{
	if (chunk != &first_chunk)
		return 0;
	return ALIGN(static_size + PERCPU_MODULE_RESERVE, GRANULE) >> GRANULE_SHIFT;
}

static void __percpu *take_dynamic(size_t size, size_t align)
{
	struct pcpu_chunk *chunk;
	unsigned long flags;
	long offset = -1;

	spin_lock_irqsave(&pcpu_lock, flags);
	list_for_each_entry(chunk, &chunks, list) {
		offset = chunk_take(chunk, size, align, dynamic_start(chunk), chunk->nr);
		if (offset >= 0)
			break;
	}
	spin_unlock_irqrestore(&pcpu_lock, flags);
	return offset < 0 ? NULL : to_pointer(chunk, offset);
}

static void __percpu *take_reserved(size_t size, size_t align)
{
	unsigned long flags;
	long offset;

	spin_lock_irqsave(&pcpu_lock, flags);
	offset = chunk_take(&first_chunk, size, align, 0, first_chunk.nr);
	spin_unlock_irqrestore(&pcpu_lock, flags);
	return offset < 0 ? NULL : to_pointer(&first_chunk, offset);
}

static void __percpu *take_from_new_chunk(size_t size, size_t align, gfp_t gfp)
{
	struct pcpu_chunk *chunk = chunk_create(gfp);
	unsigned long flags;

	if (!chunk)
		return NULL;
	mm_explain("percpu: new chunk, %u units of %zu bytes", nr_units, unit_size);
	spin_lock_irqsave(&pcpu_lock, flags);
	list_add_tail(&chunk->list, &chunks);
	nr_chunks++;
	spin_unlock_irqrestore(&pcpu_lock, flags);
	return take_dynamic(size, align);
}

static void __percpu *zero_all(void __percpu *ptr, size_t size)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		memset((void __force *)per_cpu_ptr((char __percpu *)ptr, cpu), 0, size);
	return ptr;
}

static void report_failure(size_t size, size_t align, gfp_t gfp)
{
	static int warn_limit = 10;

	if (gfp & __GFP_NOWARN || warn_limit <= 0)
		return;
	pr_warn("percpu: allocation failed, size=%zu align=%zu atomic=%d\n", size, align,
		!gfpflags_allow_blocking(gfp));
	dump_stack();
	if (!--warn_limit)
		pr_info("percpu: limit reached, disable warning\n");
}

static bool size_is_sane(size_t size, size_t align)
{
	return !WARN_ONCE(!size || size > PCPU_MIN_UNIT_SIZE || align > PAGE_SIZE ||
				  !is_power_of_2(align),
			  "illegal size (%zu) or align (%zu) for percpu allocation\n", size, align);
}

static void __percpu *percpu_alloc(size_t size, size_t align, gfp_t gfp, unsigned long caller)
{
	const bool may_grow = gfpflags_allow_blocking(gfp) && mm_stage >= MM_STAGE_VMALLOC;
	void __percpu *ptr;

	mm_require_stage(MM_STAGE_MEMBLOCK);
	align = max_t(size_t, align, GRANULE);
	if (!size_is_sane(size, align))
		return NULL;
	ptr = take_dynamic(size, align);
	if (!ptr && may_grow) {
		might_sleep();
		ptr = take_from_new_chunk(size, align, gfp & ~__GFP_ZERO);
	}
	if (!ptr) {
		report_failure(size, align, gfp);
		return NULL;
	}
	zero_all(ptr, size);
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE) && !(gfp & __GFP_NOTRACK))
		track_percpu_alloc(ptr, size, caller);
	return ptr;
}

void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	return percpu_alloc(size, align, gfp, _RET_IP_);
}
EXPORT_SYMBOL_GPL(__alloc_percpu_gfp);

void __percpu *__alloc_percpu(size_t size, size_t align)
{
	return percpu_alloc(size, align, GFP_KERNEL, _RET_IP_);
}
EXPORT_SYMBOL_GPL(__alloc_percpu);

/**
 * __alloc_reserved_percpu() - near the template: for the variables of modules
 *
 * From the space kept for them in the first chunk, then from its dynamic part.
 * Context: task. Return: the per-CPU pointer, zeroed, or NULL.
 */
void __percpu *__alloc_reserved_percpu(size_t size, size_t align)
{
	void __percpu *ptr;

	align = max_t(size_t, align, GRANULE);
	if (!size_is_sane(size, align))
		return NULL;
	ptr = take_reserved(size, align);
	if (!ptr) {
		report_failure(size, align, GFP_KERNEL);
		return NULL;
	}
	return zero_all(ptr, size);
}

void free_percpu(void __percpu *ptr)
{
	struct pcpu_chunk *chunk;
	unsigned long flags, addr;
	bool trim = false;
	size_t size = 0;

	if (!ptr)
		return;
	addr = to_unit_address(ptr);
	spin_lock_irqsave(&pcpu_lock, flags);
	chunk = chunk_of(addr);
	if (chunk && addr - (unsigned long)chunk->base >= (chunk == &first_chunk ? static_size : 0))
		size = chunk_give(chunk, addr - (unsigned long)chunk->base);
	if (size)
		trim = chunk != &first_chunk && chunk->nr_free == chunk->nr;
	spin_unlock_irqrestore(&pcpu_lock, flags);
	if (WARN(!size, "percpu: trying to free %px, which is not allocated\n", ptr))
		return;
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		track_percpu_free(ptr);
	if (trim && !in_atomic() && !irqs_disabled())
		trim_chunks();
}
EXPORT_SYMBOL_GPL(free_percpu);

/* ---- questions ----------------------------------------------------------------------- */

/* Is @addr in some CPU's copy of the static variables? @can_addr: its place in the first's. */
bool __is_kernel_percpu_address(unsigned long addr, unsigned long *can_addr)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		unsigned long start = (unsigned long)__start_percpu_data + per_cpu_offset(cpu);

		if (addr - start >= static_size)
			continue;
		if (can_addr)
			*can_addr = addr - start + (unsigned long)first_chunk.base;
		return true;
	}
	return false;
}

bool is_kernel_percpu_address(unsigned long addr)
{
	return __is_kernel_percpu_address(addr, NULL);
}

phys_addr_t per_cpu_ptr_to_phys(void *addr)
{
	if (is_vmalloc_addr(addr))
		return page_to_phys(vmalloc_to_page(addr)) + offset_in_page(addr);
	return __pa(addr);
}

unsigned long pcpu_nr_pages(void)
{
	return nr_chunks * nr_units * (unit_size >> PAGE_SHIFT);
}

/** percpu_check_all() - verify the maps of all chunks; false when one is wrong */
bool percpu_check_all(void)
{
	struct pcpu_chunk *chunk;
	unsigned long flags;
	bool right = true;

	spin_lock_irqsave(&pcpu_lock, flags);
	list_for_each_entry(chunk, &chunks, list)
		right &= chunk_check(chunk);
	spin_unlock_irqrestore(&pcpu_lock, flags);
	if (!right)
		pr_err("percpu: the map of a chunk is not as it must be\n");
	return right;
}

/* ---- boot ------------------------------------------------------------------------------ */

static void __init copy_template(char *base)
{
	unsigned long offset = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		memcpy(base + offset, __start_percpu_data, static_size);
		__per_cpu_offset[cpu] =
			(unsigned long)base + offset - (unsigned long)__start_percpu_data;
		offset += unit_size;
	}
}

static void *__init early_alloc(size_t size, size_t align)
{
	void *mem = memblock_alloc(size, align);

	if (!mem)
		panic("no memory for the per-CPU areas (%zu bytes)\n", size);
	return mem;
}

/**
 * setup_per_cpu_areas() - the first chunk: a copy of the static variables a CPU
 *
 * Context: boot CPU, only memblock works. From its return on this CPU uses its
 * own copy.
 */
void __init setup_per_cpu_areas(void)
{
	unsigned long *maps;
	char *base;

	static_size = __stop_percpu_data - __start_percpu_data;
	unit_size = PAGE_ALIGN(max_t(size_t, PCPU_MIN_UNIT_SIZE,
				     static_size + PERCPU_MODULE_RESERVE + PERCPU_DYNAMIC_RESERVE));
	nr_units = num_possible_cpus();
	base = early_alloc(nr_units * unit_size, PAGE_SIZE);
	maps = early_alloc(2 * map_bytes(), sizeof(long));
	chunk_init(&first_chunk, base, maps, maps + map_bytes() / sizeof(long), granules());
	if (static_size)
		chunk_take(&first_chunk, static_size, 1, 0, first_chunk.nr);
	list_add(&first_chunk.list, &chunks);
	nr_chunks = 1;
	copy_template(base);
	port_set_cpu(0);
	pr_info("percpu: Embedded %zu pages/cpu s%zu r%d d%zu u%zu\n", unit_size >> PAGE_SHIFT,
		static_size, PERCPU_MODULE_RESERVE, unit_size - static_size - PERCPU_MODULE_RESERVE,
		unit_size);
}

/** percpu_init() - from here on chunks can be added: vmalloc works */
void __init percpu_init(void)
{
	mm_explain("percpu: %u units of %zu bytes, %u bytes of each free", nr_units, unit_size,
		   first_chunk.nr_free << GRANULE_SHIFT);
}
