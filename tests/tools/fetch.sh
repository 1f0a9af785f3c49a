# SPDX-License-Identifier: MIT
# fetch.sh - sourced: one file of Debian's kernel source, fetched once
#
#	fetch_meminit FOLDER	lib/test_meminit.c into $store; false: no network
#
# One copy for all configurations, when the builds lie in build/; else in FOLDER.
fetch_into_store() {
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

fetch_meminit() {
	store=$1/fetched
	[ -d "$sources/build" ] && store=$sources/build/fetched
	mkdir -p "$store"
	exec 9>"$store/lock"
	flock 9
	fetch_into_store >"$work/output" 2>&1
	fetched=$?
	exec 9>&-
	return $fetched
}
