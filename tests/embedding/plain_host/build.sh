#!/bin/sh
# A host built by one compiler line. usage: build.sh SOURCE OUTPUT [FLAG...]; CXX, PKG_CONFIG_PATH from the environment
set -eu
source=$1
output=$2
shift 2
# shellcheck disable=SC2046,SC2086  # lists of words
${CXX:-c++} -std=c++20 -Wall -Wextra -Werror "$@" "$source" -o "$output" $(pkg-config --cflags --libs mayfly)
