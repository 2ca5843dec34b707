# loadbearing: every target.  `make help` lists them.
#
# audit/          facts, notes, policy, ledger, verdict: linked into the plugin
#                 and into the command
# audit/command/  the command `loadbearing`
# plugin/         built once for each GCC that has plugin headers, and a loader,
#                 loadbearing.so, that opens the right one
#
# V=1 shows the commands.  SANITIZE="-fsanitize=address,undefined" with another
# BUILD folder builds the command and the unit tests with sanitizers.
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
ifeq ($(origin CC),default)
CC = gcc
endif
ifeq ($(origin CXX),default)
CXX = g++
endif
PKG_CONFIG ?= pkg-config
V ?= 0

VERSION := 0.1.0

# The compilers to build for: override with GCCS="gcc-12 gcc-13".
ifndef GCCS
GCCS := $(shell scripts/list-gccs)
endif

CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
LIBDIR = $(PREFIX)/lib
override CPPFLAGS += -Iaudit -DLOADBEARING_VERSION='"$(VERSION)"'
HARDEN = -fPIC -fvisibility=hidden
LIBRARY_PACKAGES = libcjson nettle
COMMAND_PACKAGES = $(LIBRARY_PACKAGES) libelf

# $(call say,WHAT): one line for each step, none under V=1 or `make -s`.
say = $(if $(filter 1,$(V))$(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),,@printf '  %-5s %s\n' $(1) $@)
Q = $(if $(filter 1,$(V)),,@)

# Data files that the program carries in itself, as text.
SHIPPED = $(BUILD)/shipped_policy.c $(BUILD)/shipped_machines.c $(BUILD)/shipped_assertions.c $(patsubst %,$(BUILD)/shipped_header.c,$(wildcard attributes/loadbearing.h))
COMMAND_SOURCES = $(wildcard audit/command/*.c audit/command/*/*.c)
LIBRARY_SOURCES = $(filter-out $(COMMAND_SOURCES),$(wildcard audit/*.c audit/*/*.c))
LIBRARY_OBJECTS = $(patsubst audit/%.c,$(BUILD)/obj/%.o,$(LIBRARY_SOURCES)) $(patsubst $(BUILD)/%.c,$(BUILD)/obj/%.o,$(SHIPPED))
COMMAND_OBJECTS = $(patsubst audit/command/%.c,$(BUILD)/obj/command/%.o,$(COMMAND_SOURCES))
PLUGIN_C = $(filter-out plugin/loader.c,$(wildcard plugin/*.c plugin/*/*.c))
PLUGIN_CC = $(wildcard plugin/*.cc plugin/*/*.cc)
# The plugin's plain C, once more for the unit tests.
PLUGIN_OBJECTS = $(patsubst plugin/%.c,$(BUILD)/obj/plugin/%.o,$(PLUGIN_C))

# gcc-12 -> 12: the major version that the compiler reports.
gcc_major = $(firstword $(subst ., ,$(shell $(1) -dumpversion)))
MAJORS := $(foreach g,$(GCCS),$(call gcc_major,$(g)))
PLUGINS := $(foreach m,$(MAJORS),$(BUILD)/loadbearing-gcc$(m).so)

.PHONY: all help deps demo test unit-tests bench soundness lint format install uninstall clean
.DELETE_ON_ERROR:
all: $(BUILD)/loadbearing $(BUILD)/loadbearing.so $(PLUGINS) ## build the plugin and the command
ifeq ($(GCCS),)
	@echo "no GCC with plugin headers was found; run: make deps" >&2; exit 1
endif

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

deps: ## install what is missing (asks for sudo only when needed)
	@scripts/install-dependencies

# Two jobs, unless the user has said how many.
JOBS = $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j2)

# The inner make reads the Makefile afresh, after the compilers have come.
demo: ## the main job on examples/marketplace
	@scripts/install-dependencies
	@+$(MAKE) --no-print-directory -s $(JOBS) all
	@LOADBEARING_BUILD=$(abspath $(BUILD)) examples/marketplace/demo

test: ## everything that is tested
	@scripts/install-dependencies --test
	@+$(MAKE) --no-print-directory -s $(JOBS) all unit-tests
	@LOADBEARING_BUILD=$(abspath $(BUILD)) tests/run

bench: all ## compile time, note size and checking speed, as ratios
	@tests/bench/run

