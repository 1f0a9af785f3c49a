// SPDX-License-Identifier: MIT
/*
 * boot.c - build modules for the bare kernel, boot it in QEMU with them
 *
 * The core is the same as in the hosted machine; only the port below it is
 * another. Modules are built for that port, packed into an archive that the boot
 * loader hands over, and run, judged and reported there (tools/boot/). What the
 * machine says on its serial line is our output, how it ends our status.
 *
 * Words "name=value" belong to the module that has such a parameter, else to
 * the kernel, else to nobody. Those behind "--" are the kernel's unseen: it may
 * know words of its port that we do not.
 */
#include "boot.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/**
 * struct job - a command line
 * @params: "name=value" words; @behind: those behind "--"
 * @cpus: of --cpus, NULL: not given
 * @kernel: @iso: file, or NULL
 */
struct job {
	struct words inputs, params, line, behind;
	struct module_objects modules;
	const char *cpus, *kernel, *iso;
	struct qemu qemu;
};

enum {
	OPT_CPUS = 256,
	OPT_ICOUNT,
	OPT_ARCH,
	OPT_ISO,
	OPT_QEMU,
	OPT_TIMEOUT,
	OPT_BOARD,
	OPT_KERNEL
};

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "the machine, as 'mem=256M,256M:node1 cpus=2'", 0 },
	{ "cpus", OPT_CPUS, "N", 0, "as cpus=N in MACHINE", 0 },
	{ "icount", OPT_ICOUNT, NULL, 0,
	  "count instructions instead of time: the same run each time", 0 },
	{ "arch", OPT_ARCH, "ARCH", 0, "processor: x86_64", 0 },
	{ "board", OPT_BOARD, "TYPE", 0, "QEMU's type of machine: pc, q35 or microvm", 0 },
	{ "iso", OPT_ISO, "FILE", 0, "boot nothing, write a bootable image (GRUB, multiboot2)", 0 },
	{ "kernel", OPT_KERNEL, "FILE", 0, "boot this kernel, not the one that was built", 0 },
	{ "qemu-args", OPT_QEMU, "ARGS", 0, "more of QEMU's options, behind all others", 0 },
	{ "timeout", OPT_TIMEOUT, "SECONDS", 0, "end it when it takes longer", 0 },
	{ "verbose", 'v', NULL, 0, "print QEMU's command line", 0 },
	{ 0 },
};

static void parse_board(const char *arg, struct argp_state *state)
{
	static const char *const boards[] = { "pc", "q35", "microvm" };

	for (size_t i = 0; i < sizeof(boards) / sizeof(boards[0]); i++)
		if (!strcmp(arg, boards[i]))
			return;
	argp_error(state, "--board: '%s' is not supported; accepted: pc, q35, microvm", arg);
}

static void parse_arg(struct job *job, const char *arg)
{
	if (strchr(arg, '=') && access(arg, F_OK))
		words_add(&job->params, "%s", arg);
	else
		words_add(&job->inputs, "%s", arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct job *job = state->input;
	char *end;

	switch (key) {
	case 'm':
		words_split(&job->line, arg);
		return 0;
	case 'v':
		job->qemu.verbose = true;
		return 0;
	case OPT_CPUS:
		job->cpus = arg;
		return 0;
	case OPT_ICOUNT:
		job->qemu.icount = true;
		return 0;
	case OPT_ARCH:
		if (strcmp(arg, "x86_64"))
			argp_error(state, "--arch: '%s' is not there; accepted: x86_64", arg);
		return 0;
	case OPT_BOARD:
		parse_board(arg, state);
		job->qemu.board = arg;
		return 0;
	case OPT_ISO:
		job->iso = arg;
		return 0;
	case OPT_KERNEL:
		job->kernel = arg;
		return 0;
	case OPT_QEMU:
		words_split(&job->qemu.extra, arg);
		return 0;
	case OPT_TIMEOUT:
		job->qemu.timeout = strtod(arg, &end);
		if (*end || end == arg || !(job->qemu.timeout > 0))
			argp_error(state, "--timeout: '%s' is no number of seconds", arg);
		return 0;
	case ARGP_KEY_ARG:
		parse_arg(job, arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "[FILE.c... | DIR...] [param=value...] [-- KERNEL PARAMETERS]",
	.doc = "Boot the bare kernel in QEMU, load and run modules in it, print its log and say "
	       "what came of each.\vMACHINE is as for the hosted machine, but QEMU decides where "
	       "memory lies: sizes only. Of the KERNEL PARAMETERS, show=NAME,... prints reports at "
	       "the end. Without modules it boots and powers off. Status 0: each init gave 0, "
	       "nothing warned, nothing leaked.",
};

/* ---- parameters -------------------------------------------------------------------------- */

void append_param(struct words *append, const char *word)
{
	size_t name = strcspn(word, "=");

	if (strpbrk(word, " \t") && word[name] == '=')
		words_add(append, "%.*s=\"%s\"", (int)name, word, word + name + 1);
	else
		words_add(append, "%s", word);
}

static int sort_params(struct job *job)
{
	for (size_t i = 0; i < job->params.nr; i++) {
		const char *word = job->params.at[i];

		if (module_param_give(&job->modules, word))
			continue;
		if (!param_known(word)) {
			param_refuse(word, &job->modules);
			return STATUS_USAGE;
		}
		append_param(&job->qemu.append, word);
	}
	for (size_t i = 0; i < job->behind.nr; i++)
		append_param(&job->qemu.append, job->behind.at[i]);
	return STATUS_OK;
}

/* ---- what must be there -------------------------------------------------------------------- */

/* The kernel, and the program that runs it. */
static int find_kernel(struct job *job)
{
	if (!job->iso && !program_there(QEMU))
		return fail(STATUS_FAILED, QEMU " is not installed: apt-get install " QEMU_PACKAGE);
	if (job->kernel && access(job->kernel, R_OK))
		return fail(STATUS_USAGE, "%s: %s", job->kernel, strerror(errno));
	job->qemu.kernel = job->kernel ? job->kernel : target_file(&target_x86, BOOT_KERNEL);
	return job->qemu.kernel ? STATUS_OK : target_file_missing(&target_x86, BOOT_KERNEL);
}

static int boot(struct job *job)
{
	size_t size;
	char *archive = boot_archive(&job->modules, job->qemu.kernel, &size);
	int status;

	job->qemu.archive = archive;
	job->qemu.archive_size = size;
	job->qemu.text = out;
	/* A benchmark does without: recording who holds what is no part of its price. */
	if (!words_has(&job->qemu.append, "track=off"))
		words_add(&job->qemu.append, "track=on");
	status = job->iso ? boot_iso(&job->qemu, job->iso) : qemu_run(&job->qemu);
	free(archive);
	return status;
}

int cmd_boot(int argc, char **argv)
{
	struct job job = { 0 };
	int words = 0, status;

	while (words < argc && strcmp(argv[words], "--"))
		words++;
	argp_parse(&parser, words, argv, 0, NULL, &job);
	for (int i = words + 1; i < argc; i++)
		words_add(&job.behind, "%s", argv[i]);
	if (job.cpus)
		words_add(&job.line, "cpus=%s", job.cpus);
	if (!boot_machine(&job.line, &job.qemu.machine, &job.qemu.append))
		return STATUS_USAGE;
	status = find_kernel(&job);
	if (!status && job.inputs.nr)
		status = build_modules(&job.inputs, &target_x86, &job.modules);
	if (!status)
		status = sort_params(&job);
	if (!status)
		status = boot(&job);
	module_objects_free(&job.modules);
	return status;
}
