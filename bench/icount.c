// SPDX-License-Identifier: MIT
/*
 * icount.c - count the instructions of a program between two int3
 *
 * The program is single-stepped from its first breakpoint to its second; each
 * step is one instruction. Exact and repeatable, needs no performance counters.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_breakpoint(pid_t pid)
{
	siginfo_t info;

	return !ptrace(PTRACE_GETSIGINFO, pid, 0, &info) && info.si_code == SI_KERNEL;
}

int main(int argc, char **argv)
{
	unsigned long steps = 0;
	int status, counting = 0;
	pid_t pid;

	if (argc < 2) {
		fprintf(stderr, "usage: icount COMMAND [ARGUMENT...]\n");
		return 2;
	}
	pid = fork();
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		int sig = WSTOPSIG(status);

		if (sig == SIGTRAP && is_breakpoint(pid)) {
			if (counting) {
				printf("%lu instructions\n", steps);
				kill(pid, SIGKILL);
				return 0;
			}
			counting = 1;
		} else if (sig == SIGTRAP && counting) {
			steps++;
		}
		ptrace(counting ? PTRACE_SINGLESTEP : PTRACE_CONT, pid, 0,
		       sig == SIGTRAP ? 0 : sig);
	}
	fprintf(stderr, "icount: the program ended before its second int3\n");
	return 1;
}
