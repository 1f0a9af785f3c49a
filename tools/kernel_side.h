/* SPDX-License-Identifier: MIT */
/*
 * kernel_side.h - the line between the quarry command and the machine
 *
 * The command is libc code; the machine is core code. kernel_side.c and its
 * neighbours kernel_*.c are compiled as core code and offer the machine to the
 * command in plain C types. Functions marked "any time" read tables that the
 * linker made; all others run in the init task of a running machine.
 */
#ifndef TOOLS_KERNEL_SIDE_H
#define TOOLS_KERNEL_SIDE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Where a text goes, piece by piece. */
typedef void (*ks_write_fn)(const char *text, unsigned long len, void *arg);

/* ---- any time ----------------------------------------------------------- */

/** ks_param_known() - is @name (@len characters) a boot parameter? */
_Bool ks_param_known(const char *name, unsigned long len);
/** ks_param_each() - the names of all boot parameters of the core */
void ks_param_each(void (*fn)(const char *name, void *arg), void *arg);
/** ks_param_help() - what may follow "@name=", and an example; false: no help */
_Bool ks_param_help(const char *name, unsigned long len, const char **accepts,
		    const char **example);
/** ks_report_known() - is there a report called @name? */
_Bool ks_report_known(const char *name);
void ks_report_each(void (*fn)(const char *name, void *arg), void *arg);
/** ks_symbol_exported() - may modules use the core's @name? */
_Bool ks_symbol_exported(const char *name);

/**
 * struct ks_machine - what a machine line asks for
 * @node_bytes: RAM of each of @nr_nodes nodes
 * @cpu_node: node of each of @nr_cpus CPUs
 * @distance: from node to node, row by row, or NULL
 */
struct ks_machine {
	unsigned int nr_nodes, nr_cpus;
	const unsigned long long *node_bytes;
	const int *cpu_node;
	const unsigned char *distance;
};
/** ks_machine_parse() - the words of @line that are not kernel parameters; valid
 * until the next call. Not in a process that has booted a machine. False: one is
 * wrong, which has been printed. */
_Bool ks_machine_parse(const char *line, struct ks_machine *machine);

/** ks_set_resolver() - names of the core's code, see ksyms_set_resolver() */
void ks_set_resolver(_Bool (*fn)(unsigned long addr, char *name, unsigned long len,
				 unsigned long *start, unsigned long *size));

/** ks_explain() - narrate what the allocators do from now on, or stop */
void ks_explain(_Bool on);

/* ---- modules ------------------------------------------------------------ */

/** struct ks_verdict - what has been reported since boot */
struct ks_verdict {
	unsigned long warns, bugs, slab_errors, error_logs;
};
void ks_verdict(struct ks_verdict *out);

/** struct ks_leak - blocks of one size taken at one place */
struct ks_leak {
	const char *kind; /* "kmalloc-128", "pages", "vmalloc", "kmem_cache" */
	const char *name; /* a cache that was not destroyed, or NULL */
	unsigned long count, size;
	const char *line; /* "leaky.c:17", or "" */
	const char *site; /* "leaky_init+0x2c [leaky]" */
};
typedef void (*ks_leak_fn)(const struct ks_leak *leak, void *arg);

/** enum ks_load - how a load ended */
enum ks_load {
	KS_NOT_TRIED,
	KS_LOADED,	    /* init gave 0 */
	KS_INIT_FAILED,	    /* init ran and gave an error */
	KS_MISSING_SYMBOLS, /* @missing has been called for each */
	KS_BAD_PARAM,	    /* a value that is none: the log says which */
	KS_REFUSED,	    /* the log says why */
};

/**
 * ks_module_load() - load one object and run its init
 * @args: "name=value" words, or NULL
 * @init: init's value, when it ran
 * @leak: called for each group that a failing init leaves behind
 * @missing: called for each symbol nobody exports
 */
enum ks_load ks_module_load(const void *image, unsigned long size, const char *name,
			    const char *args, int *init, ks_leak_fn leak,
			    void (*missing)(const char *symbol, void *arg), void *arg);

/** ks_module_wait() - wait up to @ms for the module's threads to end.
 * Return: threads still running. */
unsigned int ks_module_wait(const char *name, unsigned int ms);
/** ks_module_failures() - failed cases of the test suites it brought */
unsigned int ks_module_failures(const char *name);
/** ks_module_loaded() - modules there are now */
unsigned int ks_module_count(void);

