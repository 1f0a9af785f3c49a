// SPDX-License-Identifier: MIT
/*
 * show.c - the reports of a machine, as /proc would give them
 *
 * Of a machine that --keep left running (--pid), or of one that is booted for
 * the purpose by the machine line -m.
 */
#include "tool.h"
#include "kernel_side.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

struct question {
	struct words reports, line;
	int pid;
};

enum { OPT_PID = 256, OPT_LIST };

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "boot this one, as 'mem=16M@0,2G@4G:node1 cpus=4'", 0 },
	{ "pid", OPT_PID, "PID", 0, "ask the machine that insmod --keep left running", 0 },
	{ "list", OPT_LIST, NULL, 0, "the names of all reports", 0 },
	{ 0 },
};

static void print_name(const char *name, void *arg)
{
	fprintf(arg, "%s\n", name);
}

static void print_name_inline(const char *name, void *arg)
{
	fprintf(arg, " %s", name);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct question *q = state->input;
	char *end;

	switch (key) {
	case 'm':
		words_split(&q->line, arg);
		return 0;
	case OPT_PID:
		q->pid = (int)strtol(arg, &end, 10);
		if (*end || q->pid <= 0)
			argp_error(state, "--pid: '%s' is no process number", arg);
		return 0;
	case OPT_LIST:
		ks_report_each(print_name, stdout);
		exit(STATUS_OK);
	case ARGP_KEY_ARG:
		words_add(&q->reports, "%s", arg);
		return 0;
	case ARGP_KEY_END:
		if (!q->reports.nr)
			argp_error(state,
				   "which report? For example: quarry show buddyinfo slabinfo");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "REPORT...",
	.doc = "Print reports of a machine in the formats of Linux's /proc: buddyinfo, "
	       "pagetypeinfo, zoneinfo, slabinfo, vmallocinfo, meminfo, vmstat, layout, pagemap.",
};

static bool reports_known(const struct words *reports)
{
	for (size_t i = 0; i < reports->nr; i++) {
		if (ks_report_known(reports->at[i]))
			continue;
		fail(0, "there is no report `%s'", reports->at[i]);
		fprintf(stderr, "        accepted:");
		ks_report_each(print_name_inline, stderr);
		fprintf(stderr, "\n        for example: quarry show buddyinfo slabinfo -m 'mem=1G "
				"cpus=2'\n");
		return false;
	}
	return true;
}

static int print_reports(void *arg)
{
	const struct words *reports = arg;

	for (size_t i = 0; i < reports->nr; i++) {
		if (reports->nr > 1)
			printf("%s==> %s <==\n", i ? "\n" : "", reports->at[i]);
		fflush(stdout);
		ks_report(reports->at[i], out, NULL);
	}
	return STATUS_OK;
}

int cmd_show(int argc, char **argv)
{
	struct question q = { 0 };
	struct words request = { 0 };
	char *line;

	argp_parse(&parser, argc, argv, 0, NULL, &q);
	if (!reports_known(&q.reports))
		return STATUS_USAGE;
	if (q.pid) {
		words_add(&request, "show");
		for (size_t i = 0; i < q.reports.nr; i++)
			words_add(&request, "%s", q.reports.at[i]);
		return machine_ask(q.pid, &request);
	}
	line = words_join(&q.line);
	if (!machine_line_check(line))
		return STATUS_USAGE;
	return machine_run(line, print_reports, &q.reports, NULL);
}
