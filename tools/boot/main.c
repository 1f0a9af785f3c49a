// SPDX-License-Identifier: MIT
/*
 * main.c - what a bare kernel does once it is up: run the modules it was given
 *
 * Linked with core and port into quarry.elf. The loader hands over an archive
 * (tools/boot_archive.c says what is in it): this runs its modules as `quarry
 * insmod` does (tools/kernel_modules.c), prints the verdicts on the console and
 * gives the machine its status. Without an archive, or with an empty one, there
 * is nothing to do and the machine ends well. show=NAMES prints reports at the end.
 *
 * What is taken here is never given back: the machine ends. The objects and
 * tables stay where the loader has put them.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/overflow.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/code_tables.h>
#include <quarry/cpio.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "../kernel_side.h"
#include "payload.h"

int boot_payload(void *unused);

#define FOLDER	 "modules/"
#define WAIT_MS	 2000 /* for threads of a module, before it is unloaded */
#define LINE_MAX 512

/* struct leak_line - a line of a verdict */
struct leak_line {
	struct list_head list;
	char text[];
};

/**
 * struct boot_module - what the archive has of one module
 * @lines: its line table, or NULL
 * @leaks: lines about what it has left behind
 */
struct boot_module {
	char name[MODULE_NAME_LEN];
	const void *lines;
	struct list_head leaks;
};

/* @modules and @runs: @nr of them, the same index is the same module. */
static struct boot_module *modules;
static struct ks_module *runs;
static unsigned int nr_modules;
static const void *symbols;

static void say(const char *fmt, ...) __printf(1, 2);
static void say(const char *fmt, ...)
{
	char line[LINE_MAX];
	va_list args;

	va_start(args, fmt);
	port_console_write(line, vscnprintf(line, sizeof(line), fmt, args));
	va_end(args);
}

/* ---- reading the archive ------------------------------------------------------------- */

/* Is @member called modules/NAME@suffix? @name has room for MODULE_NAME_LEN. */
static bool is_part(const struct cpio_member *member, const char *suffix, char *name)
{
	size_t len = strlen(member->name), prefix = strlen(FOLDER), end = strlen(suffix);

	if (len <= prefix + end || len - prefix - end >= MODULE_NAME_LEN ||
	    strncmp(member->name, FOLDER, prefix) || strcmp(member->name + len - end, suffix))
		return false;
	memcpy(name, member->name + prefix, len - prefix - end);
	name[len - prefix - end] = '\0';
	return true;
}

static int find_module_index(const char *name)
{
	unsigned int i;

	for (i = 0; i < nr_modules; i++)
		if (!strcmp(modules[i].name, name))
			return i;
	return -1;
}

static void add_module(const char *name, const struct cpio_member *member)
{
	struct boot_module *module = &modules[nr_modules];

	strscpy(module->name, name, sizeof(module->name));
	INIT_LIST_HEAD(&module->leaks);
	runs[nr_modules++] = (struct ks_module){
		.name = module->name,
		.image = member->data,
		.size = member->size,
		.own = module,
	};
}

static int add_lines(const char *name, const struct cpio_member *member)
{
	int i = find_module_index(name);

	if (i < 0 || !line_table_valid(member->data, member->size))
		return -EINVAL;
	modules[i].lines = member->data;
	return 0;
}

static int add_args(const char *name, const struct cpio_member *member)
{
	int i = find_module_index(name);

	if (i < 0)
		return -EINVAL;
	runs[i].args = kmemdup_nul(member->data, member->size, GFP_KERNEL);
	return runs[i].args ? 0 : -ENOMEM;
}

static int add_member(const struct cpio_member *member)
{
	char name[MODULE_NAME_LEN];

	if (!strcmp(member->name, "core.syms")) {
		if (!symbol_table_valid(member->data, member->size))
			return -EINVAL;
		symbols = member->data;
		return 0;
	}
	if (is_part(member, ".o", name)) {
		add_module(name, member);
		return 0;
	}
	if (is_part(member, ".args", name))
		return add_args(name, member);
	if (is_part(member, ".lines", name))
		return add_lines(name, member);
	return -EINVAL;
}

