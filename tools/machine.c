// SPDX-License-Identifier: MIT
/*
 * machine.c - a machine in this process: its console, its parameters, its end
 *
 * Console text arrives on any CPU's thread and in signal handlers, so what
 * handles it takes no lock and calls nothing but write(). All of it goes into a
 * ring first: that is what dmesg prints, and what is shown when a machine dies
 * whose console was held back.
 */
#include "tool.h"
#include "kernel_side.h"

#include <os.h>
#include <quarry.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RING_SIZE (1ul << 20)

static char ring[RING_SIZE];
static unsigned long ring_end; /* bytes ever written */
static enum console console_how;
static void (*machine_died)(int status);
static bool payload_ran;

/* ---- console ----------------------------------------------------------------------- */

static void remember(const char *text, unsigned long len)
{
	unsigned long at = __atomic_fetch_add(&ring_end, len, __ATOMIC_RELAXED);

	for (unsigned long i = 0; i < len; i++)
		ring[(at + i) % RING_SIZE] = text[i];
}

unsigned long console_mark(void)
{
	return __atomic_load_n(&ring_end, __ATOMIC_RELAXED);
}

void console_since(unsigned long mark, void (*write)(const char *, unsigned long, void *),
		   void *arg)
{
	unsigned long end = console_mark();

	if (end - mark > RING_SIZE)
		mark = end - RING_SIZE;
	while (mark < end) {
		unsigned long at = mark % RING_SIZE, part = end - mark;

		if (part > RING_SIZE - at)
			part = RING_SIZE - at;
		write(ring + at, part, arg);
		mark += part;
	}
}

void console_set(enum console how)
{
	fflush(stdout);
	console_how = how;
}

/* Text may come in pieces: a line is looked at when it is whole. */
static void narrate(const char *text, unsigned long len)
{
	static const char tag[] = "explain: ";
	static char line[512];
	static unsigned long used;

	for (unsigned long i = 0; i < len; i++) {
		const char *said;

		if (used < sizeof(line) - 1)
			line[used++] = text[i];
		if (text[i] != '\n')
			continue;
		line[used] = '\0';
		said = strstr(line, tag);
		if (said) {
			said += sizeof(tag) - 1;
			out("  ", 2, NULL);
			out(said, strlen(said), NULL);
		}
		used = 0;
	}
}

static void console(const char *text, unsigned long len)
{
	remember(text, len);
	if (console_how == CONSOLE_SHOW) {
		out(text, len, NULL);
	} else if (console_how == CONSOLE_NARRATE) {
		narrate(text, len);
	} else if (console_how == CONSOLE_SHOW_ERR) {
		if (write(STDERR_FILENO, text, len) < 0)
			return;
	}
}

static void to_stderr(const char *text, unsigned long len, void *unused)
{
	(void)unused;
	if (write(STDERR_FILENO, text, len) < 0)
		return;
}

/* The machine ends itself: a wrong parameter, a crash, a panic, or in order. */
static void ended(int status)
{
	bool shown = console_how == CONSOLE_SHOW || console_how == CONSOLE_SHOW_ERR;

	if (!payload_ran && status == STATUS_USAGE) {
		if (!shown)
			console_since(0, to_stderr, NULL);
		_exit(STATUS_USAGE);
	}
	if (machine_died)
		machine_died(status);
	else if (status && !shown)
		console_since(0, out, NULL);
	_exit(status ? STATUS_FAILED : STATUS_OK);
}

/* ---- running --------------------------------------------------------------------------- */

struct payload {
	int (*fn)(void *);
	void *arg;
};

static int run_payload(void *arg)
{
	const struct payload *p = arg;

	payload_ran = true;
	ks_console_all();
	return p->fn(p->arg);
}

int machine_run(const char *line, int (*payload)(void *), void *arg, void (*died)(int status))
{
	struct payload p = { payload, arg };
	int status;

	fflush(NULL);
	machine_died = died;
	symbolize_init();
	os_set_console(console);
	os_set_symbolizer(symbolize);
	os_set_exit(ended);
	status = quarry_machine_run(line, run_payload, &p);
	return payload_ran ? status : STATUS_USAGE;
}

/* ---- the words of the line ----------------------------------------------------------------- */

/* What the port reads before there is a core. It is among the kernel's parameters too. */
static const char *const machine_words[] = {
	"mem", "memmap", "cpus", "distance", "sched", "seed", "alias",
};

static bool is_machine_word(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(machine_words) / sizeof(machine_words[0]); i++)
		if (strlen(machine_words[i]) == len && !strncmp(machine_words[i], word, len))
			return true;
	return false;
}

bool param_known(const char *word)
{
	size_t len = strcspn(word, "=");

	return is_machine_word(word, len) || ks_param_known(word, len);
}

static void print_name(const char *name, void *arg)
{
	(void)arg;
	if (!is_machine_word(name, strlen(name)))
		fprintf(stderr, " %s", name);
}

void param_refuse(const char *word, const struct module_objects *modules)
{
	fail(0, "unknown parameter `%s'", word);
	for (size_t i = 0; modules && i < modules->nr; i++) {
		const struct module_object *m = &modules->at[i];
		char *names = words_join(&m->params);

		fprintf(stderr, "        module %s accepts: %s\n", m->name,
			m->params.nr ? names : "no parameters");
		free(names);
	}
	fprintf(stderr, "        the machine accepts:");
	for (size_t i = 0; i < sizeof(machine_words) / sizeof(machine_words[0]); i++)
		fprintf(stderr, " %s", machine_words[i]);
	fprintf(stderr, "\n        the kernel accepts:");
	ks_param_each(print_name, NULL);
	fprintf(stderr, "\n        for example: mem=16M@0,240M@256M cpus=2 init_on_alloc=1\n");
}

bool machine_line_check(const char *line)
{
	struct words words = { 0 };
	bool good = true;

	words_split(&words, line);
	for (size_t i = 0; i < words.nr && good; i++) {
		good = param_known(words.at[i]);
		if (!good)
			param_refuse(words.at[i], NULL);
	}
	words_free(&words);
	return good;
}
