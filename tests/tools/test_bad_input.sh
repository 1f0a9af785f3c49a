#!/bin/sh
# SPDX-License-Identifier: MIT
# What is wrong is said once, by name, with what is accepted; the status tells.
. "$(dirname "$0")/tap.sh"
begin "$@"
cd "$sources" || exit 1
modules=tests/tools/modules

run bad.does_not_compile 1 "$quarry" insmod $modules/broken.c
matches 'broken.c:9:[0-9]+:'
says 'no_such_thing'
lacks 'quarry:'

run bad.missing_headers_and_names 1 "$quarry" insmod $modules/network.c
says 'network.c uses kernel API that Quarry does not have'
matches '<linux/netdevice.h>: no such header; used from it: .*alloc_netdev'
matches '<linux/skbuff.h>: no such header; used from it: .*alloc_skb'

run bad.missing_symbols 1 "$quarry" insmod $modules/unlinked.c
matches '<linux/pci.h>: pci_enable_device'
says 'own_function'
says 'not loaded'

printf '#include <linux/module.h>\nint init_module(void);\nint init_module(void)\n{\n\tvfree(vmalloc(1));\n\treturn 0;\n}\n' >"$work/forgot.c"
run bad.forgotten_include_is_named 1 "$quarry" insmod "$work/forgot.c"
says 'vmalloc is declared in <linux/vmalloc.h>'

run bad.machine_size 2 "$quarry" insmod -m 'mem=16X cpus=2' samples/hello_slab.c
says 'mem=16X'
says 'for example'

run bad.machine_word 2 "$quarry" insmod -m 'ram=16M' samples/hello_slab.c
says "unknown parameter \`ram=16M'"
matches 'machine accepts: mem '
check 'no name twice' sh -c 'test -z "$(grep accepts: "$1" | sed "s/.*accepts://" | tr " " "\n" | grep . | sort | uniq -d)"' - "$work/output"
says 'for example'

run bad.cpus 2 "$quarry" show -m 'cpus=none' buddyinfo
says 'cpus=none'
says 'for example'

run bad.parameter 2 "$quarry" insmod samples/hello_vmalloc.c kilobytes=3
says "unknown parameter \`kilobytes=3'"
says 'module hello_vmalloc accepts: kib (uint)'

run bad.parameter_value 2 "$quarry" insmod samples/hello_vmalloc.c kib=many
says 'kib'
says 'many'

run bad.crash_at_null 1 "$quarry" insmod $modules/crash.c
says 'crash: about to write'
says '0000000000000010'
line=$(grep -n 'the line that crashes' $modules/crash.c | cut -d: -f1)
says "crash.c:$line"
says 'crash_init'

run bad.crash_behind_vmalloc_area 1 "$quarry" insmod $modules/crash.c behind=1
says 'crash_init'
matches 'guard|vmalloc'
says "crash.c:$line"

run bad.crash_leaves_the_terminal_alone 0 script -qec "stty -a | head -n 4 >'$work/before'; '$quarry' insmod $modules/crash.c; stty -a | head -n 4 >'$work/after'; cmp '$work/before' '$work/after'" /dev/null

run bad.out_of_memory_is_null 0 "$quarry" insmod -m mem=16M $modules/hungry.c
says 'page allocation failure: order:3'
matches 'hungry: got NULL after [0-9]+ blocks, all given back'
says 'hungry: init 0, 0 warnings, 0 leaks'

run bad.no_source 2 "$quarry" insmod
says 'quarry insmod hello.c'

run bad.no_such_file 2 "$quarry" insmod nothing.c
says 'nothing.c: No such file'

run bad.folder_without_makefile 2 "$quarry" insmod doc
says 'no Kbuild or Makefile'

run bad.verb 2 "$quarry" frobnicate
says "\`frobnicate' is no verb"

run bad.report 2 "$quarry" show nonsense
says "no report \`nonsense'"
says 'buddyinfo'

run bad.no_machine 1 "$quarry" lsmod
says 'no machine is running'

run bad.help_is_success 0 "$quarry" --help
says 'insmod'
run bad.verb_help 0 "$quarry" insmod --help
says 'param=value'

mkdir "$work/tmp"
run bad.nothing_temporary_is_left 1 env TMPDIR="$work/tmp" "$quarry" insmod $modules/network.c
check 'the folder is empty' rmdir "$work/tmp"

finish
