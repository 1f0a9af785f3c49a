// SPDX-License-Identifier: MIT
/*
 * test.c - the test suites, as TAP
 *
 * The suites are a program of their own, linked with the core as this command
 * is: quarry-tests, a process, or quarry-tests.elf, a kernel that QEMU runs. It
 * runs once a machine, so that each suite sees one and several CPUs, one and
 * more nodes, odd and little memory; the results are numbered through and end
 * with one plan and one closing line.
 */
#include "boot.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const machines[] = {
	"mem=64M cpus=1",
	"mem=256M cpus=4",
	"mem=16M@0,240M@256M,256M@4G:node1 cpus=4",
	"mem=700K@4K,15M@1M,9M@20M,9M@24M,3M@100M,129M@3500M,65M@7G:node1,1M@90G:node2 cpus=3",
	"mem=24M cpus=2",
};

/* For the bare kernel; @board: QEMU's type of machine. */
static const struct {
	const char *machine, *board;
} bare_machines[] = {
	{ "mem=64M cpus=1", NULL },
	{ "mem=512M cpus=4", NULL },
	{ "mem=256M,256M:node1 cpus=2", NULL },
	{ "mem=128M,128M:node1,96M:node2,160M:node3 cpus=4"
	  " distance=10,20,30,40,20,10,40,30,30,40,10,20,40,30,20,10",
	  NULL },
	{ "mem=6G cpus=2", "q35" },
	{ "mem=128M cpus=1", "microvm" },
};

#define NR(array) (sizeof(array) / sizeof((array)[0]))

/**
 * struct question - a command line, and the results so far
 * @bare: --port x86_64
 * @line: @used: @room: of the bare machine's output, a line that is not whole yet
 */
struct question {
	const char *filter, *machine, *seed;
	bool bare, icount;
	char *line;
	size_t used, room;
	unsigned int number, passed, failed;
};

