#!/bin/sh
# Compiles scripts/plateau.ti and writes Sources/NcursesSurface/TerminalEntries.swift anew. Needs tic and infocmp, 6.1 or later.
set -e
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
tic -x -o "$folder" scripts/plateau.ti
entry() {
  echo "  static let $2 ="
  echo '    """'
  TERMINFO=$folder infocmp -x -Q2 "$1" | grep -v '^#' | tr -d '\n' | fold -w 90 | sed 's/^/    /; $!s/$/\\/'
  printf '\n    """\n'
}
{
  cat <<'SWIFT'
/// Terminal descriptions that the program brings, as the `TERMINFO` variable takes them.
///
/// Made of scripts/plateau.ti by scripts/terminal-entries.sh.
enum TerminalEntries {
  /// `plateau-xterm`: 256 colours.
SWIFT
  entry plateau-xterm palette
  echo
  echo '  /// `plateau-direct`: all colours.'
  entry plateau-direct direct
  echo '}'
} > Sources/NcursesSurface/TerminalEntries.swift
