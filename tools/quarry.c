// SPDX-License-Identifier: MIT
/*
 * quarry.c - the command: one verb, its function, its exit status
 *
 * Statuses: 0 success, 1 a check failed, 2 wrong use. argp ends the program
 * with 2 where it finds wrong use itself.
 */
#include "tool.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

const char *argp_program_version = "quarry " QUARRY_VERSION;

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help; /* NULL: not for people */
} verbs[] = {
	{ "insmod", cmd_insmod, "build kernel modules, run them in a machine, judge them" },
	{ "dmesg", cmd_dmesg, "kernel log of a machine kept running" },
	{ "lsmod", cmd_lsmod, "its modules" },
	{ "rmmod", cmd_rmmod, "unload one, report what it leaves behind" },
	{ "poweroff", cmd_poweroff, "end the machine" },
	{ "show", cmd_show, "buddyinfo, slabinfo, layout and other reports of a machine" },
	{ "explain", cmd_explain, "do an allocation for real and tell its steps" },
	{ "boot", cmd_boot, "the same in QEMU: boot the bare kernel, run modules in it" },
	{ "test", cmd_test, "run the test suites" },
	{ "bench", cmd_bench, "count instructions, against Linux's" },
	{ "demo", cmd_demo, "the tour, in under a minute" },
	{ SERVE_VERB, cmd_serve, NULL },
};

#define NR_VERBS (sizeof(verbs) / sizeof(verbs[0]))

/* Strings of the command live as long as it does: no leak report at its end. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static void help(FILE *to)
{
	fputs("Usage: quarry VERB [ARGUMENTS...]\n"
	      "Linux's kernel memory management as a program: kernel modules run in it "
	      "unmodified.\n\n",
	      to);
	for (size_t i = 0; i < NR_VERBS; i++)
		if (verbs[i].help)
			fprintf(to, "  %-9s %s\n", verbs[i].name, verbs[i].help);
	fputs("\n`quarry VERB --help' tells more; `quarry demo' is a good start.\n", to);
}

static int run(size_t verb, int argc, char **argv)
{
	char *name = format("quarry %s", verbs[verb].name);
	int status;

	argv[1] = name;
	status = verbs[verb].run(argc - 1, argv + 1);
	fflush(NULL);
	return status;
}

int main(int argc, char **argv)
{
	argp_err_exit_status = STATUS_USAGE;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2) {
		help(stderr);
		return STATUS_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help") || !strcmp(argv[1], "-h")) {
		help(stdout);
		return STATUS_OK;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts(argp_program_version);
		return STATUS_OK;
	}
	for (size_t i = 0; i < NR_VERBS; i++)
		if (!strcmp(argv[1], verbs[i].name))
			return run(i, argc, argv);
	fail(0, "`%s' is no verb", argv[1]);
	help(stderr);
	return STATUS_USAGE;
}
