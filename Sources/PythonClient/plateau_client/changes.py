"""The changes that were made on request, so that they can be taken back and made again."""

import time

from .parameters import Refusal
from .requests import RATE_FORMS, Request

MOST_UNDONE = 1000
"""The number of changes that can be undone one after the other."""
HELD = 1.0
"""The most seconds between presses of a key that are one change: a held key repeats within them."""


class Change:
    """A change that can be taken back.

    ``waiting`` is ``stop`` or ``step_epoch`` for a command that waits for the end of the epoch.
    ``request`` is the request that made it. ``values`` are the value before and after it, None for
    a change that is not one of a value; ``rate`` is the change of the learning rate, if it is one.
    """

    __slots__ = ("subject", "undo", "waiting", "request", "values", "rate", "time")

    def __init__(self, subject, undo, waiting, request, values=None, rate=None):
        self.subject = subject
        self.undo = undo
        self.waiting = waiting
        self.request = request
        self.values, self.rate = values, rate
        self.time = time.monotonic()

    def follows(self, earlier):
        """True when the same screen changed the same value shortly before, as by a held key."""
        screen = self.request.screen
        return (
            None not in (screen, self.values, earlier.values)
            and (screen, self.subject) == (earlier.request.screen, earlier.subject)
            and self.values[0] == earlier.values[1]
            and self.time - earlier.time <= HELD
        )

    def take_in(self, earlier):
        """Makes an earlier change of the same value a part of this one."""
        self.values = earlier.values[0], self.values[1]
        if self.rate is None:
            self.undo = earlier.undo
            return
        self.rate.take_in(earlier.rate)
        rest = {k: v for k, v in self.request.json.items() if k not in RATE_FORMS}
        self.request = Request(dict(rest, value=self.values[1]))


class Changes:
    """The changes that can be undone, the newest last, and those that can be redone."""

    def __init__(self):
        self.all = []
        self._undone = []

    def add(self, change):
        """Remembers a change; what was undone before can no longer be redone."""
        self._undone = []
        if self.all and change.follows(self.all[-1]):
            change.take_in(self.all.pop())
            if change.values[0] == change.values[1]:
                return  # Back at the first value, nothing has changed.
        self.all.append(change)
        if len(self.all) > 2 * MOST_UNDONE:
            del self.all[:MOST_UNDONE]

    def forget(self, waiting):
        """Forgets what waited for the end of the epoch and does so no longer."""
        self.all = [change for change in self.all if change.waiting != waiting]

    def undo(self):
        """Takes the newest change back; returns its subject, the old and the new value, and a note.

        Each is None where there is none; when all was left as it is, there is only the note. A
        change that cannot be taken back stays the newest.
        """
        if not self.all:
            raise Refusal("nothing is left to undo")
        change = self.all[-1]
        if len(self.all) > 1:
            # A press of a key that follows is a change of its own, and so it is after a redo.
            self.all[-2].values = None
        result = change.undo()
        # An undo of what waits has forgotten the change already.
        if self.all and self.all[-1] is change:
            self.all.pop()
        # What waits for the end of the epoch is asked for anew instead.
        if change.waiting is None:
            self._undone.append(change.request)
        if isinstance(result, str):
            return None, None, None, result
        old, new = result or (None, None)
        return change.subject, old, new, None

    def redo(self, request, carry_out):
        """Makes the change again that was undone last; returns the answer of ``carry_out``."""
        if not self._undone:
            raise Refusal("nothing has been undone")
        undone = self._undone[:-1]
        made = self._undone[-1]
        answer = carry_out(Request(dict(made.json, id=request.id, source=request.source)))
        answer["request"] = dict(request.json)
        self._undone = undone
        if self.all:
            self.all[-1].values = None
        return answer
