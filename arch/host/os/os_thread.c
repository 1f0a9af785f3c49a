// SPDX-License-Identifier: MIT
/*
 * os_thread.c - host threads that are CPUs: start, kick, wait, timers, clocks
 *
 * A CPU that waits sleeps in a futex on its pending word, so a request made
 * between its last look and the sleep is never missed. A CPU that runs is
 * kicked by SIGURG, which other programs ignore by default. A timer is a
 * POSIX timer that sends SIGURG to its thread.
 */
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "os.h"
#include "os_signal.h"

#define THREAD_STACK (1ul << 20)

static __thread void *signal_stack;

void os_thread_prepare(void)
{
	stack_t stack = { .ss_size = OS_SIGNAL_STACK };

	if (signal_stack)
		return;
	signal_stack = os_map_stack(OS_SIGNAL_STACK);
	stack.ss_sp = signal_stack;
	if (signal_stack)
		sigaltstack(&stack, NULL);
}

void os_thread_release(void)
{
	stack_t stack = { .ss_flags = SS_DISABLE };

	if (!signal_stack)
		return;
	sigaltstack(&stack, NULL);
	os_unmap_stack(signal_stack, OS_SIGNAL_STACK);
	signal_stack = NULL;
}

struct thread_start {
	void (*fn)(void *);
	void *arg;
};

static void *thread_main(void *data)
{
	struct thread_start start = *(struct thread_start *)data;

	free(data);
	os_thread_prepare();
	start.fn(start.arg);
	os_thread_release();
	return NULL;
}

int os_thread_start(void (*fn)(void *), void *arg)
{
	struct thread_start *start = malloc(sizeof(*start));
	pthread_attr_t attr;
	pthread_t thread;
	int err;

	if (!start)
		return -ENOMEM;
	*start = (struct thread_start){ fn, arg };
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, THREAD_STACK);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	err = pthread_create(&thread, &attr, thread_main, start);
	pthread_attr_destroy(&attr);
	if (err)
		free(start);
	return -err;
}

void os_stack_bounds(unsigned long *lo, unsigned long *hi)
{
	pthread_attr_t attr;
	void *addr = NULL;
	size_t size = 0;

	if (!pthread_getattr_np(pthread_self(), &attr)) {
		pthread_attr_getstack(&attr, &addr, &size);
		pthread_attr_destroy(&attr);
	}
	*lo = (unsigned long)addr;
	*hi = *lo + size;
}

int os_gettid(void)
{
	return (int)syscall(SYS_gettid);
}

void os_kick(int tid)
{
	syscall(SYS_tgkill, getpid(), tid, OS_SIGNAL_INTERRUPT);
}

static struct timespec to_timespec(unsigned long ns)
{
	return (struct timespec){ .tv_sec = (time_t)(ns / 1000000000ul),
				  .tv_nsec = (long)(ns % 1000000000ul) };
}

void os_futex_wait(unsigned int *word, unsigned int val, unsigned long deadline_ns)
{
	struct timespec deadline = to_timespec(deadline_ns);
	int saved = errno;

	syscall(SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, val,
		deadline_ns == ~0ul ? NULL : &deadline, NULL, FUTEX_BITSET_MATCH_ANY);
	errno = saved;
}

void os_futex_wake(unsigned int *word)
{
	int saved = errno;

	syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, INT32_MAX, NULL, NULL, 0);
	errno = saved;
}

static unsigned long clock_read(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (unsigned long)now.tv_sec * 1000000000ul + (unsigned long)now.tv_nsec;
}

unsigned long os_clock_ns(void)
{
	return clock_read(CLOCK_MONOTONIC);
}

unsigned long os_wall_ns(void)
{
	return clock_read(CLOCK_REALTIME);
}

/* The kernel's own calls: its timer ids are small numbers. */
int os_timer_create(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID,
				  .sigev_signo = OS_SIGNAL_INTERRUPT };
	int timer;

	event._sigev_un._tid = os_gettid();
	if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer))
		return -errno;
	return timer;
}

void os_timer_delete(int timer)
{
	syscall(SYS_timer_delete, timer);
}

void os_timer_arm(int timer, unsigned long when_ns)
{
	struct itimerspec spec = { .it_value = to_timespec(when_ns == ~0ul ? 0 : when_ns) };
	int saved = errno;

	if (when_ns == 0)
		spec.it_value.tv_nsec = 1;
	/* This stack may lose its translation at any time: the host then says EFAULT. */
	while (syscall(SYS_timer_settime, timer, TIMER_ABSTIME, &spec, NULL) && errno == EFAULT)
		*(volatile long *)&spec.it_value.tv_nsec = spec.it_value.tv_nsec;
	errno = saved;
}

_Bool os_random(void *buf, unsigned long len)
{
	char *to = buf;

	while (len) {
		long got = syscall(SYS_getrandom, to, len, 0);

		if (got < 0 && errno == EFAULT)
			*(volatile char *)to = 0;
		if (got < 0 && (errno == EINTR || errno == EFAULT))
			continue;
		if (got <= 0)
			return 0;
		to += got;
		len -= (unsigned long)got;
	}
	return 1;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void os_lock(void)
{
	pthread_mutex_lock(&lock);
}

void os_unlock(void)
{
	pthread_mutex_unlock(&lock);
}

static pthread_key_t exit_key;
static pthread_once_t exit_once = PTHREAD_ONCE_INIT;

/*
 * Other libraries' destructors may free memory later than this one runs, so
 * it asks for another round first and acts in the last but one.
 */
static void thread_exit(void *rounds)
{
	uintptr_t left = (uintptr_t)rounds - 1;

	if (left)
		pthread_setspecific(exit_key, (void *)left);
	else
		host_thread_exit();
}

static void exit_key_create(void)
{
	pthread_key_create(&exit_key, thread_exit);
}

void os_thread_exit_notify(void)
{
	pthread_once(&exit_once, exit_key_create);
	pthread_setspecific(exit_key, (void *)2ul);
}

void os_yield(void)
{
	sched_yield();
}
