# SPDX-License-Identifier: MIT
# lib.sh - sourced by the scripts here, which take QUARRY.ELF QUARRY-TESTS.ELF WORK
#
#	machine OPTIONS... -- PARAMETERS	the kernel in QEMU: what it says, its status
#	payload OPTIONS... -- PARAMETERS	the same, the kernel of the suites
#	acpi WORDS...				write $tables; see acpi_tables.py
#
# Cases are as in tests/tools/tap.sh.
tap_prefix=boot
. "$(dirname "$0")/../tools/tap.sh"
sources=$(dirname "$0")/../..
kernel=$1
suites=$2
work=$3/work-$(basename "$0" .sh)
rm -rf "$work"
mkdir -p "$work"
XDG_RUNTIME_DIR=$(mktemp -d)
tables=$work/acpi
tables_at=0x6000000
echo "TAP version 13"
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"

machine() {
	"$sources/scripts/qemu-run" "$kernel" "$@"
}

payload() {
	"$sources/scripts/qemu-run" "$suites" "$@"
}

acpi() {
	"$sources/tests/boot/acpi_tables.py" "$tables" $tables_at "$@"
}
