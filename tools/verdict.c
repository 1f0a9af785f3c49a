// SPDX-License-Identifier: MIT
/*
 * verdict.c - what came of a module, in one line and one for each leak
 *
 *	leaky: init 0, 0 warnings, 3 leaks
 *	  100 bytes (kmalloc-128), 3 blocks, at leaky.c:31 in leaky_init+0x2c
 *
 * A warning is a WARN, a BUG or an error that a slab check found. Leaks are
 * counted in blocks. Good is: init gave what was expected, none of the others.
 */
#include "tool.h"
#include "kernel_side.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

unsigned long warnings_now(void)
{
	struct ks_verdict now;

	ks_verdict(&now);
	return now.warns + now.bugs + now.slab_errors;
}

void verdict_add_leak(const struct ks_leak *leak, void *arg)
{
	struct verdict *v = arg;
	struct json_object *entry = json_object_new_object();
	char line[512];

	v->leaks += leak->count;
	ks_leak_line(leak, line, sizeof(line));
	words_add(&v->lines, "%s", line);
	json_object_object_add(entry, "size", json_object_new_int64((long)leak->size));
	json_object_object_add(entry, "blocks", json_object_new_int64((long)leak->count));
	json_object_object_add(entry, "kind", json_object_new_string(leak->kind));
	if (leak->name)
		json_object_object_add(entry, "cache", json_object_new_string(leak->name));
	json_object_object_add(entry, "line", json_object_new_string(leak->line));
	json_object_object_add(entry, "site", json_object_new_string(leak->site));
	if (!v->held)
		v->held = json_object_new_array();
	json_object_array_add(v->held, entry);
}

static char *as_json(struct verdict *v, bool good)
{
	struct json_object *object = json_object_new_object();
	char *text;

	json_object_object_add(object, "module", json_object_new_string(v->module));
	json_object_object_add(object, "init", json_object_new_int(v->init));
	json_object_object_add(object, "warnings", json_object_new_int64((long)v->warnings));
	json_object_object_add(object, "leaks", json_object_new_int64((long)v->leaks));
	json_object_object_add(object, "failed_cases", json_object_new_int((int)v->failures));
	json_object_object_add(object, "held", v->held ? v->held : json_object_new_array());
	json_object_object_add(object, "good", json_object_new_boolean(good));
	v->held = NULL;
	text = format("%s\n", json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN));
	json_object_put(object);
	return text;
}

int verdict_print(struct verdict *v, int expected, bool json,
		  void (*write)(const char *, unsigned long, void *), void *arg)
{
	bool good = v->init == expected && !v->warnings && !v->leaks && !v->failures;
	char *text;

	if (json) {
		text = as_json(v, good);
		write(text, strlen(text), arg);
		free(text);
	}
	for (size_t i = 0; !json && i <= v->lines.nr; i++) {
		text = i ? format("%s", v->lines.at[i - 1])
			 : format(KS_VERDICT_LINE, v->module, v->init, v->warnings, v->leaks);
		write(text, strlen(text), arg);
		free(text);
	}
	if (!json && v->failures) {
		text = format(KS_FAILURES_LINE, v->failures);
		write(text, strlen(text), arg);
		free(text);
	}
	if (v->held)
		json_object_put(v->held);
	words_free(&v->lines);
	return good ? STATUS_OK : STATUS_FAILED;
}

bool errno_parse(const char *text, int *value)
{
	const char *name = *text == '-' ? text + 1 : text;
	char *end;
	long number = strtol(text, &end, 0);

	if (end != text && !*end) {
		*value = number > 0 ? (int)-number : (int)number;
		return true;
	}
	for (int error = 1; error < 134; error++) {
		const char *known = strerrorname_np(error);

		if (known && !strcmp(known, name)) {
			*value = -error;
			return true;
		}
	}
	return false;
}
