// SPDX-License-Identifier: MIT
/*
 * insmod.c - build modules, load them into a machine, unload them, judge them
 *
 * Words "name=value" on the line belong to the module that has a parameter of
 * that name, else to the kernel, else to nobody, which is an error before any
 * machine boots. Without --keep the machine is this process and ends with it.
 */
#include "tool.h"
#include "kernel_side.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/**
 * struct job - a command line, and what is left to do of it
 * @line: machine line and boot parameters
 * @expected: what init should give
 * @wait_ms: how long to wait for threads of a module before its exit runs
 * @pid: of a machine that runs already, or 0
 */
struct job {
	struct words inputs, params, line;
	struct module_objects modules;
	int expected;
	unsigned int wait_ms;
	int pid;
	bool keep, json, verbose;
};

enum { OPT_API = 256, OPT_KEEP, OPT_EXPECT, OPT_JSON, OPT_PID, OPT_WAIT };

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "the machine, as 'mem=16M@0,2G@4G:node1 cpus=4'", 0 },
	{ "keep", OPT_KEEP, NULL, 0, "leave the machine running and print its PID", 0 },
	{ "pid", OPT_PID, "PID", 0, "load into the machine that --keep left running", 0 },
	{ "expect-init", OPT_EXPECT, "VALUE", 0, "init should give this, as -EAGAIN", 0 },
	{ "wait", OPT_WAIT, "SECONDS", 0,
	  "let the module's threads run at most so long before exit (2)", 0 },
	{ "api", OPT_API, "LEVEL", 0, "API level of the headers: 6.1", 0 },
	{ "json", OPT_JSON, NULL, 0, "the verdict as JSON, the log on standard error", 0 },
	{ "verbose", 'v', NULL, 0, "the log from power-on", 0 },
	{ 0 },
};

static void parse_arg(struct job *job, char *arg)
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
		job->verbose = true;
		return 0;
	case OPT_KEEP:
		job->keep = true;
		return 0;
	case OPT_JSON:
		job->json = true;
		return 0;
	case OPT_PID:
		job->pid = (int)strtol(arg, &end, 10);
		if (*end || job->pid <= 0)
			argp_error(state, "--pid: '%s' is no process; `quarry lsmod' lists them",
				   arg);
		return 0;
	case OPT_WAIT:
		job->wait_ms = (unsigned int)(strtod(arg, &end) * 1000);
		if (*end || end == arg)
			argp_error(state, "--wait: '%s' is no number of seconds", arg);
		return 0;
	case OPT_EXPECT:
		if (!errno_parse(arg, &job->expected))
			argp_error(state,
				   "--expect-init: '%s' is no error; accepted: 0, -EAGAIN, -11",
				   arg);
		return 0;
	case OPT_API:
		if (strcmp(arg, "6.1"))
			argp_error(state, "--api: '%s' is not there; accepted: 6.1", arg);
		return 0;
	case ARGP_KEY_ARG:
		parse_arg(job, arg);
		return 0;
	case ARGP_KEY_END:
		if (!job->inputs.nr)
			argp_error(state, "no source given, for example: quarry insmod hello.c");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "FILE.c... | DIR [param=value...]",
	.doc = "Build kernel module source, load it into a machine, run init and exit, and say "
	       "what "
	       "came of it.\vDIR has a Kbuild makefile. Words param=value go to the module that "
	       "has such a parameter, else to the kernel (init_on_alloc=1). Status 0: init gave 0, "
	       "nothing warned, nothing leaked.",
};

/* ---- whose parameter is it? ---------------------------------------------------------- */

static int sort_params(struct job *job)
{
	for (size_t i = 0; i < job->params.nr; i++) {
		const char *word = job->params.at[i];

		if (module_param_give(&job->modules, word))
			continue;
		if (job->pid || !param_known(word)) {
			param_refuse(word, &job->modules);
			return STATUS_USAGE;
		}
		words_add(&job->line, "%s", word);
	}
	return STATUS_OK;
}

/* ---- in this process ------------------------------------------------------------------ */

static const char *running; /* the module whose code runs now, for a machine that dies */

static void died(int status)
{
	char *text;

	if (!running) {
		if (status)
			console_since(0, out, NULL);
		return;
	}
	text = format("%s: the machine died, status %d\n", running, status);
	out(text, strlen(text), NULL);
}

/* struct load - what is said of one module */
struct load {
	struct verdict verdict;
	struct words missing;
};

static void event(const struct ks_module *m, enum ks_event event)
{
	struct load *load = m->own;

	switch (event) {
	case KS_RUNS:
		running = m->name;
		break;
	case KS_NOT_LOADED:
		if (m->how == KS_MISSING_SYMBOLS)
			print_missing_symbols(m->name, &load->missing);
		fail(0, "%s: not loaded", m->name);
		break;
	case KS_UNLOADED:
		symbolize_forget();
		break;
	case KS_NOT_UNLOADED:
		fail(0, "%s: cannot be unloaded, the log says why", m->name);
		break;
	}
}

