// SPDX-License-Identifier: MIT
/*
 * main.c - the test program: boots one machine and runs the suites on it
 *
 *   quarry-tests [-m MACHINE] [--seed N] [FILTER]
 *
 * TAP on standard output; what the kernel logs at warning level or above comes
 * as comments. Everything after -m is the machine's command line, so a case's
 * parameters (model_ops=) go there too. Status 0: all passed.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/string.h>
#include <quarry/log.h>
#include <quarry/port.h>
#include <quarry/quarry.h>

int main(int argc, char **argv);

static const char *filter;
static unsigned long long seed = 1;

/* The log's lines must not look like results. */
static void log_as_comment(const char *text, size_t len)
{
	port_console_write("# ", 2);
	port_console_write(text, len);
}

static int run_suites(void *unused)
{
	log_set_console_hook(log_as_comment);
	port_shutdown(kunit_run_all(filter, seed) ? PORT_EXIT_FAILED : PORT_EXIT_OK);
	return 0;
}

int main(int argc, char **argv)
{
	static char line[2048] = "loglevel=5 ";
	const char *machine = "mem=64M cpus=1";
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-m") && i + 1 < argc)
			machine = argv[++i];
		else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
			i += !kstrtoull(argv[i + 1], 0, &seed);
		else
			filter = argv[i];
	}
	strlcat(line, machine, sizeof(line));
	return quarry_machine_run(line, run_suites, NULL) ? 2 : 0;
}
