// SPDX-License-Identifier: MIT
/*
 * tm_importer.c - uses what tm_exporter.c exports
 */
#include <linux/module.h>
#include <linux/percpu.h>

extern int tm_counter;
int tm_add(int a, int b);
DECLARE_PER_CPU(int, tm_percpu);

static int __init tm_importer_init(void)
{
	tm_counter = tm_add(tm_counter, per_cpu(tm_percpu, 0));
	return 0;
}

static void __exit tm_importer_exit(void)
{
	tm_counter = -1;
}

module_init(tm_importer_init);
module_exit(tm_importer_exit);
MODULE_LICENSE("GPL");
