#!/usr/bin/env bash
# Packs the release program for machines without Swift: a tarball with the libraries it needs beside it, a wheel for pip
# with the same and the Python client, and a Debian package that depends on the distribution's libraries.
#
# usage: scripts/dist.sh PROGRAM FOLDER
set -euo pipefail
program=$1
output=$2
here=$(cd "$(dirname "$0")/.." && pwd)
version=$("$program" --version)
machine=$(uname -m)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$output"
# Others from before would be installed together with these.
rm -f "$output"/plateau*.tar.gz "$output"/plateau*.whl "$output"/plateau*.deb

# The tarball.
name=plateau-$version-$machine
"$here/scripts/install.sh" "$program" "$stage/$name"

bytes=$(stat -c %s "$stage/$name/bin/plateau")
echo "program: $((bytes / 1000000)) MB"
if [ "$bytes" -gt 30000000 ]; then
  echo "the program is larger than 30 MB: does something import Foundation instead of BareFoundation?" >&2
  exit 1
fi

# The C library and its loader are those of the machine. oneDNN is loaded when a network is trained.
libraries="$stage/$name/lib/plateau"
mkdir -p "$libraries"
needed() {
  ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' |
    grep -Ev '/(libc|libm|libdl|libpthread|librt)\.so\.[0-9]+$' || true
}
# Every reader below reads to the end: a writer whose reader has left ends with SIGPIPE, and `pipefail` with it.
onednn=$(/sbin/ldconfig -p | awk '!found && /libdnnl\.so\.[0-9]+ / { print $NF; found = 1 }')
{ needed "$program"; test -z "$onednn" || { echo "$onednn"; needed "$onednn"; }; } | sort -u |
  while read -r library; do install -m 644 "$(readlink -f "$library")" "$libraries/$(basename "$library")"; done
tar -C "$stage" --owner=0 --group=0 --sort=name -czf "$output/$name.tar.gz" "$name"

# The wheel.
if command -v python3 >/dev/null; then
  python3 "$here/scripts/wheel.py" "$stage/$name" "$version" "$output"
else
  echo "there is no python3: no wheel is made"
fi

# The Debian package.
if command -v dpkg-deb >/dev/null; then
  package=$stage/package
  DESTDIR=$package "$here/scripts/install.sh" "$program" /usr
  # The package of a library, which may be known by its path with or without /usr.
  owner() {
    local file=/${1#/usr/}
    file=/${file#/}
    { dpkg-query -S "/usr$file" || dpkg-query -S "$file"; } 2>/dev/null | sed -n '1s/:.*//p'
  }
  depends=$({ needed "$program"; echo "$onednn"; } | while read -r library; do
    test -z "$library" || owner "$(readlink -f "$library")"
  done | sort -u | paste -sd, | sed 's/,/, /g')
  # The greatest version of the C library from which a file of the package takes a function.
  libc=$(find "$package/usr" -type f \( -path '*/bin/*' -o -name '*.so*' \) -exec objdump -T {} + |
    grep -o 'GLIBC_[0-9][0-9.]*' | sort -uV | sed -n '$s/GLIBC_//p')
  mkdir -p "$package/DEBIAN"
  cat >"$package/DEBIAN/control" <<CONTROL
Package: plateau
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: plateau
Section: science
Priority: optional
Installed-Size: $(du -sk "$package/usr" | cut -f1)
Depends: libc6 (>= $libc)${depends:+, $depends}
Recommends: libcurl4
Suggests: libcairo2
Description: train, watch and steer neural networks in the terminal
 A dashboard for curves and callbacks, logs of other tools, and training.
CONTROL
  dpkg-deb --root-owner-group --build "$package" "$output/plateau_${version}_$(dpkg --print-architecture).deb" >/dev/null
fi
ls -l "$output"
