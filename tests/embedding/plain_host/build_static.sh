#!/bin/sh
# As build.sh, with Mayfly itself linked statically.
set -eu
source=$1
output=$2
shift 2
libraries=$(pkg-config --static --libs mayfly | sed 's/-lmayfly/-l:libmayfly.a/')
# shellcheck disable=SC2046,SC2086  # lists of words
${CXX:-c++} -std=c++20 -Wall -Wextra -Werror "$@" "$source" -o "$output" $(pkg-config --cflags mayfly) $libraries
