// SPDX-License-Identifier: MIT
/*
 * main.c - making the machine: address map, RAM, signals; then kernel_main()
 *
 * All ranges of the address map are reserved at fixed places before anything
 * else. Where address randomisation has put something there, the program is
 * started once more without it. The module window is looked for below the
 * core's own image, within 2 GiB of all of it.
 */
#include <linux/export.h>
#include <asm/pgtable.h>
#include "host.h"
#include <quarry/quarry.h>

#define MODULE_WINDOW (256ul << 20)
#define MODULE_REACH  (2ul << 30)
#define MODULE_STEP   (16ul << 20)
#define DEFAULT_LINE  "mem=256M cpus=1"

/* The linker's names for the image that this code is in. */
extern char __ehdr_start[] __attribute__((visibility("hidden")));
extern char _end[] __attribute__((visibility("hidden")));

unsigned long host_modules_start, host_modules_end;
EXPORT_SYMBOL(host_modules_start);
EXPORT_SYMBOL(host_modules_end);
enum host_kind host_kind;

/* ---- saying what is wrong before there is a console -------------------------- */

void host_say(const char *text)
{
	os_error(text, strlen(text));
}

void host_say_hex(unsigned long value)
{
	char text[19] = "0x0000000000000000";

	for (int i = 17; i > 1; i--, value >>= 4)
		text[i] = "0123456789abcdef"[value & 15];
	os_error(text, 18);
}

void host_say_dec(unsigned long value)
{
	char text[20];
	int at = 20;

	do
		text[--at] = (char)('0' + value % 10);
	while (value /= 10);
	os_error(text + at, (unsigned long)(20 - at));
}

/* ---- the address map ------------------------------------------------------------ */

static const struct {
	unsigned long start, bytes;
	const char *what;
} address_map[] = {
	{ PAGE_OFFSET, 1ul << PHYS_ADDR_MAX_BITS, "the direct map" },
	{ VMALLOC_BASE, VMALLOC_SPAN, "the vmalloc area" },
	{ VMEMMAP_START, VMEMMAP_SPAN, "struct pages" },
	{ FRAMETAB_START, FRAMETAB_SPAN, "the frame table" },
};

/* With few levels the top table wraps: the window must not share its entries. */
static bool window_collides(unsigned long start)
{
	const unsigned long covered = PGDIR_SIZE * PTRS_PER_PGD;
	unsigned long at = start & (covered - 1), end = at + MODULE_WINDOW;

	for (size_t i = 0; PGDIR_SHIFT < 39 && i < ARRAY_SIZE(address_map); i++) {
		unsigned long used = address_map[i].start & (covered - 1);

		if (at < used + address_map[i].bytes && used < end)
			return true;
	}
	return end > covered && PGDIR_SHIFT < 39;
}

static int reserve_modules(void)
{
	unsigned long image = (unsigned long)__ehdr_start & ~(MODULE_STEP - 1);
	unsigned long image_end = (unsigned long)_end;
	unsigned long start;

	/* Below the image: the heap grows above it. */
	for (start = image - MODULE_WINDOW - MODULE_STEP;
	     start < image && image_end - start < MODULE_REACH; start -= MODULE_STEP) {
		if (window_collides(start) || os_reserve(start, MODULE_WINDOW))
			continue;
		host_modules_start = start;
		host_modules_end = start + MODULE_WINDOW;
		return 0;
	}
	return -EEXIST;
}

static int reserve_failed(int err, const char *what, unsigned long start, unsigned long bytes,
			  bool library)
{
	/* A program's own start must not run twice. */
	if (err == -EEXIST && !library)
		os_reexec_fixed();
	host_say("quarry: cannot reserve ");
	host_say(what);
	if (bytes) {
		host_say(" at ");
		host_say_hex(start);
		host_say(", ");
		host_say_dec(bytes >> 20);
		host_say(" MiB");
	}
	host_say(err == -EEXIST ? ": the host has put something there\n"
				: ": the host refuses (a limit on address space, `ulimit -v'?)\n");
	return -1;
}

static int reserve_address_map(bool library)
{
	int err;

	for (size_t i = 0; i < ARRAY_SIZE(address_map); i++) {
		err = os_reserve(address_map[i].start, address_map[i].bytes);
		if (err)
			return reserve_failed(err, address_map[i].what, address_map[i].start,
					      address_map[i].bytes, library);
	}
	err = library ? 0 : reserve_modules();
	return err ? reserve_failed(err, "a window for modules near the program", 0, 0, library)
		   : 0;
}

int host_machine_make(const char *cmdline, bool library)
{
	struct boot_info *info = &host_machine.info;
	bool private;

	host_kind = library ? HOST_LIBRARY : HOST_MACHINE;
	if (host_machine_parse(cmdline))
		return -1;
	port_library = library;
	port_replay = host_machine.replay && !library;
	port_replay_seed = host_machine.seed;
	private = library && !host_machine.alias;
	info->image_start = (unsigned long)__ehdr_start;
	info->image_end = (unsigned long)_end;
	if (reserve_address_map(library))
		return -1;
	if (os_ram_create(1ul << PHYS_ADDR_MAX_BITS, private) || host_mmu_init(private)) {
		host_say("quarry: the host gives no memory for the machine's RAM\n");
		return -1;
	}
	if (os_faults_install(!library && !port_replay)) {
		host_say("quarry: cannot install signal handlers\n");
		return -1;
	}
	return 0;
}

int quarry_machine_run(const char *cmdline, int (*payload)(void *), void *arg)
{
	if (host_kind != HOST_NONE) {
		host_say("quarry: one machine a process\n");
		return -1;
	}
	if (host_machine_make(cmdline && *cmdline ? cmdline : DEFAULT_LINE, false))
		return -1;
	host_machine.info.payload = payload;
	host_machine.info.payload_arg = arg;
	os_thread_prepare();
	host_stack_adopt();
	arch_local_irq_disable();
	host_cpu_attach(0);
	return kernel_main(&host_machine.info);
}

/* ---- small services ---------------------------------------------------------------- */

void port_console_write(const char *text, size_t len)
{
	unsigned long flags;

	if (!len)
		return;
	flags = host_libc_enter();
	os_console(text, len);
	host_libc_exit(flags);
}

void port_shutdown(int status)
{
	arch_local_irq_disable();
	os_exit(status);
}

bool port_source_line(unsigned long pc, char *buf, size_t len)
{
	unsigned long flags = host_libc_enter();
	bool found = os_source_line(pc, buf, len);

	host_libc_exit(flags);
	return found;
}

bool port_random(void *buf, size_t len)
{
	return port_replay ? host_replay_random(buf, len) : os_random(buf, len);
}

u64 port_wall_ns(void)
{
	return port_replay ? 0 : os_wall_ns();
}

void port_module_window(unsigned long *start, unsigned long *end)
{
	*start = host_modules_start;
	*end = host_modules_end;
}
