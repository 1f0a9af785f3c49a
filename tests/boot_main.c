// SPDX-License-Identifier: MIT
/*
 * boot_main.c - the suites as what a bare kernel does: main.c's counterpart
 *
 * Linked with core, port and suites into quarry-tests.elf. TAP goes to the
 * console; what the kernel logs comes as comments between. Kernel parameters:
 *
 *	kunit.filter=PATTERN	the cases to run: part of a name, or with * and ?
 *	kunit.seed=N		base of the random numbers, as a run printed it
 *	loglevel=5		no log of the boot, only warnings
 *	test.…			something else instead (boot/payloads.c)
 *
 * The machine's status is 0 when all have passed.
 */
#define KBUILD_MODNAME "kunit"
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <quarry/log.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include "boot/payloads.h"

int boot_payload(void *unused);

static char *filter;
static unsigned long long seed = 1;
module_param(filter, charp, 0);
module_param(seed, ullong, 0);
PARAM_HELP(kunit_filter, "kunit.filter", "part of \"suite.case\", or a pattern with * and ?",
	   "kunit.filter=slab.*");

/* The log's lines must not look like results. */
static void log_as_comment(const char *text, size_t len)
{
	port_console_write("# ", 2);
	port_console_write(text, len);
}

int boot_payload(void *unused)
{
	int status;

	if (test_payload && test_payload(&status))
		return status;
	log_set_console_hook(log_as_comment);
	return kunit_run_all(filter, seed) ? PORT_EXIT_FAILED : PORT_EXIT_OK;
}
