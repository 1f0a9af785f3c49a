// SPDX-License-Identifier: MIT
/*
 * build.c - kernel module source, unmodified, to relocatable objects
 *
 * Each source is compiled as the core is: without libc's headers, against ours,
 * with MODULE and KBUILD_MODNAME as the kernel's build system sets them, for the
 * port that the target names. Code keeps frame pointers and real calls, so that
 * a backtrace names every caller. Several sources of a module are joined by
 * ld -r.
 *
 * Work goes on in a temporary folder that is gone before this file returns.
 */
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As the core's, see meson.build; C as kernel 6.1 has it; warnings as kbuild's. */
static const char flags[] =
	"-std=gnu11 -O2 -g -nostdinc -D__KERNEL__ -D__QUARRY__ -DMODULE"
	" -ffreestanding -fno-strict-aliasing -fno-delete-null-pointer-checks -fwrapv -fno-common"
	" -fshort-wchar -fno-stack-protector -fcf-protection=none -fno-omit-frame-pointer"
	" -mno-omit-leaf-frame-pointer"
	" -fno-optimize-sibling-calls"
	" -Wall -Wundef -Wno-trigraphs -Wno-sign-compare -Wno-pointer-sign -Wno-format-security"
	" -Wno-unused-const-variable -Wno-main -Wno-address-of-packed-member -Wno-override-init"
	" -Werror=implicit-function-declaration -Werror=implicit-int -Werror=return-type"
	" -Werror=strict-prototypes -Werror=incompatible-pointer-types";

/* Position-independent: the loader serves the relocations that makes. */
const struct target target_host = {
	.port = "host",
	.flags = "-fPIC -fno-plt -fno-semantic-interposition -ftls-model=initial-exec",
};

/* At the top of the address space; no vector registers, no red zone: interrupts. */
const struct target target_x86 = {
	.port = "x86",
	.flags = "-m64 -mcmodel=kernel -fno-pic -fno-pie -mno-red-zone -mgeneral-regs-only"
		 " -fno-asynchronous-unwind-tables",
};

static const char *compiler(void)
{
	const char *cc = getenv("CC");

	return cc && *cc ? cc : QUARRY_CC;
}

/* Compiler and arguments for any source. False: no headers (printed). */
static bool base_arguments(const struct target *target, struct words *args)
{
	struct words ask = { 0 };
	struct captured got;
	bool good;

	words_split(&ask, compiler());
	words_add(&ask, "-print-file-name=include");
	got = run_captured(ask.at, STDOUT_FILENO);
	words_free(&ask);
	if (got.status) {
		free(got.text);
		fail(0, "the compiler `%s' does not run (CC names another)", compiler());
		return false;
	}
	got.text[strcspn(got.text, "\n")] = '\0';
	words_split(args, compiler());
	words_split(args, flags);
	words_split(args, target->flags);
	if (isatty(STDERR_FILENO))
		words_add(args, "-fdiagnostics-color=always");
	good = kernel_includes(target, args);
	words_add(args, "-isystem%s", got.text);
	free(got.text);
	return good;
}

/* "dir/my-file.c" to my_file, a name in C. The caller frees it. */
static char *c_name(const char *path)
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	char *name = format("%s", base), *dot = strrchr(name, '.');

	if (dot)
		*dot = '\0';
	for (char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '_';
	return name;
}

static void add_module_flags(struct words *args, const struct module_plan *plan, const char *source)
{
	const char *base = strrchr(source, '/') ? strrchr(source, '/') + 1 : source;
	char *stem = c_name(source);
	size_t len = strlen(base) > 2 ? strlen(base) - 2 : 0;

	words_add(args, "-DKBUILD_BASENAME=\"%s\"", stem);
	words_add(args, "-DKBUILD_MODNAME=\"%s\"", plan->name);
	words_add(args, "-DKBUILD_MODFILE=\"%s\"", plan->name);
	words_add(args, "-D__KBUILD_MODNAME=kmod_%s", plan->name);
	for (size_t i = 0; i < plan->cflags.nr; i++)
		words_add(args, "%s", plan->cflags.at[i]);
	for (size_t i = 0; i < plan->file_cflags.nr; i++) {
		const char *own = plan->file_cflags.at[i];

		if (!strncmp(own, base, len) && !strncmp(own + len, ".o=", 3))
			words_split(args, own + len + 3);
	}
	free(stem);
}

static void progress(const char *what)
{
	if (isatty(STDERR_FILENO)) {
		if (what)
			dprintf(STDERR_FILENO, "compiling %s\r", what);
		else
			dprintf(STDERR_FILENO, "\033[K");
	}
}

static int compile(const struct words *base, const struct module_plan *plan, const char *source,
		   const char *object, const char *dir)
{
	struct words args = { 0 };
	struct captured got;
	size_t plain;

	for (size_t i = 0; i < base->nr; i++)
		words_add(&args, "%s", base->at[i]);
	add_module_flags(&args, plan, source);
	plain = args.nr;
	words_add(&args, "-c");
	words_add(&args, "%s", source);
	words_add(&args, "-o");
	words_add(&args, "%s", object);
	progress(source);
	got = run_captured(args.at, STDERR_FILENO);
	progress(NULL);
	fputs(got.text, stderr);
	free(got.text);
	if (got.status) {
		for (; args.nr > plain; args.nr--)
			free(args.at[args.nr - 1]);
		args.at[plain] = NULL;
		if (got.status < 126)
			explain_compile_error(&args, source, dir);
	}
	words_free(&args);
	return got.status ? STATUS_FAILED : STATUS_OK;
}

