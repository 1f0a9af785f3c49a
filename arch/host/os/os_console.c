// SPDX-License-Identifier: MIT
/*
 * os_console.c - text out, symbols, the end of the process
 *
 * Text may lie in memory whose translation has just been dropped; the host
 * then answers EFAULT instead of making us fault, so the pages are touched
 * and the write is tried again.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "os.h"
#include "os_signal.h"

static void (*console_fn)(const char *text, unsigned long len);
static _Bool (*symbolizer_fn)(unsigned long pc, char *buf, unsigned long len);
static void (*exit_fn)(int status);

void os_set_console(void (*fn)(const char *, unsigned long))
{
	console_fn = fn;
}

void os_set_symbolizer(_Bool (*fn)(unsigned long, char *, unsigned long))
{
	symbolizer_fn = fn;
}

void os_set_exit(void (*fn)(int))
{
	exit_fn = fn;
}

static void touch(const char *text, unsigned long len)
{
	for (unsigned long at = 0; at < len; at += 4096)
		(void)*(const volatile char *)(text + at);
	(void)*(const volatile char *)(text + len - 1);
}

static void write_all(int fd, const char *text, unsigned long len)
{
	int saved = errno;
	_Bool touched = 0;

	while (len) {
		ssize_t done = write(fd, text, len);

		if (done < 0 && errno == EFAULT && !touched) {
			touch(text, len);
			touched = 1;
		} else if (done < 0 && errno != EINTR && errno != EAGAIN) {
			break;
		} else if (done > 0) {
			text += done;
			len -= (unsigned long)done;
		}
	}
	errno = saved;
}

void os_console(const char *text, unsigned long len)
{
	if (console_fn)
		console_fn(text, len);
	else
		write_all(STDOUT_FILENO, text, len);
}

void os_error(const char *text, unsigned long len)
{
	write_all(STDERR_FILENO, text, len);
}

_Bool os_source_line(unsigned long pc, char *buf, unsigned long len)
{
	return symbolizer_fn && symbolizer_fn(pc, buf, len);
}

const char *os_getenv(const char *name)
{
	return getenv(name);
}

void os_exit(int status)
{
	void (*fn)(int) = __atomic_exchange_n(&exit_fn, NULL, __ATOMIC_ACQ_REL);

	if (fn)
		fn(status);
	/* Whoever holds the stream may be the one that crashed. */
	if (!ftrylockfile(stdout)) {
		fflush(stdout);
		funlockfile(stdout);
	}
	_exit(status);
}
