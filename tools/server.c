// SPDX-License-Identifier: MIT
/*
 * server.c - the machine of `insmod --keep`: a process that waits for requests
 *
 * Requests come by a UNIX socket, PID.sock in run_dir(): words, each with a
 * '\0' behind it, until the asker closes its side. The answer is text, then a
 * '\0' and the exit status in decimal; an answer without that end means that
 * the machine died on the way, and the text is its last words.
 *
 * Two threads: one that is no CPU accepts and reads requests; the init task of
 * the machine answers them one at a time and lets the machine run in between.
 * When the machine ends its log stays behind as PID.log, for dmesg.
 */
#include "tool.h"
#include "kernel_side.h"

#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define TICK_MS 20

/* What the two threads hand to each other. @client is -1 when there is none. */
static struct {
	int client;
	struct words words;
	sem_t done;
} mailbox = { .client = -1 };

/**
 * struct record - a module that is loaded
 * @warnings: warnings_now() before it was loaded
 */
struct record {
	char *name;
	unsigned long warnings;
	struct record *next;
};

static struct record *records;
static unsigned long log_start, request_start;
static int listener = -1, answering = -1;
static char *socket_path;
static bool power_off;

static void answer(const char *text, unsigned long len, void *unused)
{
	(void)unused;
	while (len) {
		ssize_t done = write(answering, text, len);

		if (done < 0 && errno != EINTR)
			return;
		if (done > 0) {
			text += done;
			len -= (unsigned long)done;
		}
	}
}

static void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) >= 0) {
		answer(text, strlen(text), NULL);
		free(text);
	}
	va_end(args);
}

/* ---- insmod and rmmod ---------------------------------------------------------------- */

struct load {
	struct verdict verdict;
	struct words missing;
};

static void add_leak(const struct ks_leak *leak, void *arg)
{
	verdict_add_leak(leak, &((struct load *)arg)->verdict);
}

static void add_missing(const char *symbol, void *arg)
{
	struct load *load = arg;

	if (!words_has(&load->missing, symbol))
		words_add(&load->missing, "%s", symbol);
}

static void add_record(const char *name, unsigned long warnings)
{
	struct record *r = calloc(1, sizeof(*r));

	if (!r)
		return;
	r->name = format("%s", name);
	r->warnings = warnings;
	r->next = records;
	records = r;
}

static unsigned long drop_record(const char *name)
{
	for (struct record **at = &records, *r; (r = *at); at = &r->next) {
		unsigned long warnings = r->warnings;

		if (strcmp(r->name, name))
			continue;
		*at = r->next;
		free(r->name);
		free(r);
		return warnings;
	}
	return warnings_now();
}

static int loaded(struct load *load, const char *name, unsigned long before, int expected)
{
	int failures = (int)ks_module_failures(name);

	add_record(name, before);
	say("%s: init 0, loaded into machine %d\n", name, (int)getpid());
	if (failures)
		say("  %d test cases failed\n", failures);
	if (load->verdict.warnings)
		say("  %lu warnings, see quarry dmesg\n", load->verdict.warnings);
	return failures || load->verdict.warnings || expected ? STATUS_FAILED : STATUS_OK;
}

static int do_insmod(const struct words *w)
{
	unsigned long before = warnings_now();
	struct load load = { .verdict.module = w->at[1] };
	int expected = atoi(w->at[3]), status = STATUS_FAILED;
	size_t size;
	char *image = read_file(w->at[2], &size);

	if (!image) {
		say("quarry: %s: %s\n", w->at[2], strerror(errno));
		return STATUS_FAILED;
	}
	switch (ks_module_load(image, size, w->at[1], w->at[4], &load.verdict.init, add_leak,
			       add_missing, &load)) {
	case KS_LOADED:
		load.verdict.warnings = warnings_now() - before;
		status = loaded(&load, w->at[1], before, expected);
		break;
	case KS_INIT_FAILED:
		load.verdict.warnings = warnings_now() - before;
		status = verdict_print(&load.verdict, expected, false, answer, NULL);
		break;
	case KS_BAD_PARAM:
		status = STATUS_USAGE;
		/* fall through */
	case KS_MISSING_SYMBOLS:
	case KS_REFUSED:
	case KS_NOT_TRIED:
		console_since(request_start, answer, NULL);
		say("quarry: %s: not loaded\n", w->at[1]);
		break;
	}
	symbolize_forget();
	words_free(&load.missing);
	free(image);
	return status;
}