enum { OPT_ICOUNT = 256 };

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "on this machine only", 0 },
	{ "seed", 's', "SEED", 0, "base of all random numbers, as a run printed it", 0 },
	{ "port", 'p', "PORT", 0, "where: host (a process) or x86_64 (a kernel in QEMU)", 0 },
	{ "icount", OPT_ICOUNT, NULL, 0, "with x86_64: count instructions instead of time", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct question *q = state->input;

	switch (key) {
	case 'm':
		q->machine = arg;
		return 0;
	case 's':
		q->seed = arg;
		return 0;
	case 'p':
		q->bare = !strcmp(arg, "x86_64");
		if (!q->bare && strcmp(arg, "host"))
			argp_error(state, "--port: '%s' is not there; accepted: host, x86_64", arg);
		return 0;
	case OPT_ICOUNT:
		q->icount = true;
		return 0;
	case ARGP_KEY_ARG:
		if (q->filter)
			argp_error(state, "one filter only, for example: quarry test 'slab.*'");
		q->filter = arg;
		return 0;
	case ARGP_KEY_END:
		if (q->icount && !q->bare)
			argp_error(state, "--icount goes with --port x86_64");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "[FILTER]",
	.doc = "Run the test suites on several machines and print TAP.\vFILTER is a part of "
	       "\"suite.case\" or a pattern with * and ?.",
};

/* A line of one run: results get the next number, its plan and version go. */
static void pass_on(struct question *q, const char *line)
{
	bool good = !strncmp(line, "ok ", 3), bad = !strncmp(line, "not ok ", 7);
	const char *rest;

	if (!strncmp(line, "TAP version", 11) || !strncmp(line, "1..", 3))
		return;
	if (!good && !bad) {
		printf("%s", line);
		return;
	}
	rest = line + (good ? 3 : 7);
	rest += strspn(rest, "0123456789");
	printf("%s %u%s", good ? "ok" : "not ok", ++q->number, rest);
	if (bad)
		q->failed++;
	else if (!strstr(rest, "# SKIP"))
		q->passed++;
}

/* A run whose results do not say why it ended so is a failure of its own. */
static void end_run(struct question *q, const char *machine, int status, unsigned int failed)
{
	if (!status || failed != q->failed)
		return;
	printf("not ok %u - the run on %s ended badly\n", ++q->number, machine);
	q->failed++;
}

/* ---- in a process -------------------------------------------------------------------------- */

static void run_hosted(struct question *q, const char *program, const char *machine)
{
	char *command = format("'%s' -m '%s' %s%s %s%s%s", program, machine,
			       q->seed ? "--seed " : "", q->seed ? q->seed : "",
			       q->filter ? "'" : "", q->filter ? q->filter : "",
			       q->filter ? "'" : "");
	unsigned int failed = q->failed;
	size_t room = 0;
	char *line = NULL;
	FILE *from;

	printf("# machine: %s\n", machine);
	fflush(NULL);
	from = popen(command, "r");
	while (from && getline(&line, &room, from) > 0)
		pass_on(q, line);
	end_run(q, machine, from ? pclose(from) : -1, failed);
	free(line);
	free(command);
}

/* Beside this program, as built or as installed. The caller frees it. */
static char *test_program(void)
{
	char *folder = format("%s", self_path()), *slash = strrchr(folder, '/'), *path;

	if (slash)
		*slash = '\0';
	path = format("%s/../tests/quarry-tests", folder);
	if (access(path, X_OK)) {
		free(path);
		path = format("%s/../libexec/quarry/quarry-tests", folder);
	}
	free(folder);
	return path;
}

static int test_hosted(struct question *q)
{
	char *program = test_program();

	if (access(program, X_OK))
		return fail(STATUS_FAILED, "the suites are not there: %s", program);
	if ((q->filter && strchr(q->filter, '\'')) ||
	    (q->machine && !machine_line_check(q->machine)))
		return STATUS_USAGE;
	printf("TAP version 13\n");
	for (size_t i = 0; i < (q->machine ? 1 : NR(machines)); i++)
		run_hosted(q, program, q->machine ? q->machine : machines[i]);
	free(program);
	return STATUS_OK;
}

/* ---- in QEMU ------------------------------------------------------------------- */

/* Text comes in pieces; a line is looked at when it is whole. */
static void collect_line(const char *text, unsigned long len, void *arg)
{
	struct question *q = arg;

	for (unsigned long i = 0; i < len; i++) {
		if (q->used + 2 > q->room) {
			q->room = q->room ? 2 * q->room : 256;
			q->line = realloc(q->line, q->room);
			if (!q->line)
				exit(fail(STATUS_FAILED, "the host has no memory left"));
		}
		q->line[q->used++] = text[i];
		if (text[i] != '\n')
			continue;
		q->line[q->used] = '\0';
		pass_on(q, q->line);
		q->used = 0;
	}
}

/* False: there can be no such machine (printed). */
static bool run_bare(struct question *q, const char *kernel, const char *machine, const char *board)
{
	struct qemu qemu = {
		.kernel = kernel,
		.board = board,
		.icount = q->icount,
		.text = collect_line,
		.arg = q,
	};
	unsigned int failed = q->failed;
	struct words line = { 0 };
	bool good;
	int status;

	words_split(&line, machine);
	words_add(&qemu.append, "loglevel=5");
	/* An emulated CPU is some fifty times slower than the host's. */
	words_split(&qemu.append, "kunit_divide=10 model_ops=20000 model_rounds=4");
	if (q->filter)
		words_add(&qemu.append, "kunit.filter=\"%s\"", q->filter);
	if (q->seed)
		words_add(&qemu.append, "kunit.seed=%s", q->seed);
	good = boot_machine(&line, &qemu.machine, &qemu.append);
	if (good) {
		printf("# machine: %s%s%s\n", machine, board ? " on " : "", board ? board : "");
		fflush(NULL);
		status = qemu_run(&qemu);
		if (q->used)
			collect_line("\n", 1, q);
		end_run(q, machine, status, failed);
	}
	words_free(&qemu.machine);
	words_free(&qemu.append);
	words_free(&line);
	return good;
}

static int test_bare(struct question *q)
{
	bool good = true;
	char *kernel;

	if (!program_there(QEMU))
		return fail(STATUS_FAILED, QEMU " is not installed: apt-get install " QEMU_PACKAGE);
	kernel = target_file(&target_x86, TEST_KERNEL);
	if (!kernel)
		return target_file_missing(&target_x86, TEST_KERNEL);
	printf("TAP version 13\n");
	if (q->machine)
		good = run_bare(q, kernel, q->machine, NULL);
	for (size_t i = 0; i < NR(bare_machines) && !q->machine && good; i++)
		good = run_bare(q, kernel, bare_machines[i].machine, bare_machines[i].board);
	free(q->line);
	free(kernel);
	return good ? STATUS_OK : STATUS_USAGE;
}

int cmd_test(int argc, char **argv)
{
	struct question q = { 0 };
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &q);
	status = q.bare ? test_bare(&q) : test_hosted(&q);
	if (status)
		return status;
	printf("1..%u\n%u passed, %u failed\n", q.number, q.passed, q.failed);
	return q.failed || !q.number ? STATUS_FAILED : STATUS_OK;
}
