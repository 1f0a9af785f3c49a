// SPDX-License-Identifier: MIT
/*
 * spinlock.c - the waits of spinning locks
 *
 * The fast halves are inlines of linux/spinlock.h and linux/rwlock.h. A wait
 * spins by cpu_relax(), which runs this CPU's interrupts if they are on, and
 * in replay lets other CPUs go on.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/processor.h>

void spin_wait_ticket(raw_spinlock_t *lock, u16 ticket)
{
	while (__atomic_load_n(&lock->owner, __ATOMIC_ACQUIRE) != ticket)
		cpu_relax();
}
EXPORT_SYMBOL(spin_wait_ticket);

void spin_bug(const raw_spinlock_t *lock, const char *what)
{
	pr_emerg("BUG: spinlock %s on CPU#%d, lock: %pS, tickets %u/%u\n", what,
		 raw_smp_processor_id(), lock, lock->owner, lock->next);
	BUG();
}
EXPORT_SYMBOL(spin_bug);

/* ---- reader-writer locks ----------------------------------------------------- */

/* A reader in an interrupt may have interrupted a reader, for whom the writer waits. */
static bool must_stand_back(rwlock_t *lock)
{
	return rwlock_is_contended(lock) && !in_interrupt();
}

void rwlock_wait_read(rwlock_t *lock)
{
	while (must_stand_back(lock) || !rwlock_try_read(lock))
		cpu_relax();
}
EXPORT_SYMBOL(rwlock_wait_read);

void rwlock_wait_write(rwlock_t *lock)
{
	__atomic_fetch_add(&lock->writers_waiting, 1, __ATOMIC_RELAXED);
	while (!rwlock_try_write(lock))
		cpu_relax();
	__atomic_fetch_sub(&lock->writers_waiting, 1, __ATOMIC_RELAXED);
}
EXPORT_SYMBOL(rwlock_wait_write);
