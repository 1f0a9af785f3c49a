// SPDX-License-Identifier: MIT
/*
 * hexdump.c - bytes as lines of hex digits in the log
 *
 * A line is "prefix: 00 01 02 …  text": numbers of groupsize bytes, as the
 * machine reads them, then the bytes as characters.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>

#define LINE_SIZE (32 * 3 + 2 + 32 + 1)

static void print_row(const char *head, int prefix_type, const void *at, size_t offset,
		      const char *line)
{
	switch (prefix_type) {
	case DUMP_PREFIX_ADDRESS:
		printk("%s%px: %s\n", head, at, line);
		break;
	case DUMP_PREFIX_OFFSET:
		printk("%s%.8zx: %s\n", head, offset, line);
		break;
	default:
		printk("%s%s\n", head, line);
	}
}

void print_hex_dump(const char *level, const char *prefix_str, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, bool ascii)
{
	char line[LINE_SIZE + 8], head[64];
	size_t offset, row = rowsize == 32 ? 32 : 16;

	snprintf(head, sizeof(head), "%s%s", level, prefix_str);
	for (offset = 0; offset < len; offset += row) {
		hex_dump_to_buffer(buf + offset, min(len - offset, row), row, groupsize, line,
				   sizeof(line), ascii);
		print_row(head, prefix_type, buf + offset, offset, line);
	}
}
EXPORT_SYMBOL(print_hex_dump);

void print_hex_dump_bytes(const char *prefix_str, int prefix_type, const void *buf, size_t len)
{
	print_hex_dump(KERN_DEBUG, prefix_str, prefix_type, 16, 1, buf, len, true);
}
EXPORT_SYMBOL(print_hex_dump_bytes);
