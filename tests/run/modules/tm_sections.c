// SPDX-License-Identifier: MIT
/*
 * tm_sections.c - something in each kind of section, and a per-CPU variable of
 * its own; no exit function
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/cache.h>

static DEFINE_PER_CPU(long, tm_own) = 5;
static int tm_initdata __initdata = 11;
static const int tm_rodata[4] = { 1, 2, 3, 4 };
static int tm_late __ro_after_init;
static int tm_bss[3000];
static const int *const tm_pointers[2] = { &tm_rodata[1], &tm_rodata[3] };

long tm_sections_sum(void);
long tm_sections_sum(void)
{
	long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += per_cpu(tm_own, cpu);
	return sum;
}
EXPORT_SYMBOL(tm_sections_sum);

/* which: 0 text, 1 read-only data, 2 read-only after init, 3 data */
void *tm_sections_place(int which);
void *tm_sections_place(int which)
{
	switch (which) {
	case 0:
		return tm_sections_sum;
	case 1:
		return (void *)tm_rodata;
	case 2:
		return &tm_late;
	}
	return &tm_bss[2999];
}
EXPORT_SYMBOL(tm_sections_place);

static int __init tm_sections_init(void)
{
	tm_late = tm_initdata;
	tm_bss[2999] = *tm_pointers[0] + *tm_pointers[1];
	this_cpu_add(tm_own, 100);
	return tm_bss[2999] == 6 && tm_bss[0] == 0 && tm_late == 11 ? 0 : -EINVAL;
}

static void __exit tm_sections_exit(void)
{
}

module_init(tm_sections_init);
module_exit(tm_sections_exit);
MODULE_LICENSE("GPL");
