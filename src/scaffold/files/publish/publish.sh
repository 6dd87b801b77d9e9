#!/bin/sh
# Builds the site of learners into public/, with the version of clinic that wrote this file.
set -eu

# Where clinic comes from: its repository (an address that ends in .git), or the folder that holds a release's archives.
CLINIC_SOURCE='{source}'
CLINIC_VERSION='{version}'
CLINIC_HOME=$PWD/.clinic-program

{install}

{build}
