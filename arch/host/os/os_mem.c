// SPDX-License-Identifier: MIT
/*
 * os_mem.c - host mappings: the RAM file, reservations, what is mapped where
 *
 * The RAM file (memfd) is as long as the physical address space and sparse:
 * a page of it exists once something was written there. Mapping a physical
 * range at two addresses gives true aliases.
 *
 * System calls are made directly: sanitizers would otherwise treat every
 * mapping of a page as fresh memory, and the shadow of large reservations as
 * something to write. What they need to know they get from the core's own
 * accesses.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os.h"

static int ram_fd = -1;

static long raw_mmap(unsigned long addr, unsigned long bytes, int prot, int flags, int fd,
		     unsigned long offset)
{
	return syscall(SYS_mmap, addr, bytes, prot, flags, fd, offset) == -1 ? -errno : 0;
}

int os_ram_create(unsigned long bytes, _Bool private)
{
	if (private)
		return 0;
	ram_fd = memfd_create("quarry-ram", MFD_CLOEXEC);
	if (ram_fd < 0)
		return -errno;
	return ftruncate(ram_fd, (off_t)bytes) ? -errno : 0;
}

int os_reserve(unsigned long start, unsigned long bytes)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
	int err = raw_mmap(start, bytes, PROT_NONE, flags, -1, 0);

	if (!err)
		syscall(SYS_madvise, start, bytes, MADV_DONTDUMP);
	return err;
}

static int host_prot(int prot)
{
	return (prot & OS_PROT_READ ? PROT_READ : 0) | (prot & OS_PROT_WRITE ? PROT_WRITE : 0) |
	       (prot & OS_PROT_EXEC ? PROT_EXEC : 0);
}

int os_map_ram(unsigned long addr, unsigned long phys, unsigned long bytes, int prot,
	       _Bool populate)
{
	int flags = MAP_FIXED | MAP_NORESERVE | (populate ? MAP_POPULATE : 0);

	/* The reservation is private memory itself: what is in it stays. */
	if (ram_fd < 0)
		return syscall(SYS_mprotect, addr, bytes, host_prot(prot)) ? -errno : 0;
	return raw_mmap(addr, bytes, host_prot(prot), flags | MAP_SHARED, ram_fd, phys);
}

int os_unmap(unsigned long addr, unsigned long bytes)
{
	return raw_mmap(addr, bytes, PROT_NONE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
}

int os_drop(unsigned long addr, unsigned long bytes)
{
	if (syscall(SYS_munmap, addr, bytes))
		return -errno;
	return os_unmap(addr, bytes);
}

void *os_map_stack(unsigned long bytes)
{
	const unsigned long guard = 4096;
	char *base = mmap(NULL, bytes + guard, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

	if (base == MAP_FAILED)
		return NULL;
	mprotect(base, guard, PROT_NONE);
	return base + guard;
}

void os_unmap_stack(void *stack, unsigned long bytes)
{
	munmap((char *)stack - 4096, bytes + 4096);
}

unsigned long os_max_map_count(void)
{
	char text[32] = "";
	int fd = open("/proc/sys/vm/max_map_count", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = 0;
	close(fd);
	return strtoul(text, NULL, 10);
}

/* The arguments of this process, as /proc keeps them; freed by nobody: exec follows. */
static char **own_arguments(void)
{
	size_t size = 1 << 20, len, nr = 0;
	char *text = malloc(size), **argv;
	FILE *file = fopen("/proc/self/cmdline", "re");

	if (!text || !file)
		return NULL;
	len = fread(text, 1, size - 1, file);
	fclose(file);
	text[len] = 0;
	argv = calloc(len + 2, sizeof(*argv));
	if (!argv)
		return NULL;
	for (char *arg = text; arg < text + len; arg += strlen(arg) + 1)
		argv[nr++] = arg;
	return nr ? argv : NULL;
}

void os_reexec_fixed(void)
{
	int persona = personality(0xffffffff);
	char **argv;

	if (persona == -1 || (persona & ADDR_NO_RANDOMIZE) || getenv("QUARRY_REEXEC"))
		return;
	argv = own_arguments();
	if (!argv || setenv("QUARRY_REEXEC", "1", 1))
		return;
	if (personality((unsigned long)persona | ADDR_NO_RANDOMIZE) == -1)
		return;
	fflush(NULL);
	execv("/proc/self/exe", argv);
}