static int join(const struct words *objects, const char *to)
{
	struct words args = { 0 };
	struct captured got;

	words_add(&args, "ld");
	words_add(&args, "-r");
	words_add(&args, "-o");
	words_add(&args, "%s", to);
	for (size_t i = 0; i < objects->nr; i++)
		words_add(&args, "%s", objects->at[i]);
	got = run_captured(args.at, STDERR_FILENO);
	fputs(got.text, stderr);
	free(got.text);
	words_free(&args);
	return got.status ? STATUS_FAILED : STATUS_OK;
}

/* The file at @path becomes one more module. */
static int add_object(struct module_objects *out, const char *name, const char *path)
{
	struct module_object *object;

	out->at = realloc(out->at, (out->nr + 1) * sizeof(*out->at));
	if (!out->at)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	object = &out->at[out->nr++];
	memset(object, 0, sizeof(*object));
	object->name = format("%s", name);
	object->image = read_file(path, &object->size);
	if (!object->image)
		return fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	if (!object_read(object))
		return fail(STATUS_FAILED, "%s: not an object file", path);
	return STATUS_OK;
}

static int build_plan(const struct words *base, const struct module_plan *plan, const char *dir,
		      struct module_objects *out)
{
	char *whole = format("%s/%s.ko", dir, plan->name);
	struct words objects = { 0 };
	int status = STATUS_OK;

	for (size_t i = 0; i < plan->sources.nr && !status; i++) {
		words_add(&objects, "%s/%s-%zu.o", dir, plan->name, i);
		status = compile(base, plan, plan->sources.at[i], objects.at[i], dir);
	}
	if (!status && objects.nr > 1)
		status = join(&objects, whole);
	if (!status)
		status = add_object(out, plan->name, objects.nr > 1 ? whole : objects.at[0]);
	words_free(&objects);
	free(whole);
	return status;
}

/* ---- what is to be built ------------------------------------------------------------- */

/* Does this source begin a module of its own? */
static bool has_init(const char *source)
{
	static const char *const words[] = { "\nmodule_init", "_initcall(", "\nmodule_driver" };
	char *text = read_file(source, NULL);
	bool found = false;

	for (size_t i = 0; text && i < sizeof(words) / sizeof(words[0]); i++)
		found |= strstr(text, words[i]) != NULL;
	free(text);
	return found;
}

static struct module_plan *new_plan(struct module_plan **plans, size_t *nr, const char *source)
{
	struct module_plan *plan;

	*plans = realloc(*plans, (*nr + 1) * sizeof(**plans));
	if (!*plans)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	plan = &(*plans)[(*nr)++];
	memset(plan, 0, sizeof(*plan));
	plan->name = c_name(source);
	return plan;
}

/* Sources with an init each are a module each; else all make one module. */
static int plan_files(const struct words *inputs, struct module_plan **plans, size_t *nr)
{
	size_t inits = 0;

	for (size_t i = 0; i < inputs->nr; i++) {
		const char *dot = strrchr(inputs->at[i], '.');

		if (access(inputs->at[i], R_OK))
			return fail(STATUS_USAGE, "%s: %s", inputs->at[i], strerror(errno));
		if (!dot || strcmp(dot, ".c"))
			return fail(STATUS_USAGE,
				    "%s: neither C source (FILE.c) nor a folder with a "
				    "makefile",
				    inputs->at[i]);
		inits += has_init(inputs->at[i]);
	}
	for (size_t i = 0; i < inputs->nr; i++) {
		struct module_plan *plan = *plans;

		if (i == 0 || (inits > 1 && has_init(inputs->at[i])))
			plan = new_plan(plans, nr, inputs->at[i]);
		else
			plan = &(*plans)[*nr - 1];
		words_add(&plan->sources, "%s", inputs->at[i]);
	}
	return STATUS_OK;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Folders bring a module each at least; files are looked at together. */
static int make_plans(const struct words *inputs, struct module_plan **plans, size_t *nr)
{
	size_t folders = 0;
	int status = STATUS_OK;

	for (size_t i = 0; i < inputs->nr; i++)
		folders += is_folder(inputs->at[i]);
	if (!folders)
		return plan_files(inputs, plans, nr);
	if (folders < inputs->nr)
		return fail(STATUS_USAGE, "folders and files do not go together");
	for (size_t i = 0; i < inputs->nr && !status; i++)
		status = kbuild_read(inputs->at[i], plans, nr);
	return status;
}

static void interrupted(int signal)
{
	(void)signal; /* the compiler gets it too, and ends; then we tidy up */
}

int build_modules(const struct words *inputs, const struct target *target,
		  struct module_objects *out)
{
	struct module_plan *plans = NULL;
	struct words base = { 0 };
	char *dir = NULL;
	size_t nr = 0;
	int status;

	memset(out, 0, sizeof(*out));
	status = make_plans(inputs, &plans, &nr);
	if (!status) {
		dir = tmp_folder();
		status = dir ? STATUS_OK : STATUS_FAILED;
	}
	if (!status) {
		signal(SIGINT, interrupted);
		status = base_arguments(target, &base) ? STATUS_OK : STATUS_FAILED;
		for (size_t i = 0; i < nr && !status; i++)
			status = build_plan(&base, &plans[i], dir, out);
		tmp_folder_remove(dir);
		signal(SIGINT, SIG_DFL);
	}
	for (size_t i = 0; i < nr; i++)
		module_plan_free(&plans[i]);
	free(plans);
	words_free(&base);
	if (status)
		module_objects_free(out);
	return status;
}

void module_objects_free(struct module_objects *objects)
{
	for (size_t i = 0; i < objects->nr; i++) {
		free(objects->at[i].name);
		free(objects->at[i].image);
		words_free(&objects->at[i].params);
		words_free(&objects->at[i].param_names);
		words_free(&objects->at[i].args);
	}
	free(objects->at);
	memset(objects, 0, sizeof(*objects));
}