static void add_missing(struct ks_module *m, const char *symbol)
{
	struct load *load = m->own;

	if (!words_has(&load->missing, symbol))
		words_add(&load->missing, "%s", symbol);
}

static void add_leak(struct ks_module *m, const struct ks_leak *leak)
{
	struct load *load = m->own;

	verdict_add_leak(leak, &load->verdict);
}

static int judge(const struct ks_module *m, const struct job *job)
{
	struct load *load = m->own;

	load->verdict.module = m->name;
	load->verdict.init = m->init;
	load->verdict.warnings = m->warnings;
	load->verdict.failures = m->failures;
	return verdict_print(&load->verdict, job->expected, job->json, out, NULL);
}

/* The modules of the job as the machine's side takes them; NULL: no memory. */
static struct ks_module *machine_modules(const struct job *job)
{
	struct ks_module *modules = calloc(job->modules.nr, sizeof(*modules));

	for (size_t i = 0; modules && i < job->modules.nr; i++) {
		const struct module_object *m = &job->modules.at[i];

		modules[i].name = m->name;
		modules[i].image = m->image;
		modules[i].size = m->size;
		modules[i].args = words_join(&m->args);
		modules[i].own = calloc(1, sizeof(struct load));
		if (!modules[i].own)
			return NULL;
	}
	return modules;
}

/* Load in order, let threads run, unload in reverse order, judge. */
static int run_modules(void *arg)
{
	const struct job *job = arg;
	struct ks_run run = {
		.modules = machine_modules(job),
		.nr = (unsigned int)job->modules.nr,
		.wait_ms = job->wait_ms,
		.event = event,
		.leak = add_leak,
		.missing = add_missing,
	};
	int status, verdict;

	if (!run.modules)
		return fail(STATUS_FAILED, "the host has no memory left");
	if (!job->verbose)
		console_set(job->json ? CONSOLE_SHOW_ERR : CONSOLE_SHOW);
	status = ks_modules_run(&run);
	running = NULL;
	for (unsigned int i = 0; i < run.nr; i++) {
		verdict = run.modules[i].ran ? judge(&run.modules[i], job) : STATUS_OK;
		status = status ? status : verdict;
	}
	return status;
}

static int run_here(struct job *job)
{
	char *line;

	words_add(&job->line, "track=on");
	line = words_join(&job->line);
	if (job->verbose)
		console_set(job->json ? CONSOLE_SHOW_ERR : CONSOLE_SHOW);
	return machine_run(line, run_modules, job, died);
}

/* ---- in a machine in the background ------------------------------------------------------ */

static int send_one(int pid, const struct module_object *m, int expected)
{
	char *path = format("%s/%d-%s.ko", run_dir(), (int)getpid(), m->name);
	char *args = words_join(&m->args);
	struct words request = { 0 };
	FILE *file = fopen(path, "w");
	int status;

	if (!file || fwrite(m->image, m->size, 1, file) != 1 || fclose(file))
		return fail(STATUS_FAILED, "cannot write %s", path);
	words_add(&request, "insmod");
	words_add(&request, "%s", m->name);
	words_add(&request, "%s", path);
	words_add(&request, "%d", expected);
	words_add(&request, "%s", args);
	status = machine_ask(pid, &request);
	unlink(path);
	words_free(&request);
	free(args);
	free(path);
	return status;
}

static int run_there(struct job *job)
{
	bool fresh = !job->pid;
	int status = STATUS_OK;
	char *line;

	if (!run_dir())
		return STATUS_FAILED;
	if (fresh) {
		words_add(&job->line, "track=on");
		line = words_join(&job->line);
		job->pid = machine_start(line);
		free(line);
		if (job->pid < 0)
			return -job->pid;
	}
	for (size_t i = 0; i < job->modules.nr && !status; i++)
		status = send_one(job->pid, &job->modules.at[i], job->expected);
	if (fresh) {
		struct words request = { 0 };

		words_add(&request, "poweroff-if-empty");
		machine_ask(job->pid, &request);
		words_free(&request);
	}
	return status;
}

int cmd_insmod(int argc, char **argv)
{
	struct job job = { .wait_ms = 2000 };
	char *line;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &job);
	line = words_join(&job.line);
	status = machine_line_check(line) ? STATUS_OK : STATUS_USAGE;
	free(line);
	if (!status)
		status = build_modules(&job.inputs, &target_host, &job.modules);
	if (!status)
		status = sort_params(&job);
	if (!status)
		status = job.keep || job.pid ? run_there(&job) : run_here(&job);
	return status;
}