static int do_rmmod(const struct words *w)
{
	struct load load = { .verdict.module = w->at[1] };

	load.verdict.failures = ks_module_failures(w->at[1]);
	if (ks_module_unload(w->at[1], false, add_leak, &load)) {
		console_since(request_start, answer, NULL);
		say("quarry: %s: not unloaded\n", w->at[1]);
		return STATUS_FAILED;
	}
	symbolize_forget();
	load.verdict.warnings = warnings_now() - drop_record(w->at[1]);
	power_off = ks_module_count() == 0;
	return verdict_print(&load.verdict, 0, false, answer, NULL);
}

/* ---- questions -------------------------------------------------------------------------- */

static int do_dmesg(const struct words *w)
{
	console_since(log_start, answer, NULL);
	if (words_has(w, "-c"))
		log_start = console_mark();
	return STATUS_OK;
}

/* One line of /proc/modules: name size references users state address. */
static void list_module(char *line, struct json_object *json)
{
	struct json_object *entry;
	char name[64], users[256];
	unsigned long size;
	int references;

	if (sscanf(line, "%63s %lu %d %255s", name, &size, &references, users) != 4)
		return;
	if (!strcmp(users, "-"))
		users[0] = '\0';
	else if (users[strlen(users) - 1] == ',')
		users[strlen(users) - 1] = '\0';
	if (!json) {
		say("%-20s %8lu  %d %s\n", name, size, references, users);
		return;
	}
	entry = json_object_new_object();
	json_object_object_add(entry, "module", json_object_new_string(name));
	json_object_object_add(entry, "size", json_object_new_int64((long)size));
	json_object_object_add(entry, "used", json_object_new_int(references));
	json_object_object_add(entry, "by", json_object_new_string(users));
	json_object_array_add(json, entry);
}

static void collect(const char *text, unsigned long len, void *arg)
{
	fwrite(text, len, 1, arg);
}

static int do_lsmod(const struct words *w)
{
	struct json_object *list = words_has(w, "--json") ? json_object_new_array() : NULL;
	char *text = NULL, *rest, *line;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return STATUS_FAILED;
	ks_report("modules", collect, file);
	fclose(file);
	if (!list)
		say("%-20s %8s  Used by\n", "Module", "Size");
	for (rest = text; (line = strsep(&rest, "\n"));)
		list_module(line, list);
	if (list)
		say("%s\n", json_object_to_json_string_ext(list, JSON_C_TO_STRING_PLAIN));
	json_object_put(list);
	free(text);
	return STATUS_OK;
}

static int do_show(const struct words *w)
{
	for (size_t i = 1; i < w->nr; i++) {
		if (w->nr > 2)
			say("%s==> %s <==\n", i > 1 ? "\n" : "", w->at[i]);
		if (!ks_report(w->at[i], answer, NULL))
			return STATUS_USAGE;
	}
	return STATUS_OK;
}

static int do_poweroff(const struct words *w)
{
	(void)w;
	power_off = true;
	return STATUS_OK;
}

static int do_poweroff_if_empty(const struct words *w)
{
	(void)w;
	power_off = ks_module_count() == 0;
	return STATUS_OK;
}

static const struct {
	const char *name;
	size_t words; /* at least */
	int (*run)(const struct words *w);
} requests[] = {
	{ "insmod", 5, do_insmod },
	{ "rmmod", 2, do_rmmod },
	{ "dmesg", 1, do_dmesg },
	{ "lsmod", 1, do_lsmod },
	{ "show", 2, do_show },
	{ "poweroff", 1, do_poweroff },
	{ "poweroff-if-empty", 1, do_poweroff_if_empty },
};

