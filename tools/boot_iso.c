// SPDX-License-Identifier: MIT
/*
 * boot_iso.c - a bootable image with the bare kernel and its modules
 *
 * GRUB loads the kernel by multiboot2 and the boot archive as its one module,
 * and talks to the screen and the first serial line. grub-mkrescue makes the
 * image; which firmware it boots on depends on the GRUB packages that are there
 * (grub-pc-bin: BIOS).
 */
#include "boot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MKRESCUE "grub-mkrescue"

static const char menu[] = "set timeout=0\n"
			   "serial --unit=0 --speed=115200\n"
			   "terminal_input serial console\n"
			   "terminal_output serial console\n"
			   "menuentry \"Quarry\" {\n"
			   "\tmultiboot2 /boot/quarry.elf %s\n"
			   "\tmodule2 /boot/archive.cpio\n"
			   "}\n";

static int write_file(const char *dir, const char *name, const char *data, size_t size)
{
	char *path = format("%s/boot/%s", dir, name);
	FILE *file = fopen(path, "w");
	bool good = file && fwrite(data, 1, size, file) == size;

	if ((file && fclose(file)) || !good)
		fail(0, "cannot write %s: %s", path, strerror(errno));
	free(path);
	return good ? STATUS_OK : STATUS_FAILED;
}

/* GRUB's shell reads the line: what it would take as its own is quoted. */
static char *for_grub(const struct words *append)
{
	char *line = words_join(append), *text = malloc(4 * strlen(line) + 1), *to = text;

	if (!text)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	for (const char *c = line; *c; c++) {
		if (strchr("\"'\\$;&|<>{}#*?", *c))
			*to++ = '\\';
		*to++ = *c;
	}
	*to = '\0';
	free(line);
	return text;
}

/* The folder that becomes the image. */
static int fill_folder(const struct qemu *q, const char *dir)
{
	char *boot = format("%s/boot", dir), *grub = format("%s/boot/grub", dir);
	char *append = for_grub(&q->append), *text = format(menu, append);
	size_t size;
	char *kernel = read_file(q->kernel, &size);
	int status = STATUS_OK;

	if (!kernel)
		status = fail(STATUS_FAILED, "%s: %s", q->kernel, strerror(errno));
	else if (mkdir(boot, 0755) || mkdir(grub, 0755))
		status = fail(STATUS_FAILED, "%s: %s", grub, strerror(errno));
	if (!status)
		status = write_file(dir, "quarry.elf", kernel, size);
	if (!status)
		status = write_file(dir, "archive.cpio", q->archive, q->archive_size);
	if (!status)
		status = write_file(dir, "grub/grub.cfg", text, strlen(text));
	free(kernel);
	free(text);
	free(append);
	free(grub);
	free(boot);
	return status;
}

static int make_image(const char *dir, const char *path)
{
	char *const args[] = { MKRESCUE, "-o", (char *)path, (char *)dir, NULL };
	struct captured got = run_captured(args, STDERR_FILENO);

	if (got.status) {
		fputs(got.text, stderr);
		fail(0, MKRESCUE " failed; it needs: apt-get install grub-pc-bin grub-common "
				 "xorriso mtools");
	}
	free(got.text);
	return got.status ? STATUS_FAILED : STATUS_OK;
}

static void say_how(const struct qemu *q, const char *path)
{
	struct words args = { 0 };
	struct stat st;
	char *line;

	qemu_options(q, &args);
	line = words_join(&args);
	printf("%s: %lld KiB. Write it to a USB stick (dd if=%s of=/dev/STICK bs=1M) or boot it "
	       "by\n",
	       path, stat(path, &st) ? 0ll : (long long)st.st_size / 1024, path);
	printf("  %s -boot d -cdrom %s\n", line, path);
	free(line);
	words_free(&args);
}

int boot_iso(const struct qemu *q, const char *path)
{
	char *dir;
	int status;

	if (!program_there(MKRESCUE))
		return fail(STATUS_FAILED,
			    MKRESCUE " is not installed: apt-get install grub-pc-bin "
				     "grub-common xorriso mtools");
	dir = tmp_folder();
	if (!dir)
		return STATUS_FAILED;
	status = fill_folder(q, dir);
	if (!status)
		status = make_image(dir, path);
	tmp_folder_remove(dir);
	if (!status)
		say_how(q, path);
	return status;
}
