// SPDX-License-Identifier: MIT
/*
 * report.c - the text of /proc/vmallocinfo, and looking at all areas
 *
 * A line an area, in order of addresses, in the format of Linux: range, bytes
 * with the guard page, who asked, pages, physical address, kind, pages a node.
 *
 * A line is written without a lock: what it says is copied under the arena's
 * lock first, one area at a time, found again by its address. So the text may
 * be cut where areas change meanwhile, but each line was true once.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/report.h>
#include "area.h"

/** struct area_line - what a line says */
struct area_line {
	unsigned long start, end;
	enum vmap_kind kind;
	struct vm_struct vm;
	unsigned int pages_on[MAX_NUMNODES];
};

/* An area that is being made has no more than its address, size and caller yet. */
static void copy_vm(struct area_line *line, const struct vm_struct *vm)
{
	unsigned long flags = smp_load_acquire(&vm->flags);

	if (flags & VM_UNINITIALIZED)
		line->vm = (struct vm_struct){
			.addr = vm->addr, .size = vm->size, .caller = vm->caller, .flags = flags
		};
	else
		line->vm = *vm;
}

static void count_nodes(struct area_line *line)
{
	const struct vm_struct *vm = &line->vm;

	memset(line->pages_on, 0, sizeof(line->pages_on));
	if (!vm->pages)
		return;
	for (unsigned int i = 0; i < vm->nr_pages; i++)
		line->pages_on[page_to_nid(vm->pages[i])]++;
}

/* The first area at or above @addr. False: there is none left. */
static bool next_line(struct vmap_arena *arena, unsigned long addr, struct area_line *line)
{
	struct vmap_area *va;
	unsigned long flags;

	spin_lock_irqsave(&arena->lock, flags);
	va = vmap_area_at_or_above(arena, addr);
	if (va) {
		line->start = va->va_start;
		line->end = va->va_end;
		line->kind = va->kind;
		if (va->kind == VMAP_VM) {
			copy_vm(line, va->vm);
			count_nodes(line);
		}
	}
	spin_unlock_irqrestore(&arena->lock, flags);
	return va;
}

static const struct {
	unsigned long flag;
	const char *word;
} words[] = {
	{ VM_IOREMAP, " ioremap" },
	{ VM_ALLOC, " vmalloc" },
	{ VM_MAP, " vmap" },
	{ VM_USERMAP, " user" },
	{ VM_DMA_COHERENT, " dma-coherent" },
};

static void show_vm(struct seq_file *m, const struct area_line *line)
{
	const struct vm_struct *vm = &line->vm;
	unsigned int nid;

	seq_printf(m, "0x%px-0x%px %7ld", vm->addr, vm->addr + vm->size, vm->size);
	if (vm->caller)
		seq_printf(m, " %pS", vm->caller);
	if (vm->nr_pages)
		seq_printf(m, " pages=%d", vm->nr_pages);
	if (vm->phys_addr)
		seq_printf(m, " phys=%pa", &vm->phys_addr);
	for (unsigned int i = 0; i < ARRAY_SIZE(words); i++)
		if (vm->flags & words[i].flag)
			seq_puts(m, words[i].word);
	if (is_vmalloc_addr(vm->pages))
		seq_puts(m, " vpages");
	for (nid = 0; nid < MAX_NUMNODES; nid++)
		if (line->pages_on[nid])
			seq_printf(m, " N%u=%u", nid, line->pages_on[nid]);
	seq_putc(m, '\n');
}

static void show_line(struct seq_file *m, const struct area_line *line)
{
	if (line->kind == VMAP_VM)
		show_vm(m, line);
	else
		seq_printf(m, "0x%px-0x%px %7ld %s\n", (void *)line->start, (void *)line->end,
			   line->end - line->start,
			   line->kind >= VMAP_DYING ? "unpurged vm_area" : "vm_map_ram");
}

static void vmallocinfo_show(struct seq_file *m)
{
	struct vmap_arena *arena;
	struct area_line line;

	for_each_arena(arena)
		for (unsigned long addr = arena->start; next_line(arena, addr, &line);
		     addr = line.end)
			show_line(m, &line);
}
MM_REPORT(vmallocinfo, vmallocinfo_show);

void vmalloc_for_each(void (*fn)(const struct vm_struct *vm, void *arg), void *arg)
{
	struct vmap_arena *arena;
	struct vmap_area *va;
	unsigned long flags;

	for_each_arena(arena) {
		spin_lock_irqsave(&arena->lock, flags);
		list_for_each_entry(va, &arena->areas, list)
			if (va->kind == VMAP_VM)
				fn(va->vm, arg);
		spin_unlock_irqrestore(&arena->lock, flags);
	}
}

bool vmalloc_dump_obj(void *object)
{
	struct vm_struct *vm = find_vm_area(object);

	if (!vm)
		return false;
	pr_cont(" %u-page vmalloc region starting at %#lx allocated at %pS\n", vm->nr_pages,
		(unsigned long)vm->addr, vm->caller);
	return true;
}