# Sweeps over real projects that take longer than a test may.
soundness: all ## the long sweeps: real projects, every -O level and compiler
	@if [ -x tests/real/soundness ]; then tests/real/soundness; \
	else echo "there is no long sweep yet: tests/real/soundness does not exist"; fi

$(BUILD) $(BUILD)/obj $(BUILD)/unit:
	@mkdir -p $@

# A rule whose object lies in a folder like its source's.
into_folder = @mkdir -p $(@D)

# What `init` writes, and what rules where there is no policy.
$(BUILD)/shipped_policy.c: attributes/policy.json scripts/embed | $(BUILD)
	@scripts/embed policy_shipped_text $< > $@
$(BUILD)/shipped_machines.c: attributes/machines.txt scripts/embed | $(BUILD)
	@scripts/embed machines_shipped_text $< > $@
$(BUILD)/shipped_assertions.c: attributes/assertions.txt scripts/embed | $(BUILD)
	@scripts/embed assertions_shipped_text $< > $@
$(BUILD)/shipped_header.c: attributes/loadbearing.h scripts/embed | $(BUILD)
	@scripts/embed header_shipped_text $< > $@

C_FLAGS = -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(SANITIZE) -MMD -MP

$(BUILD)/obj/%.o: audit/%.c
	$(into_folder)
	$(call say,CC)
	$(Q)$(CC) $(C_FLAGS) $(HARDEN) $$($(PKG_CONFIG) --cflags $(LIBRARY_PACKAGES)) -c $< -o $@
$(BUILD)/obj/shipped_%.o: $(BUILD)/shipped_%.c | $(BUILD)/obj
	$(call say,CC)
	$(Q)$(CC) $(C_FLAGS) $(HARDEN) -c $< -o $@
$(BUILD)/obj/command/%.o: audit/command/%.c
	$(into_folder)
	$(call say,CC)
	$(Q)$(CC) $(C_FLAGS) -Iaudit/command $$($(PKG_CONFIG) --cflags $(COMMAND_PACKAGES)) -c $< -o $@
$(BUILD)/obj/plugin/%.o: plugin/%.c
	$(into_folder)
	$(call say,CC)
	$(Q)$(CC) $(C_FLAGS) -Iplugin -c $< -o $@

$(BUILD)/loadbearing: $(LIBRARY_OBJECTS) $(COMMAND_OBJECTS)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(SANITIZE) -pthread $(LDFLAGS) $^ -o $@ -lm $$($(PKG_CONFIG) --libs $(COMMAND_PACKAGES))

# The loader knows where `make install` puts the plugins, and is rebuilt when
# that changes.  Its soname is what lets ldconfig list it (see install.mk).  It appears
# whole or not at all: a compiler may be opening it.
$(BUILD)/libdir: FORCE | $(BUILD)
	@echo '$(LIBDIR)' | cmp -s - $@ || echo '$(LIBDIR)' > $@
$(BUILD)/loadbearing.so: plugin/loader.c $(BUILD)/libdir
	$(call say,LINK)
	$(Q)$(CC) $(C_FLAGS) $(HARDEN) -DLOADBEARING_LIBDIR='"$(LIBDIR)/loadbearing"' -MF $@.d -MT $@ \
	    -shared $(LDFLAGS) -Wl,-soname,loadbearing.so $< -o $@.new -ldl
	$(Q)mv -f $@.new $@
.PHONY: FORCE
FORCE:

# One plugin per compiler: $(1) the compiler, $(2) its major version.  Linked
# as C: nothing of the C++ library is used, and loading it takes longer than
# the plugin's own start.
define plugin_rules
$(BUILD)/gcc$(2)/%.o: plugin/%.cc
	$$(into_folder)
	$$(call say,CXX)
	$$(Q)$(CXX) -std=gnu++14 $(CPPFLAGS) -Iplugin -isystem $$$$($(1) -print-file-name=plugin)/include $(CXXFLAGS) -Wall -Wextra -Wno-unused-parameter $(HARDEN) -fno-rtti -fno-exceptions -MMD -MP -c $$< -o $$@
$(BUILD)/gcc$(2)/%.o: plugin/%.c
	$$(into_folder)
	$$(call say,CC)
	$$(Q)$(CC) -std=gnu11 $(CPPFLAGS) -Iplugin $(CFLAGS) $(WARNINGS) $(HARDEN) -MMD -MP -c $$< -o $$@
