/* SPDX-License-Identifier: MIT */
/*
 * tool.h - what the files of the quarry command share
 *
 * A verb is a function cmd_NAME(argc, argv) whose argv[0] is "quarry NAME"; it
 * returns the exit status: 0 success, 1 a check failed, 2 wrong use. Building
 * (build.c, kbuild.c, missing.c) ends with objects in memory; running
 * (machine.c, insmod.c, server.c) starts from them, so nothing temporary is
 * left when a machine boots.
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* ---- verbs ------------------------------------------------------------------ */

int cmd_insmod(int argc, char **argv);
int cmd_dmesg(int argc, char **argv);
int cmd_lsmod(int argc, char **argv);
int cmd_rmmod(int argc, char **argv);
int cmd_poweroff(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_test(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_boot(int argc, char **argv);
int cmd_bench(int argc, char **argv);
/** cmd_serve() - the machine of --keep, a process of its own */
int cmd_serve(int argc, char **argv);

/* ---- strings (text.c) --------------------------------------------------------- */

/** struct words - a growing list of strings, NULL at its end, all its own */
struct words {
	char **at;
	size_t nr;
};
void words_add(struct words *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** words_split() - add the blank-separated words of @text; "..." keeps blanks */
void words_split(struct words *w, const char *text);
void words_free(struct words *w);
/** words_has() - is @text one of them? */
bool words_has(const struct words *w, const char *text);
/** words_join() - one line, blanks between; the caller frees it */
char *words_join(const struct words *w);

/** format() - asprintf() that ends the program when there is no memory */
char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/** read_file() - all of it, a '\0' behind; NULL and errno. The caller frees it. */
char *read_file(const char *path, size_t *size);
/** out() - write to standard output, past stdio, whatever the length */
void out(const char *text, unsigned long len, void *unused);
/** fail() - "quarry: …" on standard error; returns @status */
int fail(int status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* ---- where things are (paths.c) ------------------------------------------------- */

/**
 * struct target - a port that modules are built for
 * @port: a folder of arch/
 * @flags: of the compiler, beside those of all ports
 */
struct target {
	const char *port;
	const char *flags;
};
/** target_host: the machine in this process; target_x86: the bare x86-64 one */
extern const struct target target_host, target_x86;

/** kernel_includes() - the compiler arguments that find our headers for @target.
 * False (printed): they are nowhere. */
bool kernel_includes(const struct target *target, struct words *args);
/** target_config() - a number that the build of @target was configured with,
 * "CONFIG_NR_CPUS"; -1: not known */
long target_config(const struct target *target, const char *name);
/** target_file() - a bare kernel that the build of @target made, @name in its
 * build folder ("tools/boot/quarry.elf"), or where it is installed. The caller
 * frees it. NULL: not there, which target_file_missing() says and STATUS_FAILED. */
char *target_file(const struct target *target, const char *name);
int target_file_missing(const struct target *target, const char *name);
/** header_declares() - which of our headers mentions @name as a word; NULL:
 * none. The caller frees it. */
char *header_declares(const char *name);
/** data_file() - a file that came with the program ("samples/leaky.c",
 * "api-names.tsv"), in the source tree or where it is installed. The caller
 * frees it; NULL: not there. */
char *data_file(const char *name);
/** tmp_folder() - a new folder for temporary files; NULL (printed). The caller
 * gives it to tmp_folder_remove(), which frees the name too. */
char *tmp_folder(void);
void tmp_folder_remove(char *dir);
/** run_dir() - for sockets of running machines; made if needed. NULL (printed). */
const char *run_dir(void);
/** self_path() - this program */
const char *self_path(void);

/* ---- building (build.c, kbuild.c, object.c, missing.c) --------------------------- */

/**
 * struct module_plan - a module to be built
 * @name: as lsmod will show it
 * @sources: C files
 * @cflags: of all its files; @file_cflags: "x.o=FLAGS" for one
 */
struct module_plan {
	char *name;
	struct words sources, cflags, file_cflags;
};

/**
 * struct module_object - a built module
 * @image: @size: the relocatable object
 * @params: its parameters, "name" or "name (type)"; @param_names: the names
 * @args: "name=value" words for it
 * @has_init: it defines init_module
 */
struct module_object {
	char *name;
	char *image;
	size_t size;
	struct words params, param_names, args;
	bool has_init;
};

struct module_objects {
	struct module_object *at;
	size_t nr;
};

/** build_modules() - from the files or the folders of a command line to objects
 * for @target. Return: STATUS_*; what is wrong has been printed. */
int build_modules(const struct words *inputs, const struct target *target,
		  struct module_objects *out);
void module_objects_free(struct module_objects *objects);

/** kbuild_read() - the modules that the makefile of @dir names; appended to
 * @plans (@nr of them). Return: STATUS_* */
int kbuild_read(const char *dir, struct module_plan **plans, size_t *nr);
void module_plan_free(struct module_plan *plan);

/** object_read() - name what the relocatable object holds; false: not one */
bool object_read(struct module_object *object);
/** module_param_give() - "name=value" or "module.name=value" to those modules
 * that have such a parameter. Return: is there one? */
bool module_param_give(struct module_objects *modules, const char *word);

/** struct captured - what a program said and how it ended
 * @status: exit status, 128 + signal, or 127 when it could not be started */
struct captured {
	char *text;
	int status;
};
/** run_captured() - run @argv, standard output (@fd 1) or error (@fd 2) kept */
struct captured run_captured(char *const *argv, int fd);

/** explain_compile_error() - after the compiler's own message: did @source use
 * what Quarry does not have? @compile: the compiler and its arguments, without
 * input and output; @dir: room for files */
void explain_compile_error(const struct words *compile, const char *source, const char *dir);
/** print_missing_symbols() - of an object that did not link */
void print_missing_symbols(const char *module, const struct words *symbols);

/* ---- a machine in this process (machine.c, symbolize.c) ----------------------------- */

/** enum console - what becomes of console text; it is always remembered too */
enum console {
	CONSOLE_HOLD,	  /* nothing, until something goes wrong */
	CONSOLE_SHOW,	  /* to standard output */
	CONSOLE_SHOW_ERR, /* to standard error */
	CONSOLE_NARRATE,  /* only narration, without time stamps */
};
void console_set(enum console how);
/** console_mark() - a place in the remembered text: its end now */
unsigned long console_mark(void);
/** console_since() - write what was said after @mark, as far as remembered */
void console_since(unsigned long mark, void (*write)(const char *, unsigned long, void *),
		   void *arg);

/**
 * machine_run() - boot, run @payload, end
 * @line: machine line and boot parameters
 * @died: called when the machine ends itself in the middle of something; may
 *	be NULL; what the console held has been written to standard output then,
 *	unless @died is given
 *
 * Return: @payload's value, or STATUS_USAGE when there can be no such machine.
 */
int machine_run(const char *line, int (*payload)(void *), void *arg, void (*died)(int status));

/** machine_line_check() - every word is a parameter of machine or core. False:
 * the wrong one has been named, with what is accepted and an example. */
bool machine_line_check(const char *line);
/** param_known() - is "name=value" for the machine or the kernel? */
bool param_known(const char *word);
/** param_refuse() - say that nobody knows @word; @modules may be NULL */
void param_refuse(const char *word, const struct module_objects *modules);

void symbolize_init(void);
/** symbolize_forget() - a module has gone: its addresses may be another's */
void symbolize_forget(void);
bool symbolize(unsigned long pc, char *buf, unsigned long len);

/* ---- verdicts (verdict.c) -------------------------------------------------------------- */

/**
 * struct verdict - what came of one module
 * @init: init's value; @warnings: WARN, BUG and slab errors; @failures: test cases
 * @leaks: blocks; @lines: a line for each group of them; @held: the same as JSON
 */
struct verdict {
	const char *module;
	int init;
	unsigned long warnings, leaks;
	unsigned int failures;
	struct words lines;
	struct json_object *held;
};
struct ks_leak;
void verdict_add_leak(const struct ks_leak *leak, void *verdict);
/** verdict_print() - the verdict line and the leaks; returns STATUS_*.
 * @expected: the value that init should give */
int verdict_print(struct verdict *v, int expected, bool json,
		  void (*write)(const char *, unsigned long, void *), void *arg);
/** warnings_now() - WARN, BUG and slab errors since boot */
unsigned long warnings_now(void);
/** errno_parse() - "-EAGAIN", "EAGAIN", "-11" or "0" to -11; false: neither */
bool errno_parse(const char *text, int *value);

/* ---- a machine in the background (server.c, keep.c) --------------------------------------- */

/** SERVE_VERB - the hidden verb: a machine that waits for requests */
#define SERVE_VERB "serve-machine"

/** machine_ask() - send a request to machine @pid (0: the newest) and print
 * the answer. Return: STATUS_* */
int machine_ask(int pid, const struct words *request);
/** machine_start() - a machine in the background, by @line. Return: its pid, or
 * minus a STATUS_* (printed) */
int machine_start(const char *line);
/** machine_newest() - pid of the newest machine that lives, 0: none */
int machine_newest(void);

#endif
