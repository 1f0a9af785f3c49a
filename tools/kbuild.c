// SPDX-License-Identifier: MIT
/*
 * kbuild.c - a module's own makefile
 *
 * A folder of kernel module source has a Kbuild file or a Makefile that sets
 * obj-m, NAME-objs or NAME-y, and ccflags-y. make is the only program that
 * reads these right, so it does: a wrapper sets what the kernel's build system
 * would have set (KERNELRELEASE, src, obj, M), includes theirs, and prints the
 * variables. Their rules are there too, but nothing asks for them.
 */
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char wrapper[] =
	"KERNELRELEASE := 6.1.0\n"
	"VERSION := 6\nPATCHLEVEL := 1\nSUBLEVEL := 0\n"
	"ARCH := x86_64\nSRCARCH := x86\nCONFIG_64BIT := y\nCONFIG_MODULES := y\n"
	"M := $(QUARRY_DIR)\nsrc := $(QUARRY_DIR)\nobj := $(QUARRY_DIR)\n"
	"srctree := $(QUARRY_DIR)\nobjtree := $(QUARRY_DIR)\nKBUILD_EXTMOD := $(QUARRY_DIR)\n"
	"include $(QUARRY_MAKEFILE)\n"
	"quarry-flags = $(subdir-ccflags-y) $(ccflags-y) $(ccflags-m) $(EXTRA_CFLAGS)\n"
	"quarry-list = $(or $(strip $($(1)-objs) $($(1)-y) $($(1)-m)),$(1).o)\n"
	"quarry-print:\n"
	"\t@:$(foreach m,$(obj-m:.o=),"
	"$(info module $(m))$(info objects $(call quarry-list,$(m)))"
	"$(info cflags $(quarry-flags))"
	"$(foreach o,$(call quarry-list,$(m)),$(if $(CFLAGS_$(o)),"
	"$(info file $(o)=$(CFLAGS_$(o))))))\n"
	".PHONY: quarry-print\n";

/* "objects a.o b.o" of a line to the C files of @dir. */
static int add_sources(struct module_plan *plan, const char *dir, const char *objects)
{
	struct words list = { 0 };
	int status = STATUS_OK;

	words_split(&list, objects);
	for (size_t i = 0; i < list.nr && !status; i++) {
		char *path;
		size_t len = strlen(list.at[i]);

		if (len < 3 || strcmp(list.at[i] + len - 2, ".o")) {
			status = fail(STATUS_FAILED,
				      "%s: module %s wants %s, which is no object file", dir,
				      plan->name, list.at[i]);
			break;
		}
		path = format("%s/%.*s.c", dir, (int)len - 2, list.at[i]);
		if (access(path, R_OK))
			status = fail(STATUS_FAILED, "%s: there is no source for %s of module %s",
				      path, list.at[i], plan->name);
		words_add(&plan->sources, "%s", path);
		free(path);
	}
	words_free(&list);
	return status;
}

static struct module_plan *add_plan(struct module_plan **plans, size_t *nr, const char *name)
{
	struct module_plan *plan;

	*plans = realloc(*plans, (*nr + 1) * sizeof(**plans));
	if (!*plans)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	plan = &(*plans)[(*nr)++];
	memset(plan, 0, sizeof(*plan));
	plan->name = format("%s", name);
	return plan;
}

static int read_lines(char *text, const char *dir, struct module_plan **plans, size_t *nr)
{
	struct module_plan *plan = NULL;
	int status = STATUS_OK;
	char *line;

	while ((line = strsep(&text, "\n")) && !status) {
		if (!strncmp(line, "module ", 7))
			plan = add_plan(plans, nr, line + 7);
		else if (plan && !strncmp(line, "objects ", 8))
			status = add_sources(plan, dir, line + 8);
		else if (plan && !strncmp(line, "cflags ", 7))
			words_split(&plan->cflags, line + 7);
		else if (plan && !strncmp(line, "file ", 5))
			words_add(&plan->file_cflags, "%s", line + 5);
	}
	return status;
}

/* Kbuild goes before Makefile, as in Linux. The caller frees it. */
static char *makefile_of(const char *dir)
{
	static const char *const names[] = { "Kbuild", "Makefile", "makefile" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = format("%s/%s", dir, names[i]);

		if (!access(path, R_OK))
			return path;
		free(path);
	}
	return NULL;
}

static struct captured run_make(const char *dir, const char *makefile)
{
	struct words argv = { 0 };
	struct captured got;
	char *eval = format("--eval=%s", wrapper);

	words_split(&argv, "make -s -r -R --no-print-directory -f /dev/null");
	words_add(&argv, "-C");
	words_add(&argv, "%s", dir);
	words_add(&argv, "%s", eval);
	words_add(&argv, "QUARRY_DIR=%s", dir);
	words_add(&argv, "QUARRY_MAKEFILE=%s", makefile);
	words_add(&argv, "quarry-print");
	got = run_captured(argv.at, STDOUT_FILENO);
	free(eval);
	words_free(&argv);
	return got;
}

int kbuild_read(const char *dir, struct module_plan **plans, size_t *nr)
{
	char *full = realpath(dir, NULL), *makefile;
	struct captured got;
	size_t before = *nr;
	int status;

	if (!full)
		return fail(STATUS_USAGE, "%s: no such folder", dir);
	makefile = makefile_of(full);
	if (!makefile) {
		free(full);
		return fail(STATUS_USAGE,
			    "%s: no Kbuild or Makefile in this folder (one with a line "
			    "\"obj-m += hello.o\" is wanted)",
			    dir);
	}
	got = run_make(full, makefile);
	if (got.status)
		status = fail(STATUS_FAILED, "%s: make cannot read it (status %d)", makefile,
			      got.status);
	else
		status = read_lines(got.text, dir, plans, nr);
	if (!status && *nr == before)
		status = fail(STATUS_FAILED, "%s: names no module: it has no \"obj-m += NAME.o\"",
			      makefile);
	free(got.text);
	free(makefile);
	free(full);
	return status;
}

void module_plan_free(struct module_plan *plan)
{
	free(plan->name);
	words_free(&plan->sources);
	words_free(&plan->cflags);
	words_free(&plan->file_cflags);
}
