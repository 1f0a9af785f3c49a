// SPDX-License-Identifier: MIT
/*
 * bench_run.c - where the figures come from
 *
 * Ours: this program again, as `quarry boot` with QEMU's instruction counter,
 * gets the benchmark module; its console is read line by line while it runs.
 * Linux's: bench/linux/baseline.sh does it with Debian's kernel. Either way the
 * console is kept in the folder of results.
 */
#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The folder build/ of the source tree we were built from; else here. */
char *bench_folder(void)
{
	char *table = data_file("bench/linux/linux.tsv"), *folder;
	bool at_home = table && !strncmp(table, QUARRY_SOURCE_DIR "/bench/",
					 strlen(QUARRY_SOURCE_DIR "/bench/"));

	free(table);
	if (at_home) {
		mkdir(QUARRY_SOURCE_DIR "/build", 0777);
		folder = format("%s/build/bench", QUARRY_SOURCE_DIR);
	} else {
		folder = format("quarry-bench");
	}
	if (!mkdir(folder, 0777) || errno == EEXIST)
		return folder;
	fail(0, "%s: %s", folder, strerror(errno));
	free(folder);
	return NULL;
}

/* ---- a program, read line by line --------------------------------------------- */

/**
 * struct reader - what becomes of the lines of a program
 * @table: figures go there; @rows: how many so far
 * @log: every line is kept there too, or NULL
 * @shown: a line of progress stands on the terminal
 * @error: the program's own "error: ...", or NULL
 */
struct reader {
	struct bench_table *table;
	size_t rows;
	FILE *log;
	bool shown;
	char *error;
};

static void progress(struct reader *reader, const char *text)
{
	if (!isatty(STDOUT_FILENO) || (!text && !reader->shown))
		return;
	fprintf(stdout, "\r\033[K%.*s", 78, text ?: "");
	fflush(stdout);
	reader->shown = text;
}

static void take_line(struct reader *reader, char *line)
{
	const struct bench_row *row;
	char *text = NULL;

	line[strcspn(line, "\r\n")] = '\0';
	if (reader->log)
		fprintf(reader->log, "%s\n", line);
	row = bench_read_line(reader->table, line);
	if (row)
		text = format("%zu of %zu rows, %s", ++reader->rows, reader->table->nr, row->op);
	else if (!strncmp(line, "step: ", 6))
		text = format("%s", line + 6);
	else if (!strncmp(line, "error: ", 7) && !reader->error)
		reader->error = format("%s", line + 7);
	if (text)
		progress(reader, text);
	free(text);
}

static void read_lines(struct reader *reader, FILE *from)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, from) > 0)
		take_line(reader, line);
	free(line);
	progress(reader, NULL);
}

/* Run @argv, both outputs to @reader. Return: exit status, 127: not started. */
static int run_lines(struct reader *reader, char *const *argv)
{
	int ends[2], status;
	FILE *from;
	pid_t pid;

	if (pipe(ends))
		return 127;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	from = pid > 0 ? fdopen(ends[0], "r") : NULL;
	if (from) {
		read_lines(reader, from);
		fclose(from);
	} else {
		close(ends[0]);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

/* ---- ours --------------------------------------------------------------------- */

/* Does every row have a figure? Names those that have none. */
static int check_complete(const struct bench_table *table, const char *log)
{
	size_t missing = 0, failed = 0;

	for (size_t i = 0; i < table->nr; i++) {
		missing += !table->rows[i].ours.known;
		if (table->rows[i].failed)
			fail(0, "%s could not be done", table->rows[i].op);
		failed += table->rows[i].failed;
	}
	if (!missing)
		return STATUS_OK;
	return fail(STATUS_FAILED,
		    "%zu of %zu rows have no figure (%zu could not be done); the log is %s",
		    missing, table->nr, failed, log);
}

int bench_read_log(struct bench_table *table, const char *path)
{
	struct reader reader = { .table = table };
	FILE *file = fopen(path, "r");

	if (!file)
		return fail(STATUS_USAGE, "%s: %s", path, strerror(errno));
	read_lines(&reader, file);
	fclose(file);
	return check_complete(table, path);
}

/* quarry boot with the machine that the figures of Linux were taken on. */
static void boot_command(struct words *argv, const char *module, int reps)
{
	words_add(argv, "%s", self_path());
	words_add(argv, "boot");
	words_add(argv, "--icount");
	words_add(argv, "--cpus");
	words_add(argv, "1");
	words_add(argv, "-m");
	words_add(argv, "mem=1G");
	words_add(argv, "%s", module);
	words_add(argv, "reps=%d", reps);
	/* Who holds each block is remembered by default, which is not to be measured. */
	words_add(argv, "--");
	words_add(argv, "track=off");
}

static char *last_line(const char *path)
{
	char *text = read_file(path, NULL), *line = NULL, *rest = text, *word;

	while (text && (word = strsep(&rest, "\n")))
		if (*word)
			line = word;
	line = format("%s", line ?: "");
	free(text);
	return line;
}

int bench_run_ours(struct bench_table *table, int reps)
{
	char *module = data_file("bench/linux/mmbase.c"), *folder = bench_folder(), *path;
	struct reader reader = { .table = table };
	struct words argv = { 0 };
	int status;

	if (!module || !folder)
		return fail(STATUS_FAILED, "bench/linux/mmbase.c is not there");
	path = format("%s/linux.log", folder);
	reader.log = fopen(path, "w");
	if (!reader.log)
		return fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	boot_command(&argv, module, reps);
	status = run_lines(&reader, argv.at);
	fclose(reader.log);
	if (status) {
		char *why = last_line(path);

		status = fail(STATUS_FAILED, "the machine ended with status %d: %s; the log is %s",
			      status, why, path);
		free(why);
	} else {
		status = check_complete(table, path);
	}
	words_free(&argv);
	free(reader.error);
	free(path);
	free(folder);
	free(module);
	return status;
}

/* ---- Linux's ------------------------------------------------------------------ */

int bench_run_baseline(struct bench_table *table, int reps)
{
	char *script = data_file("bench/linux/baseline.sh"), *folder = bench_folder(), *work, *log;
	struct reader reader = { .table = table };
	struct words argv = { 0 };
	int status;

	if (!script || !folder)
		return fail(STATUS_FAILED, "bench/linux/baseline.sh is not there");
	work = format("%s/baseline", folder);
	log = format("%s/log", work);
	words_add(&argv, "sh");
	words_add(&argv, "%s", script);
	words_add(&argv, "%s", work);
	words_add(&argv, "%d", reps);
	status = run_lines(&reader, argv.at);
	if (status)
		status = fail(STATUS_FAILED, "%s", reader.error ?: "baseline.sh ended early");
	else
		status = bench_read_log(table, log);
	words_free(&argv);
	free(reader.error);
	free(log);
	free(work);
	free(folder);
	free(script);
	return status;
}
