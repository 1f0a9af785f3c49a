// SPDX-License-Identifier: MIT
/*
 * console.c - the first serial port, polled, and how the machine ends
 *
 * COM1 at 115200 baud, 8n1. Writing waits for room in the transmitter, with a
 * bound: a machine without the port goes on. Lines end in CR LF, as terminals
 * want. A CPU may write at any time, also in an NMI: characters of two CPUs
 * may then mix, none is lost.
 *
 * Under QEMU the isa-debug-exit device ends the emulator with (status << 1) | 1.
 * Without it (real hardware) the machine halts.
 */
#include <linux/stdarg.h>
#include <linux/string.h>
#include <asm/io.h>
#include "x86.h"

#define COM1	   0x3f8
#define COM1_IER   (COM1 + 1)
#define COM1_FCR   (COM1 + 2)
#define COM1_LCR   (COM1 + 3)
#define COM1_MCR   (COM1 + 4)
#define COM1_LSR   (COM1 + 5)
#define LSR_THRE   0x20 /* room for a character */
#define LSR_NONE   0xff /* nothing answers */
#define WAIT_TURNS 100000
#define DEBUG_EXIT 0xf4

static bool ready;

static void init(void)
{
	outb(0, COM1_IER);
	outb(0x80, COM1_LCR); /* the divisor: 1 is 115200 baud */
	outb(1, COM1);
	outb(0, COM1_IER);
	outb(0x03, COM1_LCR);
	outb(0xc7, COM1_FCR);
	outb(0x0b, COM1_MCR);
	ready = true;
}

static void put(char c)
{
	unsigned int turns = WAIT_TURNS;
	u8 status;

	do {
		status = inb(COM1_LSR);
	} while (!(status & LSR_THRE) && --turns);
	if (status != LSR_NONE)
		outb(c, COM1);
}

void port_console_write(const char *text, size_t len)
{
	if (!ready)
		init();
	for (; len; len--, text++) {
		if (*text == '\n')
			put('\r');
		put(*text);
	}
}

/* ---- before there is printk() -------------------------------------------------- */

static void put_number(unsigned long value, unsigned int base)
{
	char text[20];
	int at = sizeof(text);

	do
		text[--at] = "0123456789abcdef"[value % base];
	while (value /= base);
	port_console_write(text + at, sizeof(text) - at);
}

static void say(const char *fmt, va_list args)
{
	port_console_write("x86: ", 5);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			port_console_write(fmt, 1);
			continue;
		}
		switch (*++fmt) {
		case 's': {
			const char *text = va_arg(args, const char *);

			port_console_write(text, strlen(text));
			break;
		}
		case 'x':
			put_number(va_arg(args, unsigned long), 16);
			break;
		default:
			put_number(va_arg(args, unsigned long), 10);
			break;
		}
	}
	port_console_write("\n", 1);
}

void x86_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
}

void x86_stop(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
	port_shutdown(PORT_EXIT_FAILED);
}

void port_shutdown(int status)
{
	__asm__ volatile("cli");
	x86_stop_other_cpus();
	outb(status, DEBUG_EXIT);
	port_console_write("x86: halted\n", 12);
	for (;;)
		__asm__ volatile("cli; hlt");
}

bool (*port_source_line_hook)(unsigned long pc, char *buf, size_t len);

bool port_source_line(unsigned long pc, char *buf, size_t len)
{
	return port_source_line_hook && port_source_line_hook(pc, buf, len);
}
