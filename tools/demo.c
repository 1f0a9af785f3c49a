// SPDX-License-Identifier: MIT
/*
 * demo.c - the tour: commands that anybody may type, run one after another
 *
 * Each step is this program again, its command line printed before it, so
 * that the tour shows nothing that a user could not do.
 */
#include "boot.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MACHINE "mem=16M@0,240M@256M,256M@4G:node1 cpus=2"

/* Needs more than this program: QEMU and a kernel. */
#define BOOT_COMMAND "boot --cpus 2 -m 'mem=64M,64M:node1' samples/hello_slab.c"

/**
 * struct step - a sentence, and a command that shows it
 * @command: words behind "quarry"; samples/... are found wherever they are
 * @lines: print at most so many lines of it, 0: all
 * @status: how it should end
 */
struct step {
	const char *about;
	const char *command;
	unsigned int lines;
	int status;
};

static const struct step steps[] = {
	{ "A machine is made up: three banks of memory with holes between, two nodes, two CPUs.\n"
	  "Its free blocks, as /proc/buddyinfo shows them:",
	  "show buddyinfo -m '" MACHINE "'", 0, STATUS_OK },
	{ "Where everything lies in its address space:", "show layout -m '" MACHINE "'", 0,
	  STATUS_OK },
	{ "A kernel module, written as any kernel module, runs unmodified in it:",
	  "insmod samples/hello_slab.c -m '" MACHINE "'", 0, STATUS_OK },
	{ "One with a makefile, in separate steps on one machine that stays up:",
	  "insmod --keep samples kib=64", 0, STATUS_OK },
	{ NULL, "lsmod", 0, STATUS_OK },
	{ NULL, "rmmod hello_vmalloc", 0, STATUS_OK },
	{ "One that forgets memory is told what, and where it took it:", "insmod samples/leaky.c",
	  0, STATUS_FAILED },
	{ "When memory runs out just as it asks, its own mistake shows:",
	  "insmod samples/hello_slab.c failslab=1,100,0,1 failslab_cache=hello_slab", 0,
	  STATUS_FAILED },
	{ "What kmalloc(100) does, step by step:", "explain kmalloc 100", 0, STATUS_OK },
	{ "How an address is translated, level by level:", "explain walk vmalloc", 0, STATUS_OK },
	{ "The caches of that machine:", "show slabinfo -m '" MACHINE "'", 14, STATUS_OK },
	{ "The same core on a bare x86-64 machine, in QEMU:", BOOT_COMMAND, 0, STATUS_OK },
};

/* The command with samples/ replaced by where they are. The caller frees it. */
static char *located(const char *command)
{
	const char *at = strstr(command, "samples");
	char *makefile, *text;

	if (!at)
		return format("%s", command);
	makefile = data_file("samples/Makefile");
	if (!makefile)
		return NULL;
	*strrchr(makefile, '/') = '\0';
	text = format("%.*s'%s'%s", (int)(at - command), command, makefile, at + strlen("samples"));
	free(makefile);
	return text;
}

/* Are QEMU and the bare kernel there? If not, the step is told, not done. */
static bool can_boot(void)
{
	char *kernel = target_file(&target_x86, BOOT_KERNEL);
	bool there = kernel && program_there(QEMU);

	free(kernel);
	return there;
}

static int run_step(const struct step *step)
{
	bool color = isatty(STDOUT_FILENO);
	char *command = located(step->command), *line;
	char *filter = step->lines ? format(" | head -n %u", step->lines) : format("%s", "");
	int status;

	if (!command)
		return fail(STATUS_FAILED, "the samples are not there");
	if (step->about)
		printf("\n%s%s%s\n", color ? "\033[1m" : "", step->about, color ? "\033[0m" : "");
	printf("%s$ quarry %s%s%s\n", color ? "\033[32m" : "", step->command, filter,
	       color ? "\033[0m" : "");
	fflush(NULL);
	line = format("'%s' %s%s", self_path(), command, filter);
	status = system(line);
	status = WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_FAILED;
	free(line);
	free(filter);
	free(command);
	if (!step->lines && status != step->status)
		return fail(STATUS_FAILED, "the command ended with status %d", status);
	return STATUS_OK;
}

int cmd_demo(int argc, char **argv)
{
	int status = STATUS_OK;

	if (argc > 1) {
		bool help = !strcmp(argv[1], "--help");

		fprintf(help ? stdout : stderr,
			"Usage: quarry demo\nThe tour, in under a minute.\n");
		return help ? STATUS_OK : STATUS_USAGE;
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && !status; i++) {
		if (!strcmp(steps[i].command, BOOT_COMMAND) && !can_boot())
			printf("\n(Left out: the bare machine. It needs `scripts/build x86' "
			       "and " QEMU ".)\n");
		else
			status = run_step(&steps[i]);
	}
	if (!status)
		printf("\nThat was it. `quarry --help' lists the commands; your own module is "
		       "next.\n");
	return status;
}
