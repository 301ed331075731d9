"""The folder of a run: its name, its files, and the claim of it."""

import os
import time

from .journal import Journal, Occupied

EVENTS = "events.jsonl"
"""The file of events, which only the training process writes."""
COMMANDS = "commands.jsonl"
"""The file of commands, to which anybody may append."""
SCRIPT = "command.json"
"""The file that ``plateau run`` writes where it starts a script."""
MOST_NAMES = 1000
"""The number of names that are tried before giving up."""


def safe_name(name):
    """A run's name as used in the name of its folder."""
    plain = [c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name]
    return "".join(plain)[:100] or "run"


def claim(path, name, resumes):
    """Claims a folder for a run and returns it with its open journal.

    A given ``path`` is claimed when it holds no events, or when the run ``resumes`` there.
    Otherwise ``-2`` is added, or a higher number. Without a path the folder is new:
    ``runs/2026-11-23-2104-NAME``. Raises ``OSError``, and ``Occupied`` when another process
    trains the run that is to be resumed.
    """
    stem = path or os.path.join("runs", time.strftime("%Y-%m-%d-%H%M-") + safe_name(name))
    for number in range(1, MOST_NAMES + 1):
        folder = stem if number == 1 else "%s-%d" % (stem, number)
        if number > 1 and os.path.exists(os.path.join(folder, SCRIPT)):
            continue  # Another script was started there, and has yet to tell its events.
        try:
            return folder, _claimed(folder, resumes and path is not None)
        except Occupied:
            if resumes:
                raise
    raise Occupied("all names up to %s-%d are taken" % (stem, MOST_NAMES))


def _claimed(folder, resumes):
    journal = Journal(os.path.join(folder, EVENTS), resumes)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
        os.close(os.open(os.path.join(folder, COMMANDS), flags, 0o644))
    except OSError:
        pass  # The run is shown, but nobody can steer it.
    return journal
