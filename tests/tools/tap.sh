# SPDX-License-Identifier: MIT
# tap.sh - sourced by the scripts here: run a command, check status and words
#
#	begin QUARRY SOURCES WORK
#	run "name of the case" STATUS COMMAND...
#	says "text"           the output of the last command has this line part
#	matches 'regex'       the same by an extended regular expression
#	lacks "text"
#	finish
#
# A case is one run with all the checks that follow it.
tap_number=0
tap_failed=0
tap_name=
tap_prefix=${tap_prefix:-tools}	# of the names of the cases

begin() {
	quarry=$1
	sources=$2
	work=$3/work-$(basename "$0" .sh)
	rm -rf "$work"
	mkdir -p "$work"
	XDG_RUNTIME_DIR=$(mktemp -d)	# short: addresses of sockets are
	export XDG_RUNTIME_DIR
	unset QUARRY_INCLUDE CC
	echo "TAP version 13"
}

tap_close() {
	[ -n "$tap_name" ] || return 0
	tap_number=$((tap_number + 1))
	if [ -z "$tap_why" ]; then
		echo "ok $tap_number - $tap_prefix.$tap_name"
	else
		printf '%s\n' "$tap_why" | sed 's/^/# /'
		sed 's/^/#   | /' "$work/output"
		echo "not ok $tap_number - $tap_prefix.$tap_name"
		tap_failed=$((tap_failed + 1))
	fi
	tap_name=
}

run() {
	tap_close
	tap_name=$1
	tap_why=
	tap_status=$2
	shift 2
	"$@" >"$work/output" 2>&1 </dev/null
	tap_got=$?
	if [ "$tap_got" != "$tap_status" ]; then
		tap_why="status $tap_got, expected $tap_status: $*"
	fi
}

says() {
	grep -qF -- "$1" "$work/output" || tap_why="$tap_why
does not say: $1"
}

matches() {
	grep -qE -- "$1" "$work/output" || tap_why="$tap_why
does not match: $1"
}

lacks() {
	! grep -qF -- "$1" "$work/output" || tap_why="$tap_why
says: $1"
}

# check "what" COMMAND...: the command must succeed
check() {
	tap_what=$1
	shift
	"$@" >>"$work/output" 2>&1 || tap_why="$tap_why
not true: $tap_what"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

finish() {
	tap_close
	rm -rf "$XDG_RUNTIME_DIR"
	echo "1..$tap_number"
	[ "$tap_failed" = 0 ]
}
