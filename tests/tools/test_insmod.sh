#!/bin/sh
# SPDX-License-Identifier: MIT
# insmod of the samples, of folders, of parameters, of several files.
. "$(dirname "$0")/tap.sh"
begin "$@"
cd "$sources" || exit 1

line_of() {
	grep -n -F "$2" "$1" | head -n 1 | cut -d: -f1
}

run insmod.hello_slab_is_clean 0 "$quarry" insmod samples/hello_slab.c
says 'hello_slab: object of 64 bytes: greeting 1, "hello from a slab"'
says 'hello_slab: cache destroyed'
says 'hello_slab: init 0, 0 warnings, 0 leaks'
matches '^\[ *[0-9]+\.[0-9]{6}\] hello_slab: object'

run insmod.failed_object_leaks_the_cache_by_line 1 "$quarry" insmod samples/hello_slab.c \
	failslab=1,100,0,1 failslab_cache=hello_slab
says 'hello_slab: init -12, 0 warnings, 1 leaks'
says "at hello_slab.c:$(line_of samples/hello_slab.c 'greetings = kmem_cache_create')"

run insmod.expected_error_is_success 0 "$quarry" insmod --expect-init=-EAGAIN "$sources/tests/tools/modules/again.c"
says 'again: init -11, 0 warnings, 0 leaks'

run insmod.hello_vmalloc_is_clean 0 "$quarry" insmod samples/hello_vmalloc.c
says 'hello_vmalloc: 20 KiB at 0x'
says 'hello_vmalloc: memory given back'
says 'hello_vmalloc: init 0, 0 warnings, 0 leaks'

run insmod.folder_with_makefile 0 "$quarry" insmod samples kib=64
says 'hello_vmalloc: 64 KiB at 0x'
says 'hello_vmalloc: init 0, 0 warnings, 0 leaks'

run insmod.module_of_several_files 0 "$quarry" insmod tests/tools/modules/parts greeting=hi
says 'parts: hi, 7 from the other file, flags 42'
says 'parts: init 0, 0 warnings, 0 leaks'

run insmod.two_modules_by_export 0 "$quarry" insmod tests/tools/modules/giver.c tests/tools/modules/taker.c
says 'taker: the giver gives 42'
says 'giver: init 0, 0 warnings, 0 leaks'
says 'taker: init 0, 0 warnings, 0 leaks'

run insmod.leaky_names_size_and_line 1 "$quarry" insmod samples/leaky.c
says 'leaky: init 0, 0 warnings, 7 leaks'
l=$(line_of samples/leaky.c 'names[i] = kmalloc(100')
matches "^  100 bytes .*3 blocks.* at leaky.c:$l"
l=$(line_of samples/leaky.c 'table = vmalloc')
matches "^  12288 bytes .*vmalloc.* at leaky.c:$l"
l=$(line_of samples/leaky.c 'pages = __get_free_pages')
matches "^  16384 bytes .*pages.* at leaky.c:$l"
l=$(line_of samples/leaky.c 'records = kmem_cache_create')
matches "^  .*cache \"leaky_record\".* at leaky.c:$l"
l=$(line_of samples/leaky.c 'record = kmem_cache_alloc')
matches "^  192 bytes .*leaky_record.* at leaky.c:$l"

run insmod.verdict_as_json 1 sh -c "'$quarry' insmod --json samples/leaky.c 2>/dev/null | python3 -c '
import json, sys
v = json.load(sys.stdin)
print(v[\"module\"], v[\"init\"], v[\"warnings\"], v[\"leaks\"], len(v[\"held\"]))
sys.exit(1)'"
says 'leaky 0 0 7 5'

run insmod.warning_counts 1 "$quarry" insmod tests/tools/modules/warner.c
says 'warner: init 0, 1 warnings, 0 leaks'
matches 'WARNING: .*warner.c:[0-9]+'

run insmod.waits_for_threads 0 "$quarry" insmod tests/tools/modules/threads.c
says 'threads: the thread is done'
says 'threads: init 0, 0 warnings, 0 leaks'

run insmod.kunit_suites_run 1 "$quarry" insmod tests/tools/modules/suite.c
matches '^ok 1 - sample.two_and_two_are_four'
matches '^not ok 2 - sample.two_and_two_are_five'
says 'suite: init 0, 0 warnings, 0 leaks'

run insmod.clang_builds_too 0 env CC=clang "$quarry" insmod samples/hello_slab.c
says 'hello_slab: init 0, 0 warnings, 0 leaks'

run insmod.clang_leaks_by_line 1 env CC=clang "$quarry" insmod samples/leaky.c
l=$(line_of samples/leaky.c 'names[i] = kmalloc(100')
matches "^  100 bytes .*3 blocks.* at leaky.c:$l"

run insmod.replay_by_seed 0 "$quarry" insmod -m 'cpus=2 sched=replay seed=7' samples/hello_slab.c
says 'hello_slab: init 0, 0 warnings, 0 leaks'

finish
