#!/bin/sh
# SPDX-License-Identifier: MIT
# What `make install` puts down works from there: the command with its headers
# and samples, and a program linked by pkg-config, shared and static.
. "$(dirname "$0")/tap.sh"
begin "$@"
build=$4
# A sanitizer's run-time would have to be linked into the program, too.
[ "$5" = none ] || skip_all "not in builds with sanitizers"
root=$work/root

run install.files_are_put_down 0 meson install -C "$build" --no-rebuild --destdir "$root"
prefix=$(dirname "$(dirname "$(find "$root" -path '*/bin/quarry')")")
check 'a manual page' test -s "$prefix/share/man/man1/quarry.1"

run install.command_finds_its_headers 0 "$prefix/bin/quarry" insmod "$prefix/share/quarry/samples/hello_slab.c"
says 'hello_slab: init 0, 0 warnings, 0 leaks'

run install.demo_finds_its_samples 0 "$prefix/bin/quarry" demo
says 'leaky: init 0, 0 warnings, 7 leaks'

cat >"$work/program.c" <<'END'
#include <stdio.h>
#include <string.h>
#include <quarry/quarry.h>
#include <quarry/api.h>

int main(void)
{
	void *small = kmalloc(100, GFP_KERNEL), *large = vmalloc(100000);

	if (!small || !large)
		return 1;
	memset(small, 1, 100);
	memset(large, 2, 100000);
	printf("%zu bytes may be used\n", ksize(small));
	kfree(small);
	vfree(large);
	return 0;
}
END
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name quarry.pc)")
lib=$(dirname "$PKG_CONFIG_PATH")
PKG_CONFIG_SYSROOT_DIR=$root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR

run install.program_with_the_shared_library 0 sh -c "cc '$work/program.c' \$(pkg-config --cflags --libs quarry) -o '$work/shared' && LD_LIBRARY_PATH='$lib' '$work/shared'"
says '128 bytes may be used'

run install.program_with_the_static_library 0 sh -c "cc '$work/program.c' \$(pkg-config --cflags quarry) '$lib/libquarry.a' -pthread -o '$work/static' && '$work/static'"
says '128 bytes may be used'

rm -rf "$root"
finish
