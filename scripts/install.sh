#!/bin/sh
# Installs the release program with its themes, samples, manual page and completions.
#
# usage: scripts/install.sh PROGRAM PREFIX    (DESTDIR before PREFIX, as packages want it)
set -eu
program=$1
root=${DESTDIR:-}$2
here=$(cd "$(dirname "$0")/.." && pwd)

copy() { # MODE SOURCE TARGET
  mkdir -p "$(dirname "$3")"
  install -m "$1" "$2" "$3"
}

# A build without debug information is half as large.
copy 755 "$program" "$root/bin/plateau"
strip "$root/bin/plateau"

for file in "$here"/themes/*.yaml; do
  copy 644 "$file" "$root/share/plateau/themes/$(basename "$file")"
done
for file in "$here"/samples/*.yaml; do
  copy 644 "$file" "$root/share/plateau/samples/$(basename "$file")"
done
for file in README.md CHANGELOG.md LICENSE; do
  copy 644 "$here/$file" "$root/share/doc/plateau/$file"
done

manual="$root/share/man/man1/plateau.1.gz"
mkdir -p "$(dirname "$manual")"
"$program" manual | gzip -9n >"$manual"
chmod 644 "$manual"

complete() { # SHELL TARGET
  mkdir -p "$(dirname "$2")"
  "$program" --generate-completion-script "$1" >"$2"
  chmod 644 "$2"
}
complete bash "$root/share/bash-completion/completions/plateau"
# zsh looks for those of packages in a folder of their own.
functions=site-functions
test "$2" != /usr || functions=vendor-completions
complete zsh "$root/share/zsh/$functions/_plateau"
complete fish "$root/share/fish/vendor_completions.d/plateau.fish"
