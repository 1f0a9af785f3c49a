// SPDX-License-Identifier: MIT
/*
 * reports.c - the reports by name, and the narration
 *
 * MM_REPORT() puts each report into the section mm_reports of its object; the
 * linker makes one array of them. mm_explain() lines go to the log as they
 * happen, marked so that the tool can tell them from the rest.
 *
 * Locking: none; the array never changes.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/export.h>
#include <quarry/report.h>

extern const struct mm_report __start_mm_reports[] __weak;
extern const struct mm_report __stop_mm_reports[] __weak;

const struct mm_report *report_next(const struct mm_report *report)
{
	report = report ? report + 1 : __start_mm_reports;
	return report < __stop_mm_reports ? report : NULL;
}

const struct mm_report *report_find(const char *name)
{
	const struct mm_report *report = NULL;

	while ((report = report_next(report)))
		if (!strcmp(report->name, name))
			return report;
	return NULL;
}

bool mm_explain_on;
EXPORT_SYMBOL(mm_explain_on);

void mm_explain_print(const char *fmt, ...)
{
	va_list args;
	struct va_format vaf = { .fmt = fmt, .va = &args };

	va_start(args, fmt);
	printk(KERN_INFO "explain: %pV", &vaf);
	va_end(args);
}
EXPORT_SYMBOL(mm_explain_print);
