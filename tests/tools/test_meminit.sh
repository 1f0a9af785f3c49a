#!/bin/sh
# SPDX-License-Identifier: MIT
# lib/test_meminit.c of Debian's kernel source, unmodified: with init_on_alloc
# and init_on_free every one of its checks must pass. The file is fetched by apt
# into the build folder; without a network the test is skipped.
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/fetch.sh"
begin "$@"
fetch_meminit "$3" || skip_all "linux-source-6.1 cannot be fetched"

run meminit.all_checks_pass 0 "$quarry" insmod "$store/test_meminit.c" init_on_alloc=1 init_on_free=1
matches 'all [0-9]+ tests passed'
says 'all 131 tests passed'
says 'test_meminit: init 0, 0 warnings, 0 leaks'

finish
