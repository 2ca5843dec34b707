# loadbearing: every target.  `make help` lists them.
#
# audit/*.c          facts, notes, policy, ledger, verdict: linked into the
#                    plugin and into the command
# audit/command/*.c  the command `loadbearing`
# plugin/            built once for each GCC that has plugin headers, and a
#                    loader, loadbearing.so, that opens the right one
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC ?= gcc
CXX = g++
PKG_CONFIG ?= pkg-config

VERSION := 0.1.0

# The compilers to build for: override with GCCS="gcc-12 gcc-13".
GCCS ?= $(shell scripts/list-gccs)

CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
CPPFLAGS += -Iaudit -DLOADBEARING_VERSION='"$(VERSION)"'
HARDEN = -fPIC -fvisibility=hidden
LIBRARY_PACKAGES = libcjson libmd
COMMAND_PACKAGES = $(LIBRARY_PACKAGES) libelf

LIBRARY_SOURCES = $(wildcard audit/*.c) $(BUILD)/shipped_policy.c
COMMAND_SOURCES = $(wildcard audit/command/*.c)
LIBRARY_OBJECTS = $(patsubst %.c,$(BUILD)/obj/%.o,$(notdir $(LIBRARY_SOURCES)))
COMMAND_OBJECTS = $(patsubst audit/command/%.c,$(BUILD)/obj/command/%.o,$(COMMAND_SOURCES))
PLUGIN_C = $(filter-out plugin/loader.c,$(wildcard plugin/*.c))
PLUGIN_CC = $(wildcard plugin/*.cc)

# gcc-12 -> 12: the major version that the compiler reports.
gcc_major = $(firstword $(subst ., ,$(shell $(1) -dumpversion)))
MAJORS = $(foreach g,$(GCCS),$(call gcc_major,$(g)))
PLUGINS = $(foreach m,$(MAJORS),$(BUILD)/loadbearing-gcc$(m).so)

.PHONY: all help deps demo test bench soundness install uninstall clean lint
all: $(BUILD)/loadbearing $(BUILD)/loadbearing.so $(PLUGINS) ## build the plugin and the command

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

deps: ## install what is missing (asks for sudo only when needed)
	scripts/install-dependencies

demo: ## the main job on examples/marketplace
	@scripts/install-dependencies
	@$(MAKE) --no-print-directory -s all
	@examples/marketplace/demo

test: ## everything that is tested
	@scripts/install-dependencies --test
	@$(MAKE) --no-print-directory -s all unit-tests
	@tests/run

$(BUILD)/obj $(BUILD)/obj/command $(BUILD)/unit:
	@mkdir -p $@

# The shipped policy, as a C string: what `init` writes, and what rules where there is none.
$(BUILD)/shipped_policy.c: attributes/policy.json scripts/embed | $(BUILD)/obj
	scripts/embed policy_shipped_text $< > $@

$(BUILD)/obj/%.o: audit/%.c | $(BUILD)/obj
	$(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(HARDEN) $(SANITIZE) -MMD -MP $$($(PKG_CONFIG) --cflags $(LIBRARY_PACKAGES)) -c $< -o $@
$(BUILD)/obj/%.o: $(BUILD)/%.c | $(BUILD)/obj
	$(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(HARDEN) $(SANITIZE) -c $< -o $@
$(BUILD)/obj/command/%.o: audit/command/%.c | $(BUILD)/obj/command
	$(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(SANITIZE) -MMD -MP $$($(PKG_CONFIG) --cflags $(COMMAND_PACKAGES)) -c $< -o $@

$(BUILD)/loadbearing: $(LIBRARY_OBJECTS) $(COMMAND_OBJECTS)
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) $^ -o $@ $$($(PKG_CONFIG) --libs $(COMMAND_PACKAGES))

$(BUILD)/loadbearing.so: plugin/loader.c | $(BUILD)/obj
	$(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(HARDEN) -shared $< -o $@ -ldl

# One plugin per compiler: $(1) the compiler, $(2) its major version.
define plugin_rules
$(BUILD)/gcc$(2)/%.o: plugin/%.cc
	@mkdir -p $$(@D)
	$(CXX) -std=gnu++14 $(CPPFLAGS) -Iplugin -isystem $$$$($(1) -print-file-name=plugin)/include $(CFLAGS) -Wall -Wextra -Wno-unused-parameter $(HARDEN) -fno-rtti -fno-exceptions -MMD -MP -c $$< -o $$@
$(BUILD)/gcc$(2)/%.o: plugin/%.c
	@mkdir -p $$(@D)
	$(CC) -std=gnu11 $(CPPFLAGS) -Iplugin $(CFLAGS) $(WARNINGS) $(HARDEN) -MMD -MP -c $$< -o $$@
$(BUILD)/loadbearing-gcc$(2).so: $(patsubst plugin/%.cc,$(BUILD)/gcc$(2)/%.o,$(PLUGIN_CC)) $(patsubst plugin/%.c,$(BUILD)/gcc$(2)/%.o,$(PLUGIN_C)) $(LIBRARY_OBJECTS)
	$(CXX) -shared $(CFLAGS) $(LDFLAGS) $$^ -o $$@ $$$$($(PKG_CONFIG) --libs $(LIBRARY_PACKAGES))
-include $(patsubst plugin/%.cc,$(BUILD)/gcc$(2)/%.d,$(PLUGIN_CC)) $(patsubst plugin/%.c,$(BUILD)/gcc$(2)/%.d,$(PLUGIN_C))
endef
$(foreach g,$(GCCS),$(eval $(call plugin_rules,$(g),$(call gcc_major,$(g)))))

# tests/unit/test_X.c: one Check program each, linked with the library and with
# the parts of the command that are not main.
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
.PHONY: unit-tests
unit-tests: $(UNIT_TESTS)
$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY_OBJECTS) $(COMMAND_OBJECTS) $(PLUGIN_C) | $(BUILD)/unit
	$(CC) -std=gnu11 $(CPPFLAGS) -Iaudit/command -Iplugin $(CFLAGS) $(WARNINGS) -Wno-missing-prototypes $(SANITIZE) $< $(PLUGIN_C) $(LIBRARY_OBJECTS) $(filter-out %/main.o,$(COMMAND_OBJECTS)) -o $@ $$($(PKG_CONFIG) --cflags --libs $(COMMAND_PACKAGES) check)

clean: ## remove what was built
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/command/*.d)
include install.mk
