// SPDX-License-Identifier: MIT
/*
 * boot_qemu.c - a bare kernel in QEMU: start it, pass on what it says, end it
 *
 * QEMU's serial line is its standard output, a pipe to us. It runs in a process
 * group of its own, so that Ctrl-C reaches us alone; it is ended then, and by
 * the kernel should we be killed. The boot archive is a file without a name,
 * which nobody has to remove.
 *
 * The machine ends by a write to isa-debug-exit: QEMU's status is then twice the
 * value plus 1. QEMU's own failure is status 1 as well, which is the machine's
 * 0; but then the machine has said nothing.
 */
#include "boot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the machine hands to port_shutdown() when it ends by a panic or a crash. */
#define MACHINE_PANIC 3

bool program_there(const char *name)
{
	const char *path = getenv("PATH");
	char *list = format("%s", path ? path : "/usr/bin:/bin"), *rest = list, *folder;
	bool found = false;

	while (!found && (folder = strsep(&rest, ":"))) {
		char *file = format("%s/%s", *folder ? folder : ".", name);

		found = access(file, X_OK) == 0;
		free(file);
	}
	free(list);
	return found;
}

/* ---- the command --------------------------------------------------------------------- */

static void add_all(struct words *to, const struct words *from)
{
	for (size_t i = 0; i < from->nr; i++)
		words_add(to, "%s", from->at[i]);
}

void qemu_options(const struct qemu *q, struct words *args)
{
	words_split(args, QEMU " -accel tcg -cpu qemu64");
	if (q->board) {
		words_add(args, "-M");
		words_add(args, "%s", q->board);
	}
	add_all(args, &q->machine);
	words_split(args, "-nodefaults -no-user-config -display none -no-reboot -serial stdio"
			  " -device isa-debug-exit,iobase=0xf4,iosize=0x04");
	if (q->icount)
		words_split(args, "-icount shift=0,sleep=off");
}

static struct words full_command(const struct qemu *q, int archive)
{
	char *append = words_join(&q->append);
	struct words args = { 0 };

	qemu_options(q, &args);
	words_add(&args, "-kernel");
	words_add(&args, "%s", q->kernel);
	if (q->archive) {
		words_add(&args, "-initrd");
		words_add(&args, "/dev/fd/%d", archive);
	}
	words_add(&args, "-append");
	words_add(&args, "%s", append);
	add_all(&args, &q->extra);
	free(append);
	return args;
}

static void print_command(const struct words *args)
{
	for (size_t i = 0; i < args->nr; i++) {
		bool plain = *args->at[i] && !strpbrk(args->at[i], " \"'$`\\*?&|;<>()");

		fprintf(stderr, plain ? "%s%s" : "%s'%s'", i ? " " : "", args->at[i]);
	}
	fputc('\n', stderr);
}

/* A file in memory that a child may open as /dev/fd/N; -1 and errno. */
static int archive_file(const char *archive, size_t size)
{
	int fd = memfd_create("quarry-archive", 0);

	for (size_t at = 0; fd >= 0 && at < size;) {
		ssize_t done = write(fd, archive + at, size - at);

		if (done < 0 && errno != EINTR) {
			close(fd);
			return -1;
		}
		at += done > 0 ? (size_t)done : 0;
	}
	return fd;
}

/* ---- running ---------------------------------------------------------------------------- */

/**
 * struct run - the emulator while it runs
 * @from: its standard output
 * @signals: signalfd of those that end us; @before: the mask to go back to
 * @deadline: in milliseconds of now_ms(), 0: none
 * @said: bytes it has written
 */
struct run {
	const struct qemu *q;
	pid_t pid;
	int from, signals;
	sigset_t before;
	long long deadline;
	unsigned long said;
};

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