static int handle(const struct words *w)
{
	for (size_t i = 0; w->nr && i < sizeof(requests) / sizeof(requests[0]); i++)
		if (!strcmp(requests[i].name, w->at[0]) && w->nr >= requests[i].words)
			return requests[i].run(w);
	say("quarry: machine %d does not understand the request\n", (int)getpid());
	return STATUS_USAGE;
}

/* ---- the listening thread ----------------------------------------------------------------- */

static void read_request(int client, struct words *words)
{
	char text[65536];
	size_t len = 0;
	ssize_t got;

	while (len < sizeof(text) - 1 &&
	       ((got = read(client, text + len, sizeof(text) - 1 - len)) > 0 || errno == EINTR))
		len += got > 0 ? (size_t)got : 0;
	text[len] = '\0';
	for (size_t at = 0; at < len; at += strlen(text + at) + 1)
		words_add(words, "%s", text + at);
}

static void *listen_thread(void *unused)
{
	for (;;) {
		int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

		if (client < 0)
			continue;
		read_request(client, &mailbox.words);
		__atomic_store_n(&mailbox.client, client, __ATOMIC_RELEASE);
		while (sem_wait(&mailbox.done))
			;
		words_free(&mailbox.words);
	}
	return unused;
}

/* Signals are the machine's interrupts: they go to its CPUs' threads only. */
static bool start_listening(void)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	sigset_t all, before;
	pthread_t thread;
	int err;

	snprintf(addr.sun_path, sizeof(addr.sun_path), "%s", socket_path);
	listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&addr, sizeof(addr)) ||
	    listen(listener, 8)) {
		fail(0, "%s: %s", socket_path, strerror(errno));
		return false;
	}
	sem_init(&mailbox.done, 0, 0);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(&thread, NULL, listen_thread, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !err;
}

/* ---- the machine's side --------------------------------------------------------------------- */

static void to_file(const char *text, unsigned long len, void *arg)
{
	if (write(*(int *)arg, text, len) < 0)
		return;
}

static void leave_log(void)
{
	char *path = format("%s/%d.log", run_dir(), (int)getpid());
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd >= 0) {
		console_since(log_start, to_file, &fd);
		close(fd);
	}
	unlink(socket_path);
	free(path);
}

static void died(int status)
{
	leave_log();
	if (status && answering >= 0)
		console_since(request_start, answer, NULL);
}

static void answer_request(void)
{
	int client = __atomic_load_n(&mailbox.client, __ATOMIC_ACQUIRE), status;

	if (client < 0)
		return;
	mailbox.client = -1;
	answering = client;
	request_start = console_mark();
	status = handle(&mailbox.words);
	if (power_off)
		leave_log(); /* before the asker goes on, so that dmesg finds it */
	answer("", 1, NULL);
	say("%d\n", status);
	answering = -1;
	close(client);
	sem_post(&mailbox.done);
}

/* Let the machine run for a tick; with a virtual clock that takes no time at all. */
static void tick(void)
{
	struct timespec before, after, rest = { 0, 2000000 };

	clock_gettime(CLOCK_MONOTONIC, &before);
	ks_sleep(TICK_MS);
	clock_gettime(CLOCK_MONOTONIC, &after);
	if (after.tv_sec == before.tv_sec && after.tv_nsec - before.tv_nsec < 1000000)
		nanosleep(&rest, NULL);
}

static int serve(void *arg)
{
	int ready = *(int *)arg, null;

	if (!start_listening())
		return STATUS_FAILED;
	null = open("/dev/null", O_RDWR);
	for (int fd = 0; null >= 0 && fd < 3; fd++)
		dup2(null, fd);
	if (write(ready, "+", 1) != 1)
		return STATUS_FAILED;
	close(ready);
	while (!power_off) {
		answer_request();
		tick();
	}
	return STATUS_OK;
}

int cmd_serve(int argc, char **argv)
{
	int ready;

	if (argc != 3 || !run_dir())
		return fail(STATUS_USAGE, "%s is not for people", SERVE_VERB);
	ready = atoi(argv[2]);
	setsid();
	signal(SIGPIPE, SIG_IGN);
	socket_path = format("%s/%d.sock", run_dir(), (int)getpid());
	unlink(socket_path);
	return machine_run(argv[1], serve, &ready, died);
}
