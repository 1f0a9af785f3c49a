// SPDX-License-Identifier: MIT
/*
 * percpu.c - where each CPU's copy of the per-CPU data lies
 *
 * Until setup_per_cpu_areas() (mm/percpu) has made the copies, all offsets are
 * 0: the boot CPU works in the template itself, and what it has written there
 * by then is what every CPU starts with.
 */
#include <linux/export.h>
#include <linux/percpu-defs.h>

unsigned long __per_cpu_offset[CONFIG_NR_CPUS];
EXPORT_SYMBOL(__per_cpu_offset);

/* The section exists even when nothing else defines a variable. */
DEFINE_PER_CPU(unsigned long, percpu_first_word) = 0;
