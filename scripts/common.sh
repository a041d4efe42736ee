# shellcheck shell=bash
# What every script here shares: it stands in the repository's root, finds the project's own tools
# first, and says things in one way. To be sourced.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD

# A shell opened before rustup was installed does not have cargo on its PATH yet.
PATH="$ROOT/.tools/bin:$ROOT/node_modules/.bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
export PATH

say() { printf '▸ %s\n' "$*"; }
die() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}
