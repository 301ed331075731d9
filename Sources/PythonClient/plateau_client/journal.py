"""The file of events: whole lines, locked while the run is trained."""

import errno
import os
import stat
import time

try:
    import fcntl
except ImportError:  # Windows has no such locks; the sign of life is enough there.
    fcntl = None

LOCK_TRIES = 25
"""The number of times that the lock is asked for before it counts as taken."""


class Occupied(Exception):
    """The file belongs to another process, or holds another run."""


class Journal:
    """A run's ``events.jsonl``, opened for appending and locked.

    All methods raise ``OSError`` when the system refuses. They may block on a file system that
    hangs, so only the writer's thread calls them.
    """

    def __init__(self, path, resumes):
        """Opens the file; creates it and its folder when they do not exist.

        Without ``resumes`` the file must not hold a line yet. Raises ``Occupied`` otherwise, and
        when another process has locked it.
        """
        self.path = path
        self._ends_in_half_line = False
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
        self.descriptor = os.open(path, flags, 0o644)
        try:
            if not stat.S_ISREG(os.fstat(self.descriptor).st_mode):
                raise OSError(errno.EINVAL, "is not a regular file")
            self._lock()
            self.end = self._cut_half_line()
            if self.end and not resumes:
                raise Occupied("%s already holds a run" % path)
        except BaseException:
            self.close()
            raise

    def _lock(self):
        if fcntl is None:
            return
        for _ in range(LOCK_TRIES):
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES):
                    return  # This file system has no locks; the sign of life is enough.
            # A reader that asks whether the run is alive holds the lock for a moment.
            time.sleep(0.02)
        raise Occupied("another process is training the run in %s" % os.path.dirname(self.path))

    def _cut_half_line(self):
        """Removes a line that an earlier writer did not finish; returns the size afterwards."""
        end = size = os.fstat(self.descriptor).st_size
        while end > 0:
            start = max(0, end - 65536)
            chunk = os.pread(self.descriptor, end - start, start)
            newline = chunk.rfind(b"\n")
            if newline >= 0:
                end = start + newline + 1
                break
            end = start
        if end < size:
            os.ftruncate(self.descriptor, end)
        return end

    def append(self, data):
        """Writes whole lines, or nothing of them."""
        if self._ends_in_half_line:
            data = b"\n" + data
        written = 0
        try:
            while written < len(data):
                written += os.write(self.descriptor, data[written:])
        except OSError:
            if written:
                try:
                    os.ftruncate(self.descriptor, self.end)
                except OSError:
                    # The half line stays. The next line ends it, and readers pass it over.
                    self.end += written
                    self._ends_in_half_line = True
            raise
        self.end += written
        self._ends_in_half_line = False

    def is_gone(self):
        """True when the file no longer has its name, as when somebody removed the folder."""
        try:
            named = os.stat(self.path)
        except FileNotFoundError:
            return True
        own = os.fstat(self.descriptor)
        return (named.st_ino, named.st_dev) != (own.st_ino, own.st_dev)

    def touch(self):
        """Updates the file's time: a sign of life for hosts that cannot see the lock."""
        if os.utime in os.supports_fd:
            os.utime(self.descriptor)
        else:
            os.utime(self.path)

    def close(self):
        """Closes the file and so releases the lock."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            try:
                os.close(descriptor)
            except OSError:
                pass
