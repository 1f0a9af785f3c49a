// SPDX-License-Identifier: MIT
/*
 * run.c - another program, and what it says
 *
 * One stream is kept, the others are the command's own. The child gets the
 * default action of SIGINT and no jobserver of a make that runs us.
 */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(char *const *argv, int fd, int to)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	dup2(null, STDIN_FILENO);
	dup2(to, fd);
	signal(SIGINT, SIG_DFL);
	unsetenv("MAKEFLAGS");
	unsetenv("MFLAGS");
	unsetenv("MAKELEVEL");
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "quarry: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static char *collect(int fd)
{
	char *text = format("%s", ""), part[4096];
	size_t len = 0;

	for (;;) {
		ssize_t got = read(fd, part, sizeof(part));
		char *more;

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return text;
		more = realloc(text, len + (size_t)got + 1);
		if (!more)
			return text;
		text = more;
		memcpy(text + len, part, (size_t)got);
		len += (size_t)got;
		text[len] = '\0';
	}
}

struct captured run_captured(char *const *argv, int fd)
{
	struct captured got = { .status = 127 };
	int pipes[2], status;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC)) {
		fail(0, "no pipe: %s", strerror(errno));
		got.text = format("%s", "");
		return got;
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(argv, fd, pipes[1]);
	close(pipes[1]);
	got.text = collect(pipes[0]);
	close(pipes[0]);
	if (pid < 0)
		return got;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	got.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return got;
}
