#!/bin/sh
# SPDX-License-Identifier: MIT
# lib/test_meminit.c of Debian's kernel source, unmodified: with init_on_alloc
# and init_on_free every one of its checks must pass. The file is fetched by apt
# into the build folder; without a network the test is skipped.
. "$(dirname "$0")/tap.sh"
begin "$@"
# One copy for all configurations, when the builds lie in build/.
store=$3/fetched
[ -d "$sources/build" ] && store=$sources/build/fetched
mkdir -p "$store"
exec 9>"$store/lock"
flock 9

fetch() {
	[ -s "$store/test_meminit.c" ] && return 0
	(
		cd "$store" || exit 1
		rm -f linux-source-6.1_*.deb
		apt-get download linux-source-6.1 || { apt-get update && apt-get download linux-source-6.1; } || exit 1
		dpkg-deb --fsys-tarfile linux-source-6.1_*.deb |
			tar -xO ./usr/src/linux-source-6.1.tar.xz |
			tar -xJO linux-source-6.1/lib/test_meminit.c >test_meminit.new
		[ -s test_meminit.new ] || exit 1
		mv test_meminit.new test_meminit.c
		rm -f linux-source-6.1_*.deb
	)
}

fetch >"$work/output" 2>&1 || skip_all "linux-source-6.1 cannot be fetched"

run meminit.all_checks_pass 0 "$quarry" insmod "$store/test_meminit.c" init_on_alloc=1 init_on_free=1
matches 'all [0-9]+ tests passed'
says 'all 131 tests passed'
says 'test_meminit: init 0, 0 warnings, 0 leaks'

finish
