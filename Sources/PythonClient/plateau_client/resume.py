"""The epoch with which a script goes on that does not say so itself."""

import json
import os
import stat

from .folder import EVENTS

REACH = 1 << 20
"""The bytes at the end of the events that are searched for the last epoch."""


def next_epoch(folder):
    """The epoch after the last one that a run's folder holds in full; 0 when there is none."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(os.path.join(folder, EVENTS), flags)
    except OSError:
        return 0
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return 0
        text = os.pread(descriptor, REACH, max(0, status.st_size - REACH))
    except OSError:
        return 0
    finally:
        os.close(descriptor)
    for line in reversed(text.split(b"\n")):
        if b'"epoch_ended"' in line:
            try:
                event = json.loads(line)
                if not event.get("broken_off"):
                    return int(event["epoch"]) + 1
            except (ValueError, KeyError, TypeError):
                continue
    return 0


def first_epoch(folder, variable):
    """The first epoch of a loop whose variable has a value at its first step.

    A loop that counts from 0 or from 1 goes on where the folder's run ended; any other begins a
    run of its own.
    """
    if not folder or not variable:
        return 0
    following = next_epoch(folder)
    return following if following and variable in (following, following + 1) else 0
