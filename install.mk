# Installation: included by the Makefile; the work is done by scripts/install.
#
#   make install PREFIX=/usr/local            on this system
#   make install PREFIX=/usr DESTDIR=/tmp/p   for a package
#   make uninstall PREFIX=/usr/local          exactly what that installed
#
# GCC_PLUGIN_DIRS=yes|no: whether `-fplugin=loadbearing` (without ".so") shall work,
# for which GCC looks in its own plugin folder.  auto: where that can be written.
GCC_PLUGIN_DIRS ?= auto

INSTALL_VARIABLES = BUILD='$(BUILD)' PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' LIBDIR='$(LIBDIR)' \
    VERSION='$(VERSION)' GCCS='$(GCCS)' GCC_PLUGIN_DIRS='$(GCC_PLUGIN_DIRS)'

install: all ## PREFIX=/usr/local DESTDIR= GCC_PLUGIN_DIRS=auto|yes|no
	@$(INSTALL_VARIABLES) scripts/install

uninstall: ## remove exactly what install put there
	@$(INSTALL_VARIABLES) scripts/install --uninstall
