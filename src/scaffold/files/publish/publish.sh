#!/bin/sh
# Builds the site for learners into public/, with the version of clinic that wrote this file.
set -eu

# Where to get clinic: its repository (an address that ends in .git), or a folder with the archives of a release.
CLINIC_SOURCE='{source}'
CLINIC_VERSION='{version}'
CLINIC_HOME=$PWD/.clinic-program

{install}

{build}
