// SPDX-License-Identifier: MIT
/*
 * missing.c - kernel API that a module uses and Quarry lacks
 *
 * The compiler's own message has been printed. If a kernel header is missing,
 * the source is checked again and again with an empty file in the place of each
 * missing one, until the compiler can name everything it does not know. Names
 * are sorted by the header that Linux declares them in: api-names.tsv says so,
 * a list of "name TAB header". Names that are in no list are the author's.
 */
#include "tool.h"
#include "kernel_side.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How gcc and clang say that they do not know 'NAME'; what stands before it. */
static const char *const phrases[] = {
	"implicit declaration of function '",
	"call to undeclared function '",
	"use of undeclared identifier '",
	"unknown type name '",
	"type defaults to 'int' in declaration of '",
	"undefined type 'struct ",
	"incomplete type 'struct ",
	"incomplete definition of type 'struct ",
	"variable has incomplete type 'struct ",
};

/* Folders of kernel headers: what is missing elsewhere is the author's affair. */
static const char *const kernel_folders[] = {
	"linux/", "asm/",   "asm-generic/", "uapi/",  "net/", "crypto/",
	"kunit/", "trace/", "scsi/",	    "sound/", "drm/", "media/",
	"rdma/",  "acpi/",  "video/",	    "xen/",   "soc/", "dt-bindings/",
};

/* struct sorted - names under one header, NULL: nobody knows which */
struct sorted {
	char *header;
	bool absent;
	struct words names;
};

struct findings {
	struct sorted *at;
	size_t nr;
	struct words headers;	/* those that are not there */
	struct words forgotten; /* "name <header>": there, not included */
};

static bool is_kernel_header(const char *name)
{
	for (size_t i = 0; i < sizeof(kernel_folders) / sizeof(kernel_folders[0]); i++)
		if (!strncmp(name, kernel_folders[i], strlen(kernel_folders[i])))
			return !strstr(name, "..");
	return false;
}

/* The header that Linux has @name in, or NULL. The caller frees it. */
static char *known_header(const char *name)
{
	static char *table;
	char *want = format("\n%s\t", name), *at, *path;

	if (!table) {
		path = data_file("api-names.tsv");
		at = path ? read_file(path, NULL) : NULL;
		table = format("\n%s", at ? at : "");
		free(at);
		free(path);
	}
	at = strstr(table, want);
	if (at)
		at += strlen(want);
	free(want);
	return at ? format("%.*s", (int)strcspn(at, "\t\n"), at) : NULL;
}

static struct sorted *under(struct findings *f, const char *header)
{
	struct sorted *s;

	for (s = f->at; s < f->at + f->nr; s++)
		if (header ? s->header && !strcmp(s->header, header) : !s->header)
			return s;
	f->at = realloc(f->at, (f->nr + 1) * sizeof(*f->at));
	if (!f->at)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	s = &f->at[f->nr++];
	memset(s, 0, sizeof(*s));
	s->header = header ? format("%s", header) : NULL;
	return s;
}

static void add_name(struct findings *f, const char *name)
{
	char *header = known_header(name);
	char *ours = header ? header_declares(name) : NULL;
	struct sorted *s;

	if (ours) {
		char *text = format("%s is declared in <%s>", name, header);

		if (!words_has(&f->forgotten, text))
			words_add(&f->forgotten, "%s", text);
		free(text);
	} else if (header || f->headers.nr) {
		s = under(f, header);
		if (!words_has(&s->names, name))
			words_add(&s->names, "%s", name);
	}
	free(ours);
	free(header);
}

/* "'NAME' undeclared": gcc puts the phrase behind. */
static void find_undeclared(struct findings *f, const char *line)
{
	static const char behind[] = "' undeclared";
	const char *end = strstr(line, behind), *start = end;

	while (start && start > line && start[-1] != '\'')
		start--;
	if (start && start > line) {
		char *name = format("%.*s", (int)(end - start), start);

		add_name(f, name);
		free(name);
	}
}

static void find_names(struct findings *f, char *messages)
{
	char *line;

	while ((line = strsep(&messages, "\n"))) {
		if (!strstr(line, "error:") && !strstr(line, "warning:"))
			continue;
		find_undeclared(f, line);
		for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
			const char *at = strstr(line, phrases[i]);
			char *name;
			int len = 0;

			if (!at)
				continue;
			at += strlen(phrases[i]);
			while (isalnum((unsigned char)at[len]) || at[len] == '_')
				len++;
			name = format("%.*s", len, at);
			add_name(f, name);
			free(name);
		}
	}
}

