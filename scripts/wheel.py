#!/usr/bin/env python3
"""Packs an installed tree of the program, and the Python client, as a wheel for pip.

usage: scripts/wheel.py TREE VERSION FOLDER

TREE holds bin/plateau, lib/plateau and share, as scripts/install.sh and scripts/dist.sh leave them. pip puts the program
among the commands, and what it needs where the program looks for it: ../lib and ../share, seen from there. The wheel needs
nothing but Python's standard library to be made.
"""

import base64
import hashlib
import os
import re
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLIENT = os.path.join(HERE, "Sources", "PythonClient")
NAME = "plateau_terminal"
"""The name for pip: `plateau` is another package's, which pip would replace by this one."""


def main():
    tree, version, folder = sys.argv[1:]
    program = os.path.join(tree, "bin", "plateau")
    tag = "py3-none-" + platform(tree)
    wheel = Wheel(os.path.join(folder, "%s-%s-%s.whl" % (NAME, version, tag)), version)
    for path in files(os.path.join(CLIENT, "plateau_client")):
        wheel.add(os.path.relpath(path, CLIENT), read(path))
    wheel.add(wheel.data("scripts/plateau"), read(program), is_program=True)
    for part in ("lib", "share"):
        for path in files(os.path.join(tree, part)):
            wheel.add(wheel.data("data/" + os.path.relpath(path, tree)), read(path))
    wheel.add(wheel.about("METADATA"), metadata(version).encode())
    wheel.add(wheel.about("WHEEL"), (
        "Wheel-Version: 1.0\nGenerator: plateau\nRoot-Is-Purelib: false\nTag: %s\n" % tag
    ).encode())
    wheel.add(wheel.about("licenses/LICENSE"), read(os.path.join(HERE, "LICENSE")))
    wheel.add(wheel.about("entry_points.txt"), entry_points().encode())
    wheel.close()
    print(wheel.path)


class Wheel:
    """A wheel that is being written; its list of files comes last."""

    def __init__(self, path, version):
        self.path = path
        self.stem = "%s-%s" % (NAME, version)
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.record = []

    def data(self, path):
        return "%s.data/%s" % (self.stem, path)

    def about(self, path):
        return "%s.dist-info/%s" % (self.stem, path)

    def add(self, path, content, is_program=False):
        # The same tree gives the same bytes: the earliest time that a zip can hold.
        entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o100755 if is_program else 0o100644) << 16
        self.archive.writestr(entry, content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        self.record.append("%s,sha256=%s,%d\n" % (path, digest, len(content)))

    def close(self):
        path = self.about("RECORD")
        self.archive.writestr(
            zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), "".join(self.record) + path + ",,\n"
        )
        self.archive.close()


def platform(tree):
    """The tag of the oldest C library that has all symbols which the program and its libraries use.

    Everything else that they need is in the wheel. Without objdump the tag is that of Linux.
    """
    machine = os.uname().machine
    newest = (2, 17)
    for part in ("bin", "lib"):
        for path in files(os.path.join(tree, part)):
            try:
                symbols = subprocess.run(
                    ["objdump", "-T", path], check=True, capture_output=True, text=True
                ).stdout
            except (OSError, subprocess.CalledProcessError):
                return "linux_" + machine
            for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols):
                newest = max(newest, (int(major), int(minor)))
    return "manylinux_%d_%d_%s" % (newest + (machine,))


def metadata(version):
    with open(os.path.join(HERE, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    return (
        "Metadata-Version: 2.1\n"
        "Name: %s\n"
        "Version: %s\n"
        "Summary: Train, watch and steer neural networks in the terminal; joins training scripts\n"
        "License: MIT\n"
        "Requires-Python: >=3.9\n"
        "Classifier: Environment :: Console :: Curses\n"
        "Classifier: Operating System :: POSIX :: Linux\n"
        "Description-Content-Type: text/markdown\n"
        "\n%s"
    ) % (NAME.replace("_", "-"), version, readme)


def entry_points():
    """The client's entry points, from its pyproject.toml; Python 3.9 has no reader of TOML."""
    lines, is_in_group = [], False
    for line in read(os.path.join(CLIENT, "pyproject.toml")).decode().splitlines():
        group = re.match(r'\[project\.entry-points\."(.+)"\]', line)
        if line.startswith("["):
            is_in_group = group is not None
            if group:
                lines.append("[%s]" % group.group(1))
        elif is_in_group and "=" in line:
            lines.append(line.replace('"', ""))
    return "\n".join(lines) + "\n"


def files(folder):
    """The files below a folder, in order, without what Python has compiled."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if not name.endswith(".pyc"):
                yield os.path.join(parent, name)


def read(path):
    with open(path, "rb") as file:
        return file.read()


if __name__ == "__main__":
    main()
