// SPDX-License-Identifier: MIT
/*
 * paths.c - where headers, samples and sockets are
 *
 * The program runs from its build folder or installed. In the build folder it
 * finds headers in the source tree it was built from, and bare kernels in the
 * build folders beside its own; installed, beside itself under the same prefix,
 * so that a moved tree still works:
 *
 *	PREFIX/bin/quarry  PREFIX/include/quarry-kernel/  PREFIX/share/quarry/
 *	PREFIX/libexec/quarry/quarry.elf  PREFIX/include/quarry-kernel-x86/
 *
 * The second folder has what differs for the bare port, and comes first.
 * QUARRY_INCLUDE names folders to use instead, separated by colons; one of them
 * holds quarry_config.h, the configuration that the headers are read with.
 */
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <ctype.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *self_path(void)
{
	static char path[PATH_MAX];
	ssize_t len;

	if (path[0])
		return path;
	len = readlink("/proc/self/exe", path, sizeof(path) - 1);
	path[len < 0 ? 0 : len] = '\0';
	return path;
}

static bool exists(const char *path)
{
	return access(path, R_OK) == 0;
}

/* Is the program where it was built? */
static bool in_build_tree(void)
{
	return !strncmp(self_path(), QUARRY_BUILD_DIR "/", strlen(QUARRY_BUILD_DIR) + 1) &&
	       exists(QUARRY_SOURCE_DIR "/include/linux/kconfig.h");
}

/* PREFIX of an installed program: two names up. The caller frees it. */
static char *installed_prefix(void)
{
	char *prefix = format("%s", self_path());

	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(prefix, '/');

		if (slash)
			*slash = '\0';
	}
	return prefix;
}

/* The build folder of @target: ours, or for a bare port build/PORT. */
static char *build_folder(const struct target *target)
{
	if (!strcmp(target->port, QUARRY_PORT))
		return format("%s", QUARRY_BUILD_DIR);
	return format("%s/build/%s", QUARRY_SOURCE_DIR, target->port);
}

static void add_installed_folders(const struct target *target, struct words *folders)
{
	char *prefix = installed_prefix();

	if (strcmp(target->port, QUARRY_PORT))
		words_add(folders, "%s/include/quarry-kernel-%s", prefix, target->port);
	words_add(folders, "%s/include/quarry-kernel", prefix);
	free(prefix);
}

static void add_source_folders(const struct target *target, struct words *folders)
{
	char *build = build_folder(target);

	words_add(folders, "%s/include", QUARRY_SOURCE_DIR);
	words_add(folders, "%s/arch/%s/include", QUARRY_SOURCE_DIR, target->port);
	words_add(folders, "%s/include/asm-default", QUARRY_SOURCE_DIR);
	words_add(folders, "%s", build);
	free(build);
}

/* The folders with headers, and in *@config the file with the configuration. */
static bool header_folders(const struct target *target, struct words *folders, char **config)
{
	const char *given = getenv("QUARRY_INCLUDE");

	if (given && *given) {
		char *list = format("%s", given), *rest = list, *one;

		while ((one = strsep(&rest, ":")))
			if (*one)
				words_add(folders, "%s", one);
		free(list);
	} else if (in_build_tree()) {
		add_source_folders(target, folders);
	} else {
		add_installed_folders(target, folders);
	}
	*config = NULL;
	for (size_t i = 0; i < folders->nr && !*config; i++) {
		*config = format("%s/quarry_config.h", folders->at[i]);
		if (!exists(*config)) {
			free(*config);
			*config = NULL;
		}
	}
	return *config != NULL;
}

bool kernel_includes(const struct target *target, struct words *args)
{
	struct words folders = { 0 };
	char *config;

	if (!header_folders(target, &folders, &config)) {
		fail(0, "the kernel headers are not at %s", folders.nr ? folders.at[0] : "?");
		fail(0,
		     "QUARRY_INCLUDE=FOLDER[:FOLDER...] says where they are, with quarry_config.h"
		     " in one of them");
		words_free(&folders);
		return false;
	}
	words_add(args, "-include");
	words_add(args, "%s", config);
	words_add(args, "-include");
	words_add(args, "linux/kconfig.h");
	for (size_t i = 0; i < folders.nr; i++)
		words_add(args, "-isystem%s", folders.at[i]);
	free(config);
	words_free(&folders);
	return true;
}

/* ---- what the build of a port made ------------------------------------------------ */

long target_config(const struct target *target, const char *name)
{
	struct words folders = { 0 };
	char *config = NULL, *text, *define, *at;
	long value = -1;

	if (!header_folders(target, &folders, &config))
		return -1;
	text = read_file(config, NULL);
	define = format("#define %s ", name);
	at = text ? strstr(text, define) : NULL;
	if (at)
		value = strtol(at + strlen(define), NULL, 0);
	free(define);
	free(text);
	free(config);
	words_free(&folders);
	return value;
}

