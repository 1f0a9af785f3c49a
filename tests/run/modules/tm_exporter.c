// SPDX-License-Identifier: MIT
/*
 * tm_exporter.c - exports a function, a variable and a per-CPU variable
 */
#include <linux/module.h>
#include <linux/percpu.h>

int tm_counter = 7;
EXPORT_SYMBOL(tm_counter);

DEFINE_PER_CPU(int, tm_percpu) = 40;
EXPORT_PER_CPU_SYMBOL(tm_percpu);

int tm_add(int a, int b);
int tm_add(int a, int b)
{
	return a + b;
}
EXPORT_SYMBOL_GPL(tm_add);

static int __init tm_exporter_init(void)
{
	return 0;
}

static void __exit tm_exporter_exit(void)
{
}

module_init(tm_exporter_init);
module_exit(tm_exporter_exit);
MODULE_LICENSE("GPL");
MODULE_VERSION("1.2");
