// SPDX-License-Identifier: MIT
/*
 * text.c - strings, lists of words, files
 *
 * The command is short-lived: when the host has no memory for a string there
 * is nothing better to do than to say so and end.
 */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *must(void *p)
{
	if (!p) {
		fputs("quarry: the host has no memory left\n", stderr);
		exit(STATUS_FAILED);
	}
	return p;
}

static char *vformat(const char *fmt, va_list args)
{
	char *text;

	return vasprintf(&text, fmt, args) < 0 ? must(NULL) : text;
}

char *format(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = vformat(fmt, args);
	va_end(args);
	return text;
}

static void words_put(struct words *w, char *text)
{
	w->at = must(realloc(w->at, (w->nr + 2) * sizeof(*w->at)));
	w->at[w->nr++] = text;
	w->at[w->nr] = NULL;
}

void words_add(struct words *w, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	words_put(w, vformat(fmt, args));
	va_end(args);
}

void words_split(struct words *w, const char *text)
{
	for (;;) {
		char *word, *to;
		bool quoted = false;

		text += strspn(text, " \t\n");
		if (!*text)
			return;
		to = word = must(malloc(strlen(text) + 1));
		for (; *text && (quoted || !strchr(" \t\n", *text)); text++) {
			if (*text == '"')
				quoted = !quoted;
			*to++ = *text;
		}
		*to = '\0';
		words_put(w, word);
	}
}

void words_free(struct words *w)
{
	for (size_t i = 0; i < w->nr; i++)
		free(w->at[i]);
	free(w->at);
	memset(w, 0, sizeof(*w));
}

bool words_has(const struct words *w, const char *text)
{
	for (size_t i = 0; i < w->nr; i++)
		if (!strcmp(w->at[i], text))
			return true;
	return false;
}

char *words_join(const struct words *w)
{
	size_t len = 1;
	char *line, *to;

	for (size_t i = 0; i < w->nr; i++)
		len += strlen(w->at[i]) + 1;
	to = line = must(malloc(len));
	for (size_t i = 0; i < w->nr; i++)
		to = stpcpy(stpcpy(to, i ? " " : ""), w->at[i]);
	*to = '\0';
	return line;
}

static char *read_fd(int fd, size_t *size)
{
	size_t len = 0, room = 1 << 16;
	char *text = must(malloc(room));

	for (;;) {
		ssize_t got = read(fd, text + len, room - len - 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(text);
			return NULL;
		}
		if (got == 0)
			break;
		len += (size_t)got;
		if (room - len < 2)
			text = must(realloc(text, room *= 2));
	}
	text[len] = '\0';
	if (size)
		*size = len;
	return text;
}

char *read_file(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err;
	char *text;

	if (fd < 0)
		return NULL;
	text = read_fd(fd, size);
	err = errno;
	close(fd);
	errno = err;
	return text;
}

void out(const char *text, unsigned long len, void *unused)
{
	(void)unused;
	while (len) {
		ssize_t done = write(STDOUT_FILENO, text, len);

		if (done < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (done > 0) {
			text += done;
			len -= (unsigned long)done;
		}
	}
}

int fail(int status, const char *fmt, ...)
{
	va_list args;

	fflush(stdout);
	fputs("quarry: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	return status;
}
