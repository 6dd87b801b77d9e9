#!/bin/sh
# Builds the learner edition in public/, with the version of clinic that wrote this file.
set -eu

# Where to get clinic: the address of its repository, which ends in .git, or of a folder with release archives.
CLINIC_SOURCE='{source}'
CLINIC_VERSION='{version}'
CLINIC_HOME=$PWD/.clinic-program

{install}

{build}
