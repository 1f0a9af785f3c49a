#!/bin/sh
# SPDX-License-Identifier: MIT
# baseline.sh WORK REPS [APPEND...] - the other column: build mmbase.c for
# Debian's own kernel and boot that in the same emulator with the same flags.
#
# Packages are downloaded and unpacked below WORK; nothing is installed, the
# running system's kernel and boot loader are not touched, root is not needed.
# What the emulator's console said ends up in WORK/log; lines "step: …" on
# standard output tell how far it is. Default of APPEND: mitigations off, nothing
# zeroed that was not asked for, as in the columns 6.1, 6.12 and 7.3 of linux.tsv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
reps=$2
shift 2
append=${*:-mitigations=off init_on_alloc=0}

die() {
	echo "error: $*"
	exit 1
}

# The newest kernel of the distribution.
abi() {
	apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: linux-image-//p' | head -n 1
}

depends() {
	apt-cache depends "$1" | sed -n 's/.*Depends: //p'
}

# Headers for two kernels point to each other by their installed place: point
# them to where they are unpacked.
relocate() {
	find "$work/root/usr/src" -name Makefile -path '*/linux-headers-*' -prune -exec \
		sed -i "s#\([ =]\)/usr/\(src\|lib\)/linux#\1$work/root/usr/\2/linux#g" {} +
}

unpack() {
	[ ! -e "$work/unpacked-$abi" ] || return 0
	rm -rf "$work/deb" "$work/root"
	mkdir -p "$work/deb" "$work/root"
	packages="linux-image-$abi busybox-static linux-headers-$abi"
	for p in $(depends "linux-headers-$abi"); do
		case $p in linux-headers-* | linux-kbuild-*) packages="$packages $p" ;; esac
	done
	echo "step: downloading $packages"
	# shellcheck disable=SC2086 # a list of words
	(cd "$work/deb" && apt-get download $packages) >"$work/download.log" 2>&1 ||
		die "apt-get download failed, see $work/download.log; \`apt-get update' as root may help"
	echo "step: unpacking them into $work/root"
	for p in "$work"/deb/*.deb; do
		dpkg-deb -x "$p" "$work/root"
	done
	rm -rf "$work/deb"
	relocate
	: >"$work/unpacked-$abi"
}

build() {
	echo "step: building mmbase.ko for Linux $abi"
	rm -rf "$work/module"
	mkdir -p "$work/module"
	cp "$here/mmbase.c" "$work/module/"
	echo 'obj-m := mmbase.o' >"$work/module/Makefile"
	make -s -C "$work/root/usr/src/linux-headers-$abi" M="$work/module" modules \
		>"$work/build.log" 2>&1 || die "it does not build, see $work/build.log"
}

# An initial root file system: busybox, init, the module. Busybox packs itself.
pack() {
	busybox=$work/root/bin/busybox
	[ -x "$busybox" ] || busybox=$work/root/usr/bin/busybox
	rm -rf "$work/initrd"
	mkdir -p "$work/initrd/bin"
	cp "$busybox" "$work/initrd/bin/busybox"
	ln -s busybox "$work/initrd/bin/sh"
	cp "$here/init" "$work/initrd/init"
	chmod 755 "$work/initrd/init"
	cp "$work/module/mmbase.ko" "$work/initrd/mmbase.ko"
	(cd "$work/initrd" && find . | sort | "$busybox" cpio -o -H newc) >"$work/initrd.cpio" 2>/dev/null
}

boot() {
	echo "step: booting Linux $abi in QEMU"
	timeout 3600 qemu-system-x86_64 -accel tcg -icount shift=0,sleep=off -cpu qemu64 -m 1G -smp 1 \
		-nodefaults -display none -no-reboot -serial stdio -seed 1 -rtc base=2024-01-01,clock=vm \
		-kernel "$work/root/boot/vmlinuz-$abi" -initrd "$work/initrd.cpio" \
		-append "console=ttyS0 quiet loglevel=4 nokaslr panic=-1 kfence.sample_interval=0 mmb_reps=$reps $append" \
		</dev/null >"$work/log" 2>&1 || true
	grep -q 'MMB|#done' "$work/log" || die "the benchmark did not finish, see $work/log"
}

abi=$(abi)
[ -n "$abi" ] || die "apt does not know linux-image-amd64; \`apt-get update' as root may help"
command -v qemu-system-x86_64 >/dev/null || die "qemu-system-x86_64 is missing; scripts/setup installs it"
unpack
build
pack
boot
echo "step: done"
