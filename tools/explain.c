// SPDX-License-Identifier: MIT
/*
 * explain.c - do it for real and tell the steps
 *
 * A machine is booted, the allocators' narration (mm_explain) is switched on
 * around the operation, and its lines are printed as they happen, between the
 * lines that say what is being done.
 */
#include "tool.h"
#include "kernel_side.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

struct question {
	struct words words, line;
};

static const struct argp_option options[] = {
	{ "machine", 'm', "MACHINE", 0, "boot this one, as 'mem=16M@0,2G@4G:node1 cpus=4'", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct question *q = state->input;

	switch (key) {
	case 'm':
		words_split(&q->line, arg);
		return 0;
	case ARGP_KEY_ARG:
		words_add(&q->words, "%s", arg);
		return 0;
	case ARGP_KEY_END:
		if (!q->words.nr)
			argp_error(state, "what? For example: quarry explain kmalloc 100");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
	.options = options,
	.parser = parse,
	.args_doc = "boot\nbuddy\nkmalloc SIZE\nvmalloc SIZE\nkfree\nwalk "
		    "ADDRESS|direct|vmalloc|memmap",
	.doc = "Do something for real and tell its steps with the numbers.\vSIZE in bytes, or with "
	       "K or M behind it.",
};

/* "100", "64K", "2M" to bytes; false: not a size. */
static bool parse_size(const char *text, unsigned long *size)
{
	char *end;

	*size = strtoul(text, &end, 0);
	if (end == text || *text == '-')
		return false;
	if (*end == 'k' || *end == 'K')
		*size <<= 10, end++;
	else if (*end == 'm' || *end == 'M')
		*size <<= 20, end++;
	return !*end;
}

static int explain_boot(const struct words *w)
{
	(void)w;
	return STATUS_OK; /* it has been told while it happened */
}

static int explain_buddy(const struct words *w)
{
	(void)w;
	ks_explain_buddy(out, NULL);
	return STATUS_OK;
}

static int explain_kfree(const struct words *w)
{
	(void)w;
	ks_explain_kfree(out, NULL);
	return STATUS_OK;
}

static int explain_kmalloc(const struct words *w)
{
	unsigned long size;

	parse_size(w->at[1], &size);
	ks_explain_kmalloc(size, out, NULL);
	return STATUS_OK;
}

static int explain_vmalloc(const struct words *w)
{
	unsigned long size;

	parse_size(w->at[1], &size);
	ks_explain_vmalloc(size, out, NULL);
	return STATUS_OK;
}

static int explain_walk(const struct words *w)
{
	ks_explain_walk(w->at[1], out, NULL);
	return STATUS_OK;
}

static const struct subject {
	const char *name;
	const char *argument; /* NULL: takes none */
	int (*run)(const struct words *w);
} subjects[] = {
	{ "boot", NULL, explain_boot },	       { "buddy", NULL, explain_buddy },
	{ "kmalloc", "100", explain_kmalloc }, { "vmalloc", "64K", explain_vmalloc },
	{ "kfree", NULL, explain_kfree },      { "walk", "vmalloc", explain_walk },
};

/* An address, or the name of a kind of it. */
static bool is_place(const char *text)
{
	char *end;

	if (!strcmp(text, "direct") || !strcmp(text, "vmalloc") || !strcmp(text, "memmap"))
		return true;
	strtoull(text, &end, 0);
	return end != text && !*end;
}

static bool argument_good(const struct subject *s, const char *text)
{
	unsigned long size;

	if (strcmp(s->name, "walk") ? parse_size(text, &size) : is_place(text))
		return true;
	fail(0, "`%s' is no %s; accepted: %s, for example: quarry explain %s %s", text,
	     strcmp(s->name, "walk") ? "size" : "address",
	     strcmp(s->name, "walk") ? "bytes, or with K or M behind"
				     : "a number (0x7ec000000000), direct, vmalloc, memmap",
	     s->name, s->argument);
	return false;
}

/* The subject, its argument checked; NULL: what is wrong has been printed. */
static const struct subject *find_subject(const struct words *w)
{
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		const struct subject *s = &subjects[i];

		if (strcmp(s->name, w->at[0]))
			continue;
		if (w->nr != (s->argument ? 2 : 1)) {
			fail(0, "explain %s takes %s, for example: quarry explain %s%s%s", s->name,
			     s->argument ? "one argument" : "no argument", s->name,
			     s->argument ? " " : "", s->argument ? s->argument : "");
			return NULL;
		}
		return !s->argument || argument_good(s, w->at[1]) ? s : NULL;
	}
	fail(0,
	     "`%s' cannot be explained; accepted: boot, buddy, kmalloc SIZE, vmalloc SIZE, kfree, "
	     "walk ADDRESS",
	     w->at[0]);
	return NULL;
}

struct explanation {
	const struct subject *subject;
	const struct words *words;
};

static int run(void *arg)
{
	const struct explanation *e = arg;

	ks_explain(false);
	console_set(CONSOLE_NARRATE);
	return e->subject->run(e->words);
}

int cmd_explain(int argc, char **argv)
{
	struct question q = { 0 };
	struct explanation e = { .words = &q.words };
	char *line;

	argp_parse(&parser, argc, argv, 0, NULL, &q);
	e.subject = find_subject(&q.words);
	if (!e.subject)
		return STATUS_USAGE;
	line = words_join(&q.line);
	if (!machine_line_check(line))
		return STATUS_USAGE;
	if (!strcmp(e.subject->name, "boot")) {
		console_set(CONSOLE_NARRATE);
		ks_explain(true);
	}
	return machine_run(line, run, &e, NULL);
}
