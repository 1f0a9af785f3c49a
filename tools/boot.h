/* SPDX-License-Identifier: MIT */
/*
 * boot.h - what the files of `quarry boot` share
 *
 * boot.c reads the command line; boot_machine.c turns the machine line into
 * QEMU's options; boot_archive.c packs modules and boot_tables.c the tables
 * that name their code; boot_qemu.c runs the emulator; boot_iso.c writes a disk
 * image for other machines. test.c runs the suites by the same means.
 */
#ifndef TOOLS_BOOT_H
#define TOOLS_BOOT_H

#include "tool.h"

/* What runs a bare kernel, and the package that has it. */
#define QEMU	     "qemu-system-x86_64"
#define QEMU_PACKAGE "qemu-system-x86"

/* Bare kernels, in their build folder: one that runs modules, one that runs the suites. */
#define BOOT_KERNEL "tools/boot/quarry.elf"
#define TEST_KERNEL "tests/quarry-tests.elf"

/* ---- boot_machine.c ------------------------------------------------------------------ */

/**
 * boot_machine() - a machine line, for QEMU
 * @line: as for a hosted machine, but without addresses
 * @qemu: gets QEMU's options for memory, CPUs and nodes
 * @append: gets the words that are the kernel's
 *
 * Return: false: a word is wrong (printed, with what is accepted).
 */
bool boot_machine(const struct words *line, struct words *qemu, struct words *append);

/** append_param() - a kernel parameter, in quotes if it has blanks (boot.c) */
void append_param(struct words *append, const char *word);

/* ---- boot_archive.c, boot_tables.c ----------------------------------------------------- */

/**
 * boot_archive() - the modules, in order, as the bare kernel takes them
 * @kernel: its file, for the names of its functions
 *
 * A newc archive: core.syms, and for each module modules/NAME.o, NAME.args and
 * NAME.lines. Return: the archive, the caller frees it.
 */
char *boot_archive(const struct module_objects *modules, const char *kernel, size_t *size);

/** line_table_make() - source lines of a module's code, see code_tables.h. The
 * caller frees it; NULL: it has no debug information. */
char *line_table_make(const struct module_object *module, size_t *size);
/** symbol_table_make() - functions of the linked @kernel, see code_tables.h. The
 * caller frees it; NULL: it has no symbols. */
char *symbol_table_make(const char *kernel, size_t *size);

/* ---- boot_qemu.c ------------------------------------------------------------------------ */

/** program_there() - is there such a program in PATH? */
bool program_there(const char *name);

/**
 * struct qemu - one run of the emulator
 * @machine: options for memory, CPUs, nodes: boot_machine()
 * @extra: options behind all others
 * @append: kernel parameters
 * @kernel: file; @archive: @archive_size: boot archive, or NULL
 * @board: -M, or NULL; @icount: count instructions instead of time
 * @timeout: seconds after which it is ended, 0: none
 * @verbose: print the command first
 * @text: gets what the machine writes to its serial line, as it comes
 */
struct qemu {
	struct words machine, extra, append;
	const char *kernel;
	const char *archive;
	size_t archive_size;
	const char *board;
	bool icount, verbose;
	double timeout;
	void (*text)(const char *text, unsigned long len, void *arg);
	void *arg;
};

/**
 * qemu_run() - run it until it ends, by itself, by @timeout or by a signal
 *
 * Return: the machine's own status when that is STATUS_OK, STATUS_FAILED or
 * STATUS_USAGE; else STATUS_FAILED, and what happened has been printed; 128 +
 * signal when we were interrupted.
 */
int qemu_run(const struct qemu *q);
/** qemu_options() - the options that do not say what to boot */
void qemu_options(const struct qemu *q, struct words *args);

/* ---- boot_iso.c --------------------------------------------------------------------------- */

/** boot_iso() - write kernel and archive of @q to the bootable image @path and
 * say how to boot it. Return: STATUS_* */
int boot_iso(const struct qemu *q, const char *path);

#endif
