# Installation: included by the Makefile.
