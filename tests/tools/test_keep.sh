#!/bin/sh
# SPDX-License-Identifier: MIT
# A machine that stays up: insmod, dmesg, lsmod, rmmod, dmesg as separate steps.
. "$(dirname "$0")/tap.sh"
begin "$@"
cd "$sources" || exit 1
trap '"$quarry" poweroff >/dev/null 2>&1' EXIT

run keep.insmod_prints_the_machine 0 "$quarry" insmod --keep samples kib=64
matches 'hello_vmalloc: init 0, loaded into machine [0-9]+'
pid=$(sed -n 's/.*into machine \([0-9]*\).*/\1/p' "$work/output")
check 'it runs' kill -0 "${pid:-0}"

run keep.dmesg_has_the_log 0 "$quarry" dmesg
says 'hello_vmalloc: 64 KiB at 0x'
lacks 'hello_vmalloc: memory given back'

run keep.dmesg_clears 0 sh -c "'$quarry' dmesg -c >/dev/null && '$quarry' dmesg"
lacks 'hello_vmalloc: 64 KiB'

run keep.lsmod_lists_it 0 "$quarry" lsmod
matches '^Module +Size +Used by'
matches '^hello_vmalloc +[0-9]+ +0'

run keep.lsmod_as_json 0 sh -c "'$quarry' lsmod --json | python3 -c '
import json, sys
print([m[\"module\"] for m in json.load(sys.stdin)])'"
says "['hello_vmalloc']"

run keep.show_of_the_machine 0 "$quarry" show --pid "$pid" vmallocinfo
says 'pages=16'

run keep.second_module_joins 0 "$quarry" insmod --pid "$pid" samples/hello_slab.c
says "hello_slab: init 0, loaded into machine $pid"

run keep.rmmod_of_the_second 0 "$quarry" rmmod hello_slab
says 'hello_slab: init 0, 0 warnings, 0 leaks'
check 'the machine still runs' kill -0 "$pid"

run keep.rmmod_of_nothing 1 "$quarry" rmmod nothing
says 'nothing: no such module'

run keep.rmmod_judges 0 "$quarry" rmmod hello_vmalloc
says 'hello_vmalloc: init 0, 0 warnings, 0 leaks'

run keep.last_rmmod_ends_the_machine 1 "$quarry" lsmod
says 'no machine is running'

run keep.dmesg_of_the_ended_machine 0 "$quarry" dmesg
says 'hello_vmalloc: memory given back'

run keep.leak_is_named_at_rmmod 1 sh -c "'$quarry' insmod --keep samples/leaky.c && '$quarry' rmmod leaky"
says 'leaky: init 0, 0 warnings, 7 leaks'
matches '^  100 bytes .*3 blocks.* at leaky.c:[0-9]+'

run keep.failed_init_leaves_no_machine 1 "$quarry" insmod --keep tests/tools/modules/again.c
says 'again: init -11, 0 warnings, 0 leaks'
check 'no machine is left' sh -c "! '$quarry' lsmod"

run keep.poweroff_ends_it 0 sh -c "'$quarry' insmod --keep samples/hello_slab.c && '$quarry' poweroff && ! '$quarry' lsmod"

run keep.crash_is_told_to_the_asker 1 "$quarry" insmod --keep tests/tools/modules/crash.c
matches 'crash.c:[0-9]+'
says 'has died'

finish
