// SPDX-License-Identifier: MIT
/*
 * keep.c - machines in the background, from the asker's side
 *
 * dmesg, lsmod, rmmod, poweroff (and insmod and show with --pid) are requests
 * to a process that `insmod --keep` left behind; server.c answers them. Without
 * --pid the newest machine is meant. When that has ended, dmesg prints the log
 * it left.
 */
#include "tool.h"

#include <argp.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- which machine ------------------------------------------------------------------ */

/* The pid in the newest name "PID@suffix" of run_dir(), 0: none. */
static int newest(const char *suffix, bool alive)
{
	const char *folder = run_dir();
	DIR *dir = folder ? opendir(folder) : NULL;
	struct timespec best = { 0, 0 };
	struct dirent *entry;
	int found = 0;

	while (dir && (entry = readdir(dir))) {
		char *end, *path;
		int pid = (int)strtol(entry->d_name, &end, 10);
		struct stat st;

		if (pid <= 0 || strcmp(end, suffix))
			continue;
		path = format("%s/%s", folder, entry->d_name);
		if (alive && kill(pid, 0))
			unlink(path); /* it was killed and could not tidy up */
		else if (!stat(path, &st) && (!found || st.st_mtim.tv_sec > best.tv_sec ||
					      (st.st_mtim.tv_sec == best.tv_sec &&
					       st.st_mtim.tv_nsec > best.tv_nsec))) {
			best = st.st_mtim;
			found = pid;
		}
		free(path);
	}
	if (dir)
		closedir(dir);
	return found;
}

int machine_newest(void)
{
	return newest(".sock", true);
}

static int connect_to(int pid)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(addr.sun_path, sizeof(addr.sun_path), "%s/%d.sock", run_dir(), pid);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&addr, sizeof(addr))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Print what comes; what follows a '\0' is the status. */
static int read_answer(int fd)
{
	char text[4096], status[16];
	size_t used = 0;
	bool ended = false;
	ssize_t got;

	while ((got = read(fd, text, sizeof(text))) > 0 || (got < 0 && errno == EINTR)) {
		size_t len = got > 0 ? (size_t)got : 0, body = ended ? 0 : strnlen(text, len);

		out(text, body, NULL);
		for (size_t i = body; i < len; i++)
			if (ended && used < sizeof(status) - 1)
				status[used++] = text[i];
			else
				ended = true;
	}
	status[used] = '\0';
	return used ? atoi(status) : -1;
}

int machine_ask(int pid, const struct words *request)
{
	bool named = pid != 0;
	int fd, status;

	if (!run_dir())
		return STATUS_FAILED;
	if (!named)
		pid = machine_newest();
	if (!pid)
		return fail(STATUS_FAILED, "no machine is running; `quarry insmod --keep FILE.c' "
					   "starts one");
	fd = connect_to(pid);
	if (fd < 0)
		return fail(STATUS_FAILED, "process %d is no running machine of yours", pid);
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < request->nr; i++)
		if (write(fd, request->at[i], strlen(request->at[i]) + 1) < 0)
			break;
	shutdown(fd, SHUT_WR);
	fflush(stdout);
	status = read_answer(fd);
	close(fd);
	return status >= 0 ? status : fail(STATUS_FAILED, "machine %d has died", pid);
}

/* ---- starting one ---------------------------------------------------------------------- */

static int wait_ready(pid_t pid, int fd)
{
	char byte;
	ssize_t got;
	int status;

	do
		got = read(fd, &byte, 1);
	while (got < 0 && errno == EINTR);
	close(fd);
	if (got == 1)
		return pid;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_USAGE)
		return -STATUS_USAGE;
	return -fail(STATUS_FAILED, "the machine does not start");
}

int machine_start(const char *line)
{
	int pipes[2];
	char number[16];
	pid_t pid;

	if (pipe(pipes))
		return -fail(STATUS_FAILED, "no pipe: %s", strerror(errno));
	fcntl(pipes[0], F_SETFD, FD_CLOEXEC);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		snprintf(number, sizeof(number), "%d", pipes[1]);
		execl("/proc/self/exe", self_path(), SERVE_VERB, line, number, (char *)NULL);
		_exit(STATUS_FAILED);
	}
	close(pipes[1]);
	if (pid < 0) {
		close(pipes[0]);
		return -fail(STATUS_FAILED, "no process: %s", strerror(errno));
	}
	return wait_ready(pid, pipes[0]);
}