/* So many objects at most; -EINVAL: it is no archive. */
static int count_members(const void *start, size_t size)
{
	struct cpio_member member;
	struct cpio archive;
	int nr = 0, ret;

	cpio_open(&archive, start, size);
	while ((ret = cpio_next(&archive, &member)) > 0)
		nr++;
	if (ret)
		pr_err("boot archive: %s\n", archive.why);
	return ret ?: nr;
}

static int read_archive(const void *start, size_t size)
{
	struct cpio_member member;
	struct cpio archive;
	int nr = count_members(start, size), err;

	if (nr < 0)
		return nr;
	modules = kcalloc(nr, sizeof(*modules), GFP_KERNEL);
	runs = kcalloc(nr, sizeof(*runs), GFP_KERNEL);
	if (nr && (!modules || !runs))
		return -ENOMEM;
	cpio_open(&archive, start, size);
	while (cpio_next(&archive, &member) > 0) {
		err = add_member(&member);
		if (!err)
			continue;
		pr_err("boot archive: %s: %s\n", member.name,
		       err == -ENOMEM ? "no memory for it" : "not what should be in it");
		return err;
	}
	return 0;
}

const void *payload_lines(const char *name)
{
	int i = find_module_index(name);

	return i < 0 ? NULL : modules[i].lines;
}

/* ---- running ---------------------------------------------------------------------------- */

static void event(const struct ks_module *m, enum ks_event event)
{
	if (event == KS_NOT_LOADED)
		say("%s: not loaded\n", m->name);
	else if (event == KS_NOT_UNLOADED)
		say("%s: cannot be unloaded, the log says why\n", m->name);
}

static void add_leak(struct ks_module *m, const struct ks_leak *leak)
{
	struct boot_module *module = m->own;
	struct leak_line *line = kmalloc(struct_size(line, text, LINE_MAX), GFP_KERNEL);

	if (!line)
		return; /* the log has it too */
	ks_leak_line(leak, line->text, LINE_MAX);
	list_add_tail(&line->list, &module->leaks);
}

static void add_missing(struct ks_module *m, const char *symbol)
{
	pr_err("%s: Unknown symbol %s\n", m->name, symbol);
}

/* The verdict of one module. Return: was it good? */
static bool judge(const struct ks_module *m)
{
	const struct boot_module *module = m->own;
	const struct leak_line *line;

	say(KS_VERDICT_LINE, m->name, m->init, m->warnings, m->leaks);
	list_for_each_entry(line, &module->leaks, list)
		say("%s", line->text);
	if (m->failures)
		say(KS_FAILURES_LINE, m->failures);
	return !m->init && !m->warnings && !m->leaks && !m->failures;
}

/* ---- reports ---------------------------------------------------------------------------- */

static char *show;
core_param(show, show, charp, 0);
PARAM_HELP(show, "show", "reports to print at the end", "show=buddyinfo,slabinfo");

static bool to_console(struct seq_file *m, const char *text, size_t len)
{
	port_console_write(text, len);
	return true;
}

static bool show_report(const char *name)
{
	const struct mm_report *report = report_find(name);
	static char buf[512];
	struct seq_file m;

	if (!report) {
		say("show=%s: no such report; there are:", name);
		while ((report = report_next(report)))
			say(" %s", report->name);
		say("\n");
		return false;
	}
	seq_init(&m, buf, sizeof(buf), to_console, NULL);
	report->show(&m);
	seq_flush(&m);
	return true;
}

static bool show_reports(void)
{
	char *names = show, *name;
	bool good = true;

	while ((name = strsep(&names, ",")))
		good &= show_report(name);
	return good;
}

int boot_payload(void *unused)
{
	struct ks_run run = {
		.wait_ms = WAIT_MS,
		.event = event,
		.leak = add_leak,
		.missing = add_missing,
	};
	size_t size;
	const void *archive = port_boot_archive(&size);
	unsigned int i;
	int status;

	if (archive && read_archive(archive, size))
		return PORT_EXIT_FAILED;
	payload_names_init(symbols);
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
	run.modules = runs;
	run.nr = nr_modules;
	status = nr_modules ? ks_modules_run(&run) : PORT_EXIT_OK;
	for (i = 0; i < nr_modules; i++)
		if (runs[i].ran && !judge(&runs[i]))
			status = status ?: PORT_EXIT_FAILED;
	if (!show_reports())
		status = PORT_EXIT_FAILED;
	return status;
}
