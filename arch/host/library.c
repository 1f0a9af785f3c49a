// SPDX-License-Identifier: MIT
/*
 * library.c - the threads of an ordinary program are the CPUs
 *
 * A thread that is no CPU sees the table of dead arrays, so its first
 * allocation ends up in a slow path, and that one asks port_thread_online().
 * The thread takes a free CPU slot, is that CPU, and runs the startup
 * callbacks itself. When it ends, a destructor of libc's thread-specific data
 * runs the teardown callbacks (its arrays are drained) and frees the slot.
 * A thread beyond the slots stays no CPU: it works without arrays of its own.
 *
 * The first call of all starts the machine, on the calling thread, which is
 * then CPU 0. There are no interrupts: nothing ever arrives from elsewhere.
 *
 * Locking: the host's mutex around start, coming and going. coming is set
 * while this thread holds it, as what runs under it allocates.
 */
#include <linux/cpu.h>
#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/stringify.h>
#include <linux/vmalloc.h>
#include <quarry/quarry.h>
#include "host.h"

/* RAM is made when it is touched; struct pages of 1 GiB take 16 MiB at boot. */
#define LIBRARY_LINE "mem=1G cpus=" __stringify(CONFIG_NR_CPUS) " quiet"

static bool library_started;
static unsigned int free_slots;
static __thread bool coming;

static int start_locked(const char *options)
{
	if (!options || !*options)
		options = os_getenv("QUARRY_OPTIONS");
	if (!options || !*options)
		options = LIBRARY_LINE;
	if (host_machine_make(options, true))
		return -EINVAL;
	/* Standard output is the program's. */
	os_set_console(os_error);
	host_stack_adopt();
	host_cpu_attach(0);
	arch_local_irq_disable();
	kernel_main(&host_machine.info);
	os_thread_exit_notify();
	__atomic_store_n(&free_slots, host_machine.info.nr_cpus - 1, __ATOMIC_RELAXED);
	__atomic_store_n(&library_started, true, __ATOMIC_RELEASE);
	return 0;
}

int quarry_start(const char *options)
{
	int err = -EBUSY;

	if (host_kind == HOST_MACHINE)
		return err;
	os_lock();
	if (host_kind == HOST_NONE) {
		coming = true;
		err = start_locked(options);
		coming = false;
	} else if (library_started && (!options || !*options)) {
		err = 0;
	}
	os_unlock();
	return err;
}

/* A free slot, or HOST_NO_CPU. */
static unsigned int take_slot(void)
{
	for (unsigned int cpu = 0; cpu < host_machine.info.nr_cpus; cpu++)
		if (!host_cpus[cpu].started) {
			__atomic_fetch_sub(&free_slots, 1, __ATOMIC_RELAXED);
			return cpu;
		}
	return HOST_NO_CPU;
}

static bool thread_online_locked(void)
{
	unsigned int cpu = take_slot();

	if (cpu == HOST_NO_CPU)
		return false;
	host_stack_adopt();
	host_cpu_attach(cpu);
	port_set_cpu(cpu);
	if (cpu_thread_online(cpu)) {
		host_cpu_detach();
		__atomic_fetch_add(&free_slots, 1, __ATOMIC_RELAXED);
		return false;
	}
	os_thread_exit_notify();
	return true;
}

bool port_thread_online(void)
{
	bool online;

	if (host_thread.cpu != HOST_NO_CPU || coming || host_kind == HOST_MACHINE)
		return false;
	if (!__atomic_load_n(&library_started, __ATOMIC_ACQUIRE)) {
		/* Nothing can be allocated then; the reason has been printed. */
		if (quarry_start(NULL))
			port_shutdown(PORT_EXIT_FAILED);
		/* Somebody else's start: this thread comes on line below. */
		if (host_thread.cpu != HOST_NO_CPU)
			return true;
	}
	if (!__atomic_load_n(&free_slots, __ATOMIC_RELAXED))
		return false;
	os_lock();
	coming = true;
	online = thread_online_locked();
	coming = false;
	os_unlock();
	return online;
}

void host_thread_exit(void)
{
	unsigned int cpu = host_thread.cpu;

	if (cpu == HOST_NO_CPU || !port_library)
		return;
	os_lock();
	coming = true;
	cpu_thread_offline(cpu);
	host_cpu_detach();
	__atomic_fetch_add(&free_slots, 1, __ATOMIC_RELAXED);
	coming = false;
	os_unlock();
}

/* ---- <quarry/api.h>: what is a macro or an inline function in kernel code -------- */

static_assert(sizeof(slab_flags_t) == sizeof(unsigned int));

extern const gfp_t quarry_gfp_kernel, quarry_gfp_atomic, quarry_gfp_nowait, quarry_gfp_zero,
	quarry_gfp_nowarn;
extern const slab_flags_t quarry_slab_hwcache_align, quarry_slab_panic, quarry_slab_poison,
	quarry_slab_red_zone;

const gfp_t quarry_gfp_kernel = GFP_KERNEL;
const gfp_t quarry_gfp_atomic = GFP_ATOMIC;
const gfp_t quarry_gfp_nowait = GFP_NOWAIT;
const gfp_t quarry_gfp_zero = __GFP_ZERO;
const gfp_t quarry_gfp_nowarn = __GFP_NOWARN;
const slab_flags_t quarry_slab_hwcache_align = SLAB_HWCACHE_ALIGN;
const slab_flags_t quarry_slab_panic = SLAB_PANIC;
const slab_flags_t quarry_slab_poison = SLAB_POISON;
const slab_flags_t quarry_slab_red_zone = SLAB_RED_ZONE;

void *quarry_kmalloc(size_t size, gfp_t flags);
void *quarry_kcalloc(size_t n, size_t size, gfp_t flags);

void *quarry_kmalloc(size_t size, gfp_t flags)
{
	return __kmalloc(size, flags);
}

void *quarry_kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kcalloc(n, size, flags);
}