/* Where @name of the target's build should be. The caller frees it. */
static char *target_path(const struct target *target, const char *name)
{
	const char *slash = strrchr(name, '/');
	char *folder, *path;

	if (in_build_tree()) {
		folder = build_folder(target);
		path = format("%s/%s", folder, name);
	} else {
		folder = installed_prefix();
		path = format("%s/libexec/quarry/%s", folder, slash ? slash + 1 : name);
	}
	free(folder);
	return path;
}

char *target_file(const struct target *target, const char *name)
{
	char *path = target_path(target, name);

	if (exists(path))
		return path;
	free(path);
	return NULL;
}

int target_file_missing(const struct target *target, const char *name)
{
	char *path = target_path(target, name);

	fail(0, "the bare kernel is not at %s", path);
	free(path);
	return fail(STATUS_FAILED, "in the source tree `scripts/build %s' builds it", target->port);
}

/* ---- which header has a name ---------------------------------------------------- */

/* Comments become blanks. */
static void blank_comments(char *text)
{
	for (char *at = text; (at = strstr(at, "/*"));) {
		char *end = strstr(at, "*/");

		end = end ? end + 2 : at + strlen(at);
		memset(at, ' ', (size_t)(end - at));
	}
}

static bool mentions(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = text; (at = strstr(at, name)); at += len) {
		bool starts = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');

		if (starts && !(isalnum((unsigned char)at[len]) || at[len] == '_'))
			return true;
	}
	return false;
}

static char *search_folder(const char *folder, const char *sub, const char *name)
{
	char *path = format("%s/%s", folder, sub), *found = NULL;
	struct dirent *entry;
	DIR *dir = opendir(path);

	while (dir && !found && (entry = readdir(dir))) {
		size_t len = strlen(entry->d_name);
		char *file, *text;

		if (len < 3 || strcmp(entry->d_name + len - 2, ".h"))
			continue;
		file = format("%s/%s", path, entry->d_name);
		text = read_file(file, NULL);
		if (text)
			blank_comments(text);
		if (text && mentions(text, name))
			found = format("%s/%s", sub, entry->d_name);
		free(text);
		free(file);
	}
	if (dir)
		closedir(dir);
	free(path);
	return found;
}

char *header_declares(const char *name)
{
	static const char *const subs[] = { "linux", "linux/sched", "kunit", "asm" };
	struct words folders = { 0 };
	char *config = NULL, *found = NULL;

	header_folders(&target_host, &folders, &config);
	for (size_t s = 0; s < sizeof(subs) / sizeof(subs[0]) && !found; s++)
		for (size_t i = 0; i < folders.nr && !found; i++)
			found = search_folder(folders.at[i], subs[s], name);
	free(config);
	words_free(&folders);
	return found;
}

/* ---- data and run-time files ------------------------------------------------------ */

char *data_file(const char *name)
{
	char *prefix, *path;

	if (in_build_tree()) {
		path = format("%s/%s", QUARRY_SOURCE_DIR, name);
		if (exists(path))
			return path;
		free(path);
		path = format("%s/tools/%s", QUARRY_SOURCE_DIR, name);
	} else {
		prefix = installed_prefix();
		path = format("%s/share/quarry/%s", prefix, name);
		free(prefix);
	}
	if (exists(path))
		return path;
	free(path);
	return NULL;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

char *tmp_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = format("%s/quarry-XXXXXX", tmp && *tmp ? tmp : "/tmp");

	if (mkdtemp(dir))
		return dir;
	fail(0, "%s: %s", dir, strerror(errno));
	free(dir);
	return NULL;
}

void tmp_folder_remove(char *dir)
{
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(dir);
}

/* The address of a socket has 108 bytes, of which "/PID.sock" takes up to 16. */
#define MAX_RUN_DIR 90

/* A folder that is ours alone. */
static bool own_folder(const char *path)
{
	struct stat st;

	if (mkdir(path, 0700) && errno != EEXIST)
		return false;
	return !lstat(path, &st) && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
	       !(st.st_mode & 077);
}

const char *run_dir(void)
{
	static char *path;
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (path)
		return path;
	if (runtime && *runtime) {
		path = format("%s/quarry", runtime);
		if (strlen(path) <= MAX_RUN_DIR && own_folder(path))
			return path;
		free(path);
	}
	path = format("/tmp/quarry-%u", geteuid());
	if (own_folder(path))
		return path;
	fail(0, "no place for the sockets of running machines: %s is not a folder of your own",
	     path);
	free(path);
	path = NULL;
	return NULL;
}
