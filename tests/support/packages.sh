# Debian packages: `./dev` includes this. What is missing is installed, or told. Uses fail, heading and $install of dev.
# shellcheck shell=bash

base_packages=(g++ meson ninja-build pkg-config python3 libgc-dev libgtest-dev libgmock-dev cmake)
# What minipy needs beside them.
minipy_packages=(libgmp-dev libcli11-dev libreadline-dev)
# What mayfly-stress needs beside them.
stress_packages=(libcli11-dev nlohmann-json3-dev)

# What a package is for is looked for, not the package: an installation by other means counts.
is_present() {
  case $1 in
    g++) command -v "${CXX:-c++}" ;;
    ninja-build) command -v ninja ;;
    libgc-dev) pkg-config --exists 'bdw-gc >= 8.2.2' ;;
    libgtest-dev) pkg-config --exists gtest ;;
    libgmock-dev) pkg-config --exists gmock ;;
    libbenchmark-dev) pkg-config --exists benchmark ;;
    libgmp-dev) pkg-config --exists gmp ;;
    libcli11-dev) pkg-config --exists CLI11 ;;
    libreadline-dev) pkg-config --exists readline ;;
    nlohmann-json3-dev) pkg-config --exists nlohmann_json ;;
    clang) command -v clang++ ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

missing_packages() {
  local package missing=()
  for package in "$@"; do
    is_present "$package" || missing+=("$package")
  done
  printf '%s' "${missing[*]}"
}

need() {
  local missing sudo=()
  missing=$(missing_packages "$@")
  [[ -z $missing ]] && return
  if [[ $EUID -ne 0 ]]; then
    if [[ $install == no ]]; then
      echo "dev: missing: $missing" >&2
      echo "dev: install with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing" >&2
      echo "dev: or let dev do it: add --install" >&2
      exit 1
    fi
    sudo=(sudo)
  fi
  command -v apt-get >/dev/null || fail "missing: $missing, and there is no apt-get to install them with"
  heading "Installing $missing"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null ||
    fail "apt-get update failed, expected it to refresh the package lists"
  # shellcheck disable=SC2086  # a list of words
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null ||
    fail "apt-get could not install: $missing"
  hash -r
  missing=$(missing_packages "$@")
  [[ -z $missing ]] || fail "still missing after their installation: $missing"
}