/**
 * ks_module_unload() - run exit, report what is still held
 *
 * A module without an exit function stays (as in Linux it cannot be unloaded);
 * with @stay what it holds is reported nevertheless and 0 returned.
 * Return: 0, -ENOENT or -EBUSY (the log says why).
 */
int ks_module_unload(const char *name, _Bool stay, ks_leak_fn leak, void *arg);

/** ks_module_at() - the module that @pc belongs to or belonged to while its
 * init ran: the object it came from, section addresses in sh_addr, and where in
 * it. Any context. False: none. */
_Bool ks_module_at(unsigned long pc, const char **name, const void **object, unsigned long *size,
		   unsigned int *section, unsigned long *offset);

/* ---- a run: load in order, unload in reverse, count ------------------------ */

/**
 * struct ks_module - one module of a run
 * @name: @image: @size: @args: as for ks_module_load(), kept until the run ends
 * @how: how its load ended; @ran: its init ran, so there is a verdict
 * @init: init's value; @warnings: WARN, BUG and slab errors; @leaks: blocks
 * @failures: failed cases of its test suites
 * @own: the caller's
 */
struct ks_module {
	const char *name;
	const void *image;
	unsigned long size;
	const char *args;
	enum ks_load how;
	_Bool ran;
	int init;
	unsigned long warnings, leaks;
	unsigned int failures;
	void *own;
};

/** enum ks_event - what has become of a module */
enum ks_event {
	KS_RUNS,	 /* from now on its code runs */
	KS_NOT_LOADED,	 /* @how says why, and the log does */
	KS_UNLOADED,	 /* it has gone, or stays for ever as it has no exit function */
	KS_NOT_UNLOADED, /* the log says why */
};

/**
 * struct ks_run - modules to run together
 * @modules: @nr of them; zero but for the first four fields and @own
 * @wait_ms: how long their threads may run before they are unloaded
 * @event: @leak: @missing: told of each event, leak and symbol nobody exports
 */
struct ks_run {
	struct ks_module *modules;
	unsigned int nr;
	unsigned int wait_ms;
	void (*event)(const struct ks_module *module, enum ks_event event);
	void (*leak)(struct ks_module *module, const struct ks_leak *leak);
	void (*missing)(struct ks_module *module, const char *symbol);
};

/**
 * ks_modules_run() - load, wait, unload; verdicts are left in the modules
 *
 * What has not been loaded because of one before it keeps @how 0 and @ran false.
 * Return: 0; 1: one was refused or cannot be unloaded; 2: a parameter of one
 * has a bad value.
 */
int ks_modules_run(struct ks_run *run);

/* The words of a verdict: module, init, warnings, leaks; then a line for each leak. */
#define KS_VERDICT_LINE	 "%s: init %d, %lu warnings, %lu leaks\n"
#define KS_FAILURES_LINE "  %u test cases failed\n"
/** ks_leak_line() - "  100 bytes (kmalloc-128), 3 blocks at leaky.c:28 in ...\n".
 * Return: its length. */
unsigned long ks_leak_line(const struct ks_leak *leak, char *buf, unsigned long len);

/* ---- the machine ---------------------------------------------------------- */

/** ks_report() - write one report. False: there is none of that name. */
_Bool ks_report(const char *name, ks_write_fn write, void *arg);
/** ks_console_all() - print messages of every level on the console, as dmesg does */
void ks_console_all(void);
/** ks_sleep() - let the machine run for @ms */
void ks_sleep(unsigned int ms);
/** ks_libc_enter() - keep interrupts away while libc waits or locks; undone by
 * ks_libc_exit() with the value given */
unsigned long ks_libc_enter(void);
void ks_libc_exit(unsigned long flags);

/* ---- explain: kernel_explain.c ------------------------------------------------ */

/** ks_explain_*() - do it for real and tell the steps; texts by @write, the
 * allocators' own narration on the console */
void ks_explain_kmalloc(unsigned long size, ks_write_fn write, void *arg);
void ks_explain_kfree(ks_write_fn write, void *arg);
void ks_explain_vmalloc(unsigned long size, ks_write_fn write, void *arg);
void ks_explain_buddy(ks_write_fn write, void *arg);
/** @where: an address, or "vmalloc", "direct", "memmap" for one of that kind */
void ks_explain_walk(const char *where, ks_write_fn write, void *arg);

#ifdef __cplusplus
}
#endif
#endif