/* ---- the verbs ---------------------------------------------------------------------------- */

/* struct question - a verb with --pid, maybe words, maybe flags of its own */
struct question {
	struct words words;
	size_t want; /* arguments it takes */
	const char *example;
	int pid;
};

enum { OPT_PID = 256, OPT_JSON };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct question *q = state->input;
	char *end;

	switch (key) {
	case OPT_PID:
		q->pid = (int)strtol(arg, &end, 10);
		if (*end || q->pid <= 0)
			argp_error(state, "--pid: '%s' is no process number", arg);
		return 0;
	case 'c':
		words_add(&q->words, "-c");
		return 0;
	case OPT_JSON:
		words_add(&q->words, "--json");
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num >= q->want)
			argp_error(state, "'%s' is too much, for example: %s", arg, q->example);
		words_add(&q->words, "%s", arg);
		return 0;
	case ARGP_KEY_END:
		if (state->arg_num < q->want)
			argp_error(state, "something is missing, for example: %s", q->example);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

#define PID_OPTION                                                                                 \
	{                                                                                          \
		"pid", OPT_PID, "PID", 0, "the machine (default: the newest)", 0                   \
	}

static const struct argp_option pid_options[] = { PID_OPTION, { 0 } };
static const struct argp_option dmesg_options[] = {
	{ "clear", 'c', NULL, 0, "forget the log after printing it", 0 },
	PID_OPTION,
	{ 0 },
};
static const struct argp_option lsmod_options[] = {
	{ "json", OPT_JSON, NULL, 0, "an array of objects", 0 },
	PID_OPTION,
	{ 0 },
};

static int ask(int argc, char **argv, const struct argp *parser, struct question *q,
	       const char *verb)
{
	words_add(&q->words, "%s", verb);
	argp_parse(parser, argc, argv, 0, NULL, q);
	return machine_ask(q->pid, &q->words);
}

/* The log of a machine that has ended. */
static int print_old_log(const struct question *q)
{
	int pid = q->pid ? q->pid : newest(".log", false);
	char *path, *text;
	size_t size;

	if (!pid || !run_dir())
		return -1;
	path = format("%s/%d.log", run_dir(), pid);
	text = read_file(path, &size);
	if (text) {
		fprintf(stderr, "(machine %d has ended, this is the log it left)\n", pid);
		out(text, size, NULL);
		if (words_has(&q->words, "-c"))
			unlink(path);
	}
	free(path);
	free(text);
	return text ? STATUS_OK : -1;
}

int cmd_dmesg(int argc, char **argv)
{
	static const struct argp parser = {
		.options = dmesg_options,
		.parser = parse,
		.doc = "Print the kernel log of the machine that insmod --keep left running, or of "
		       "the last one that ended."
	};
	struct question q = { .example = "quarry dmesg -c" };
	int fd;

	words_add(&q.words, "dmesg");
	argp_parse(&parser, argc, argv, 0, NULL, &q);
	fd = run_dir() && q.pid ? connect_to(q.pid) : -1;
	if (fd >= 0)
		close(fd);
	if (fd < 0 && (q.pid || !machine_newest()) && print_old_log(&q) == STATUS_OK)
		return STATUS_OK;
	return machine_ask(q.pid, &q.words);
}

int cmd_lsmod(int argc, char **argv)
{
	static const struct argp parser = {
		.options = lsmod_options,
		.parser = parse,
		.doc = "List the modules of the machine that insmod --keep left running."
	};
	struct question q = { .example = "quarry lsmod" };

	return ask(argc, argv, &parser, &q, "lsmod");
}

int cmd_rmmod(int argc, char **argv)
{
	static const struct argp parser = {
		.options = pid_options,
		.parser = parse,
		.args_doc = "NAME",
		.doc = "Run a module's exit function, unload it and report what it leaves behind. "
		       "The machine ends with its last module."
	};
	struct question q = { .example = "quarry rmmod hello_vmalloc", .want = 1 };

	return ask(argc, argv, &parser, &q, "rmmod");
}

int cmd_poweroff(int argc, char **argv)
{
	static const struct argp parser = {
		.options = pid_options,
		.parser = parse,
		.doc = "End the machine that insmod --keep left running."
	};
	struct question q = { .example = "quarry poweroff" };

	return ask(argc, argv, &parser, &q, "poweroff");
}