static void child(const struct run *run, char *const *argv, int to)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	sigprocmask(SIG_SETMASK, &run->before, NULL);
	dup2(null, STDIN_FILENO);
	dup2(to, STDOUT_FILENO);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "quarry: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static bool start(struct run *run, char *const *argv)
{
	sigset_t ours;
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC))
		return false;
	sigemptyset(&ours);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGHUP);
	sigprocmask(SIG_BLOCK, &ours, &run->before);
	run->signals = signalfd(-1, &ours, SFD_CLOEXEC);
	if (run->q->timeout > 0)
		run->deadline = now_ms() + (long long)(run->q->timeout * 1000);
	fflush(NULL);
	run->pid = fork();
	if (run->pid == 0)
		child(run, argv, pipes[1]);
	close(pipes[1]);
	run->from = pipes[0];
	return run->pid > 0;
}

/* A serial line ends lines by "\r\n". */
static void pass_on(struct run *run, char *text, size_t len)
{
	size_t kept = 0;

	run->said += len;
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\r')
			text[kept++] = text[i];
	if (kept)
		run->q->text(text, kept, run->q->arg);
}

/* Until it has closed its side: 0; a signal for us: its number; the time: -1. */
static int stream(struct run *run)
{
	struct pollfd fds[2] = { { run->from, POLLIN, 0 }, { run->signals, POLLIN, 0 } };
	struct signalfd_siginfo info;
	char text[4096];

	for (;;) {
		long long left = run->deadline ? run->deadline - now_ms() : -1;
		ssize_t got;

		if (run->deadline && left <= 0)
			return -1;
		if (poll(fds, 2, left > 1000000 ? 1000000 : (int)left) < 0 && errno != EINTR)
			return 0;
		if ((fds[1].revents & POLLIN) &&
		    read(run->signals, &info, sizeof(info)) == sizeof(info))
			return (int)info.ssi_signo;
		if (!fds[0].revents)
			continue;
		got = read(run->from, text, sizeof(text));
		if (got == 0 || (got < 0 && errno != EINTR))
			return 0;
		if (got > 0)
			pass_on(run, text, (size_t)got);
	}
}

static int collect_status(struct run *run)
{
	int status;

	while (waitpid(run->pid, &status, 0) < 0)
		if (errno != EINTR)
			return 0;
	close(run->from);
	close(run->signals);
	sigprocmask(SIG_SETMASK, &run->before, NULL);
	return status;
}

/* What QEMU's end says of the machine. */
static int judge(const struct run *run, int status)
{
	int code = WEXITSTATUS(status);

	if (WIFSIGNALED(status))
		return fail(STATUS_FAILED, "QEMU was killed by signal %d (%s)", WTERMSIG(status),
			    strsignal(WTERMSIG(status)));
	if (code == 127)
		return STATUS_FAILED; /* it was not started, which has been printed */
	if (code == 1 && !run->said)
		return fail(STATUS_FAILED, "QEMU did not start the machine");
	if (code == 0)
		return fail(STATUS_FAILED,
			    "the machine was reset (a fault while one was being handled?)");
	if (code % 2 == 0 || code / 2 > MACHINE_PANIC)
		return fail(STATUS_FAILED, "QEMU ended with status %d", code);
	if (code / 2 == MACHINE_PANIC)
		return fail(STATUS_FAILED, "the machine died, status %d", MACHINE_PANIC);
	return code / 2;
}

int qemu_run(const struct qemu *q)
{
	int archive = q->archive ? archive_file(q->archive, q->archive_size) : -1;
	struct words args = full_command(q, archive);
	struct run run = { .q = q };
	int why, status = 0;

	if (q->archive && archive < 0)
		return fail(STATUS_FAILED, "no room for the boot archive: %s", strerror(errno));
	if (q->verbose)
		print_command(&args);
	if (!start(&run, args.at))
		return fail(STATUS_FAILED, "QEMU cannot be started: %s", strerror(errno));
	why = stream(&run);
	if (why)
		kill(run.pid, SIGKILL);
	status = collect_status(&run);
	if (archive >= 0)
		close(archive);
	words_free(&args);
	if (why < 0)
		return fail(STATUS_FAILED,
			    "the machine did not end within %g seconds, QEMU has been ended",
			    q->timeout);
	if (why > 0)
		return fail(128 + why, "interrupted, QEMU has been ended");
	return judge(&run, status);
}
