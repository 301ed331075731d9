"""Follows ``commands.jsonl`` while others append to it."""

import os
import stat

from .parameters import Refusal
from .requests import parse_request

LONGEST_LINE = 1 << 20
"""The length in bytes of the longest line that can be a command."""
_CHUNK = 1 << 20


class Remark:
    """A sentence for the list of events that came in with the commands."""

    __slots__ = ("text", "source")

    def __init__(self, text, source):
        self.text = text
        self.source = source


class CommandIntake:
    """The commands that are appended to a file.

    Half a line waits for its end. A file that was replaced or cut is read from its beginning. What
    cannot be read is reported once. The file need not exist.
    """

    def __init__(self, path, from_end):
        self.path = path
        self._offset = 0
        self._pending = b""
        self._is_too_long = False
        self._identity = None
        self._count = 0
        self._trouble = None
        if from_end:
            self._skip()

    def _skip(self):
        try:
            status = os.stat(self.path)
        except OSError:
            return
        self._offset = status.st_size
        self._identity = (status.st_ino, status.st_dev)

    def next(self):
        """The requests and remarks since the last call; costs a ``stat`` when there are none."""
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            return []
        except OSError as error:
            return self._report(error.strerror)
        if not stat.S_ISREG(status.st_mode):
            return self._report("is not a regular file")
        identity = (status.st_ino, status.st_dev)
        if self._identity not in (None, identity) or status.st_size < self._offset:
            self._offset, self._pending, self._count = 0, b"", 0
            self._is_too_long = False
        self._identity = identity
        if status.st_size == self._offset:
            return []
        try:
            chunk = self._read(min(_CHUNK, status.st_size - self._offset))
        except OSError as error:
            return self._report(error.strerror)
        self._trouble = None
        return self._items(chunk)

    def _read(self, count):
        flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self.path, flags)
        try:
            chunk = os.pread(descriptor, count, self._offset)
        finally:
            os.close(descriptor)
        # On a network disk, bytes that are still on their way appear as zeros.
        zero = chunk.find(b"\0")
        if zero >= 0 and chunk.find(b"\n", zero) < 0:
            chunk = chunk[:zero]
        self._offset += len(chunk)
        return chunk

    def _report(self, trouble):
        if trouble == self._trouble:
            return []
        self._trouble = trouble
        text = "%s: %s; commands cannot be read from it" % (self.path, trouble)
        return [Remark(text, "commands.jsonl")]

    def _items(self, chunk):
        lines = (self._pending + chunk).split(b"\n")
        self._pending = lines.pop()
        if len(self._pending) > LONGEST_LINE:
            self._pending, self._is_too_long = self._pending[:100], True
        items, damage = [], []
        for line in lines:
            self._count += 1
            text = line.decode("utf-8", "replace").replace("\0", "").strip()
            if not text:
                continue
            try:
                if self._is_too_long:
                    raise Refusal("the line is too long")
                items.append(parse_request(text, self._count))
            except Refusal as refusal:
                damage.append("line %d: %s" % (self._count, refusal.why))
            self._is_too_long = False
        if damage:
            words = damage[0]
            if len(damage) > 1:
                words = "%d lines are not commands; the first: %s" % (len(damage), words)
            items.append(Remark(words, "commands.jsonl"))
        return items
