// SPDX-License-Identifier: MIT
/*
 * paths.c - where headers, samples and sockets are
 *
 * The program runs from its build folder or installed. In the build folder it
 * finds headers in the source tree it was built from; installed, beside itself
 * under the same prefix, so that a moved tree still works:
 *
 *	PREFIX/bin/quarry  PREFIX/include/quarry-kernel/  PREFIX/share/quarry/
 *
 * QUARRY_INCLUDE names folders to use instead, separated by colons; one of them
 * holds quarry_config.h, the configuration that the headers are read with.
 */
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <ctype.h>
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

/* The folders with headers, and in *@config the file with the configuration. */
static bool header_folders(struct words *folders, char **config)
{
	const char *given = getenv("QUARRY_INCLUDE");
	char *prefix;

	if (given && *given) {
		char *list = format("%s", given), *rest = list, *one;

		while ((one = strsep(&rest, ":")))
			if (*one)
				words_add(folders, "%s", one);
		free(list);
	} else if (in_build_tree()) {
		words_add(folders, "%s/include", QUARRY_SOURCE_DIR);
		words_add(folders, "%s/arch/%s/include", QUARRY_SOURCE_DIR, QUARRY_PORT);
		words_add(folders, "%s", QUARRY_BUILD_DIR);
	} else {
		prefix = installed_prefix();
		words_add(folders, "%s/include/quarry-kernel", prefix);
		free(prefix);
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

bool kernel_includes(struct words *args)
{
	struct words folders = { 0 };
	char *config;

	if (!header_folders(&folders, &config)) {
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

	header_folders(&folders, &config);
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