$(BUILD)/loadbearing-gcc$(2).so: $(patsubst plugin/%.cc,$(BUILD)/gcc$(2)/%.o,$(PLUGIN_CC)) $(patsubst plugin/%.c,$(BUILD)/gcc$(2)/%.o,$(PLUGIN_C)) $(LIBRARY_OBJECTS)
	$$(call say,LINK)
	$$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) $$^ -o $$@ $$$$($(PKG_CONFIG) --libs $(LIBRARY_PACKAGES))
# For tests only: the same steps put into the compilation, so that what comes of them can be run.
$(BUILD)/reshaped-gcc$(2).so: tests/real/executed/reshaped.cc $(BUILD)/loadbearing-gcc$(2).so
	$$(call say,CXX)
	$$(Q)$(CXX) -std=gnu++14 $(CPPFLAGS) -Iplugin -isystem $$$$($(1) -print-file-name=plugin)/include $(CXXFLAGS) -Wall -Wextra -Wno-unused-parameter $(HARDEN) -fno-rtti -fno-exceptions -c $$< -o $(BUILD)/gcc$(2)/reshaped.test.o
	$$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) $(BUILD)/gcc$(2)/reshaped.test.o $(patsubst plugin/%.cc,$(BUILD)/gcc$(2)/%.o,$(filter-out plugin/plugin.cc,$(PLUGIN_CC))) $(patsubst plugin/%.c,$(BUILD)/gcc$(2)/%.o,$(PLUGIN_C)) $(LIBRARY_OBJECTS) -o $$@ $$$$($(PKG_CONFIG) --libs $(LIBRARY_PACKAGES))
-include $(wildcard $(BUILD)/gcc$(2)/*.d $(BUILD)/gcc$(2)/*/*.d)
endef
$(foreach g,$(GCCS),$(eval $(call plugin_rules,$(g),$(call gcc_major,$(g)))))

# tests/unit/test_X.c: one Check program each, linked with what it uses of the
# library, of the plugin's plain C, and of the command without its main.
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
UNIT_OBJECTS = $(LIBRARY_OBJECTS) $(PLUGIN_OBJECTS) $(filter-out %/main.o,$(COMMAND_OBJECTS))
unit-tests: $(UNIT_TESTS) $(BUILD)/unit/make_records ## build the unit tests
$(BUILD)/unit/parts.a: $(UNIT_OBJECTS) | $(BUILD)/unit
	@rm -f $@
	@ar rcs $@ $^
$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/unit/parts.a
	$(call say,TEST)
	$(Q)$(CC) $(C_FLAGS) -Wno-missing-prototypes -Iaudit/command -Iplugin -MF $@.d $< $(BUILD)/unit/parts.a \
	    -pthread $(LDFLAGS) -o $@ -lm $$($(PKG_CONFIG) --cflags --libs $(COMMAND_PACKAGES) check)

# Layout, shell scripts, and what cppcheck is sure of.  A tool that is not
# installed is named and passed over.
SCRIPTS = $(shell grep -lE '^\#!/bin/(ba)?sh' -r scripts tests examples .ci 2>/dev/null) tests/lib.sh
FORMATTED = $(shell git ls-files '*.c' '*.h' '*.cc' | grep -v '^tests/compile/\|^tests/real/')
lint: ## layout, shellcheck, cppcheck
	@status=0; \
	have () { command -v $$1 > /dev/null || { echo "lint: $$1 is not installed, passed over"; return 1; }; }; \
	if have clang-format; then \
	    clang-format --dry-run -Werror $(FORMATTED) || status=1; fi; \
	if have shellcheck; then shellcheck -S warning -e SC1091,SC2154 $(SCRIPTS) || status=1; fi; \
	if have cppcheck; then \
	    cppcheck -q --error-exitcode=1 --inline-suppr --suppress=missingIncludeSystem \
	        --enable=warning,performance,portability --std=c11 -Iaudit -Iaudit/command -Iplugin \
	        audit $(PLUGIN_C) plugin/loader.c || status=1; fi; \
	exit $$status

format: ## bring the layout into order, as lint wants it
	clang-format -i $(FORMATTED)

clean: ## remove what was built
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d $(BUILD)/obj/*/*/*.d $(BUILD)/unit/*.d $(BUILD)/*.so.d)
include install.mk