/* The header that the compiler did not find, or NULL. The caller frees it. */
static char *find_header(const char *messages)
{
	const char *at = strstr(messages, "fatal error: "), *end;

	if (!at)
		return NULL;
	at += strlen("fatal error: ");
	if (*at == '\'') {
		end = strstr(++at, "' file not found");
	} else {
		end = strstr(at, ": No such file or directory");
	}
	if (!end || memchr(at, '\n', (size_t)(end - at)))
		return NULL;
	return format("%.*s", (int)(end - at), at);
}

static bool make_stub(const char *dir, const char *header)
{
	char *path = format("%s/stubs/%s", dir, header);
	FILE *file;

	for (char *slash = path + strlen(dir) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	file = fopen(path, "w");
	free(path);
	return file && !fclose(file);
}

static char *check_again(const struct words *compile, const char *source, const char *dir)
{
	bool clang = strstr(compile->at[0], "clang") != NULL;
	struct words args = { 0 };
	struct captured got;

	words_split(&args, "env LC_ALL=C");
	for (size_t i = 0; i < compile->nr; i++)
		words_add(&args, "%s", compile->at[i]);
	words_add(&args, "-fdiagnostics-color=never");
	words_add(&args, clang ? "-ferror-limit=0" : "-fmax-errors=0");
	words_add(&args, "-fsyntax-only");
	words_add(&args, "-I%s/stubs", dir);
	words_add(&args, "%s", source);
	got = run_captured(args.at, STDERR_FILENO);
	words_free(&args);
	return got.text;
}

static void print_findings(struct findings *f, const char *source)
{
	if (f->headers.nr || f->nr)
		fail(0, "%s uses kernel API that Quarry does not have:", source);
	for (size_t i = 0; i < f->headers.nr; i++)
		under(f, f->headers.at[i])->absent = true;
	for (struct sorted *s = f->at; s < f->at + f->nr; s++) {
		char *names = words_join(&s->names);

		if (!s->header && f->headers.nr == 1)
			fprintf(stderr, "  probably from <%s>: %s\n", f->headers.at[0], names);
		else if (!s->header)
			fprintf(stderr, "  from one of these: %s\n", names);
		else if (s->absent)
			fprintf(stderr, "  <%s>: no such header%s%s\n", s->header,
				s->names.nr ? "; used from it: " : "", names);
		else
			fprintf(stderr, "  <%s>: %s\n", s->header, names);
		free(names);
	}
	/* A header that is not there would have brought these. */
	for (size_t i = 0; i < f->forgotten.nr && !f->headers.nr; i++)
		fail(0, "%s, which %s does not include", f->forgotten.at[i], source);
}

static void findings_free(struct findings *f)
{
	for (struct sorted *s = f->at; s < f->at + f->nr; s++) {
		free(s->header);
		words_free(&s->names);
	}
	free(f->at);
	words_free(&f->headers);
	words_free(&f->forgotten);
}

void explain_compile_error(const struct words *compile, const char *source, const char *dir)
{
	struct findings found = { 0 };
	char *messages, *header;

	for (;;) {
		messages = check_again(compile, source, dir);
		header = find_header(messages);
		if (!header || found.headers.nr == 64 || words_has(&found.headers, header) ||
		    !is_kernel_header(header) || !make_stub(dir, header))
			break;
		words_add(&found.headers, "%s", header);
		free(header);
		free(messages);
	}
	free(header);
	find_names(&found, messages);
	print_findings(&found, source);
	findings_free(&found);
	free(messages);
}

void print_missing_symbols(const char *module, const struct words *symbols)
{
	struct findings found = { 0 };

	for (size_t i = 0; i < symbols->nr; i++) {
		char *header = known_header(symbols->at[i]);

		if (!header)
			header = header_declares(symbols->at[i]);
		words_add(&under(&found, header)->names, "%s", symbols->at[i]);
		free(header);
	}
	fail(0, "%s uses kernel functions that Quarry does not have:", module);
	for (struct sorted *s = found.at; s < found.at + found.nr; s++) {
		char *names = words_join(&s->names);

		if (s->header)
			fprintf(stderr, "  <%s>: %s\n", s->header, names);
		else
			fprintf(stderr, "  of no header known here: %s\n", names);
		free(names);
	}
	findings_free(&found);
}
