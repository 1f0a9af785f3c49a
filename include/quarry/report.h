/* SPDX-License-Identifier: MIT */
/*
 * report.h - the texts of /proc and of `quarry show`, and the narration
 *
 * An allocator's report.c writes its texts with seq_printf() and registers
 * them by name: MM_REPORT(buddyinfo, buddyinfo_show). report_show() finds one
 * by name. seq_file here is lib/seq_file.c: a buffer and where it goes when
 * full; it allocates nothing.
 *
 * mm_explain() narrates what an allocator does, step by step, when
 * `quarry explain` has set mm_explain_on; it is called outside the hottest
 * paths only.
 */
#ifndef QUARRY_REPORT_H
#define QUARRY_REPORT_H

#include <linux/seq_file.h>
#include <linux/printk.h>

struct mm_report {
	const char *name;
	void (*show)(struct seq_file *m);
};

#define MM_REPORT(report_name, show_fn)						\
	static const struct mm_report __mm_report_##report_name			\
	__used __section("mm_reports") __aligned(8) = { #report_name, show_fn }

/** report_find() - the report called @name, or NULL */
const struct mm_report *report_find(const char *name);
/** report_next() - iterate: NULL gives the first, the last gives NULL */
const struct mm_report *report_next(const struct mm_report *report);

extern bool mm_explain_on;
void mm_explain_print(const char *fmt, ...) __printf(1, 2);

/* One line of narration, "slab: kmalloc-64 node 0: new slab, 63 objects". */
#define mm_explain(fmt, ...) do {						\
	if (unlikely(mm_explain_on))						\
		mm_explain_print(fmt "\n", ##__VA_ARGS__);			\
} while (0)

#endif
