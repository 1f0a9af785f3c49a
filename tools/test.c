// SPDX-License-Identifier: MIT
/*
 * test.c - the test suites, as TAP
 *
 * The suites are a program of their own, quarry-tests, linked with the core as
 * this command is. It runs once a machine, so that each suite sees one and
 * several CPUs, one and two nodes, odd and little memory; the results are
 * numbered through and end with one plan and one closing line.
 */
#include "tool.h"

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

struct question {
	const char *filter, *machine, *seed;
	unsigned int number, passed, failed;
};

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "on this machine only", 0 },
	{ "seed", 's', "SEED", 0, "base of all random numbers, as a run printed it", 0 },
	{ "port", 'p', "PORT", 0, "where: host", 0 },
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
		if (strcmp(arg, "host"))
			argp_error(state, "--port: '%s' is not there; accepted: host", arg);
		return 0;
	case ARGP_KEY_ARG:
		if (q->filter)
			argp_error(state, "one filter only, for example: quarry test 'slab.*'");
		q->filter = arg;
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

static void run_machine(struct question *q, const char *program, const char *machine)
{
	char *command = format("'%s' -m '%s' %s%s %s%s%s", program, machine,
			       q->seed ? "--seed " : "", q->seed ? q->seed : "",
			       q->filter ? "'" : "", q->filter ? q->filter : "",
			       q->filter ? "'" : "");
	unsigned int failed = q->failed;
	size_t room = 0;
	char *line = NULL;
	FILE *from;
	int status;

	printf("# machine: %s\n", machine);
	fflush(NULL);
	from = popen(command, "r");
	while (from && getline(&line, &room, from) > 0)
		pass_on(q, line);
	status = from ? pclose(from) : -1;
	if (status && failed == q->failed) {
		printf("not ok %u - the run on %s ended badly\n", ++q->number, machine);
		q->failed++;
	}
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

int cmd_test(int argc, char **argv)
{
	struct question q = { 0 };
	char *program;

	argp_parse(&parser, argc, argv, 0, NULL, &q);
	program = test_program();
	if (access(program, X_OK))
		return fail(STATUS_FAILED, "the suites are not there: %s", program);
	if ((q.filter && strchr(q.filter, '\'')) || (q.machine && !machine_line_check(q.machine)))
		return STATUS_USAGE;
	printf("TAP version 13\n");
	for (size_t i = 0; i < (q.machine ? 1 : sizeof(machines) / sizeof(machines[0])); i++)
		run_machine(&q, program, q.machine ? q.machine : machines[i]);
	printf("1..%u\n%u passed, %u failed\n", q.number, q.passed, q.failed);
	free(program);
	return q.failed || !q.number ? STATUS_FAILED : STATUS_OK;
}
