/* SPDX-License-Identifier: MIT */
/*
 * quarry.h - start and stop a machine, for programs that embed one
 *
 * Plain C types only: a program includes this beside libc's headers. The
 * allocator's own API for such programs (kmalloc, kmem_cache_alloc …) is
 * declared in <quarry/api.h>.
 */
#ifndef QUARRY_H
#define QUARRY_H

#ifdef __cplusplus
extern "C" {
#endif

/**
 * quarry_machine_run() - boot a hosted machine and run @payload on it
 * @cmdline: kernel parameters ("mem=16M@0,240M@256M cpus=2"); NULL: 256 MiB, 1 CPU
 * @payload: runs in the init task on CPU 0; NULL: none
 *
 * The calling thread becomes CPU 0. One machine a process.
 * Return: @payload's value, or -1 if the machine could not be made (the
 * reason has been printed to stderr).
 */
int quarry_machine_run(const char *cmdline, int (*payload)(void *), void *arg);

/**
 * quarry_start() - library mode: make the allocators ready for this process
 * @options: kernel parameters; NULL: $QUARRY_OPTIONS or the defaults
 *
 * Any thread may then call the API of <quarry/api.h>; each comes on line as a
 * CPU at its first call and goes off line when it ends. Called by itself at
 * the first use. Return: 0, or -errno.
 */
int quarry_start(const char *options);

#ifdef __cplusplus
}
#endif
#endif
