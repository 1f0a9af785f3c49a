/* SPDX-License-Identifier: MIT */
/*
 * os.h - the line between the machine and the host's libc
 *
 * arch/host/os/ is compiled against libc and is the only place that is; the
 * rest of the core is not. Both sides include this header, so it has plain C
 * types only. os_*() is provided by the libc side, host_*() by the core side.
 * Numbers are long enough for any host: addresses and sizes unsigned long,
 * times in nanoseconds of CLOCK_MONOTONIC, errors -errno.
 *
 * Every os_ function may be called from a signal handler unless it says
 * otherwise: no malloc, no stdio, no locks.
 */
#ifndef ARCH_HOST_OS_H
#define ARCH_HOST_OS_H

#ifdef __cplusplus
extern "C" {
#endif

/* ---- for programs that run a machine (the quarry command) ----------------- */

/** os_set_console() - where the machine's console goes; NULL: standard output.
 * @fn may be called in a signal handler and on any CPU's thread. */
void os_set_console(void (*fn)(const char *text, unsigned long len));

/** os_set_symbolizer() - who turns a code address into "file.c:123".
 * Called with this thread's interrupts off; may use libc. */
void os_set_symbolizer(_Bool (*fn)(unsigned long pc, char *buf, unsigned long len));

/** os_set_exit() - called first when the machine shuts itself down, with the
 * exit status; may return (the process then ends with it) or not */
void os_set_exit(void (*fn)(int status));

/* ---- memory ---------------------------------------------------------------- */

#define OS_PROT_READ	1
#define OS_PROT_WRITE	2
#define OS_PROT_EXEC	4

/** os_ram_create() - the RAM file, @bytes long, sparse; offsets are physical
 * addresses. @private: no file: each place of a reservation is memory of its
 * own, zeroed at first and after os_unmap(); no aliases */
int os_ram_create(unsigned long bytes, _Bool private);

/** os_reserve() - keep [start, start + bytes) for us, without access.
 * Return: 0, -EEXIST (something is mapped there), or another -errno */
int os_reserve(unsigned long start, unsigned long bytes);

/** os_map_ram() - map physical [phys, phys + bytes) at @addr, replacing what is
 * there. @populate: take the pages now. Return: 0 or -errno (-ENOMEM: too many
 * mappings, see os_max_map_count()) */
int os_map_ram(unsigned long addr, unsigned long phys, unsigned long bytes, int prot,
	       _Bool populate);

/** os_unmap() - back to reserved: one mapping without access */
int os_unmap(unsigned long addr, unsigned long bytes);

/** os_drop() - os_unmap() that works at the limit of mappings, where the host
 * refuses any mmap: the range is free for a moment, so it must be one where
 * the host places nothing by itself */
int os_drop(unsigned long addr, unsigned long bytes);

/** os_map_stack() - a stack with a guard page below; os_unmap_stack() gives it back */
void *os_map_stack(unsigned long bytes);
void os_unmap_stack(void *stack, unsigned long bytes);

/** os_max_map_count() - the host's limit, 0 if unknown. Not in handlers. */
unsigned long os_max_map_count(void);

/** os_reexec_fixed() - start this program again without address randomisation;
 * returns only if that is not possible or has been done before */
void os_reexec_fixed(void);

/* ---- threads, waiting, time ------------------------------------------------ */

/** os_thread_start() - run @fn(@arg) on a new host thread; not in handlers */
int os_thread_start(void (*fn)(void *), void *arg);
/** os_thread_prepare() - make the calling thread a CPU's: signal stack for
 * faults. Not in handlers. */
void os_thread_prepare(void);
/** os_thread_release() - give back what os_thread_prepare() took */
void os_thread_release(void);
/** os_stack_bounds() - the calling thread's own stack; not in handlers */
void os_stack_bounds(unsigned long *lo, unsigned long *hi);

int os_gettid(void);
/** os_kick() - make host_interrupt() run on thread @tid */
/** os_yield() - let another host thread run */
void os_yield(void);
void os_kick(int tid);

/** os_futex_wait() - sleep while *@word == @val, until @deadline_ns (~0: forever),
 * a wake or a signal */
void os_futex_wait(unsigned int *word, unsigned int val, unsigned long deadline_ns);
void os_futex_wake(unsigned int *word);

unsigned long os_clock_ns(void);
unsigned long os_wall_ns(void);

/** os_timer_create() - a timer whose expiry makes host_interrupt() run on the
 * calling thread. Return: its number (0 up) or -errno. Not in handlers. */
int os_timer_create(void);
void os_timer_delete(int timer);
/** os_timer_arm() - expire at @when_ns, ~0: never */
void os_timer_arm(int timer, unsigned long when_ns);

_Bool os_random(void *buf, unsigned long len);

/* ---- console, end ----------------------------------------------------------- */

void os_console(const char *text, unsigned long len);
/** os_error() - to standard error, for what the machine itself cannot say */
void os_error(const char *text, unsigned long len);
_Bool os_source_line(unsigned long pc, char *buf, unsigned long len);
const char *os_getenv(const char *name);
void os_exit(int status) __attribute__((noreturn));

/* ---- faults ------------------------------------------------------------------ */

/**
 * struct os_fault - what the host's signal says
 * @addr: address touched
 * @ip: @sp: @fp: of the interrupted context
 * @write: @exec: kind of access; neither: a read
 * @bus: SIGBUS: mapped, but the host has no page to give
 * @general: no address known: the processor (or the host, writing a signal
 *	frame) refused. @addr is then a register that is no address, or 0.
 */
struct os_fault {
	unsigned long addr, ip, sp, fp;
	_Bool write, exec, bus, general;
};

/** enum os_fault_action - host_fault()'s decision */
enum os_fault_action {
	OS_FAULT_RETRY,		/* translation refilled: run the instruction again */
	OS_FAULT_CALL,		/* run host_fault_call() on the interrupted stack */
	OS_FAULT_REPORT,	/* run it here, on the signal stack: it does not return */
	OS_FAULT_CHAIN,		/* not ours: the handler that was there before */
};

/** os_faults_install() - take SIGSEGV, SIGBUS and the interrupt signal.
 * @interrupts: false in library mode: leave the interrupt signal alone */
int os_faults_install(_Bool interrupts);

/* Bytes of stack that OS_FAULT_CALL needs at the interrupted stack pointer. */
#define OS_FAULT_STACK 12288ul

/* ---- provided by the core side ------------------------------------------------- */

/** host_interrupt() - the interrupt signal came; in the handler */
void host_interrupt(void);
/** host_interrupt_later() - the same, where nothing may be done now */
void host_interrupt_later(void);
/** host_fault() - in the handler */
enum os_fault_action host_fault(const struct os_fault *fault);
/** host_fault_call() - report or repair. Return: where to go on, 0: same place */
unsigned long host_fault_call(const struct os_fault *fault);
/** host_thread_exit() - a thread that came on line by itself is ending */
void host_thread_exit(void);
/** os_thread_exit_notify() - have host_thread_exit() called when this thread ends */
void os_thread_exit_notify(void);

/** os_lock() - the host-side mutex for bringing threads on and off line; not in handlers */
void os_lock(void);
void os_unlock(void);

#ifdef __cplusplus
}
#endif
#endif
