# SPDX-License-Identifier: MIT
# Two-line doors to meson. Everything is built in build/: host (release), x86 (the
# bare kernel), debug, asan, tsan, clang. The command is build/quarry.
.PHONY: all demo check clean install setup
all: setup
	@scripts/build host && scripts/build x86
setup:
	@scripts/setup
demo: all
	@build/quarry demo
check: setup
	@scripts/check
install: all
	@for port in host x86; do meson install -C build/$$port $(if $(DESTDIR),--destdir $(DESTDIR)) || exit 1; done
clean:
	rm -rf build
