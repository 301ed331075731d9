"""The changes that were made on request, so that they can be taken back and made again."""

from .parameters import Refusal
from .requests import Request

MOST_UNDONE = 1000
"""The number of changes that can be undone one after the other."""


class Change:
    """A change that can be taken back.

    ``waiting`` is ``stop`` or ``step_epoch`` for a command that waits for the end of the epoch.
    ``request`` is the request that made it.
    """

    __slots__ = ("subject", "undo", "waiting", "request")

    def __init__(self, subject, undo, waiting, request):
        self.subject = subject
        self.undo = undo
        self.waiting = waiting
        self.request = request


class Changes:
    """The changes that can be undone, the newest last, and those that can be redone."""

    def __init__(self):
        self.all = []
        self._undone = []

    def add(self, change):
        """Remembers a change; what was undone before can no longer be redone."""
        self.all.append(change)
        self._undone = []
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
            raise Refusal("nothing has been changed yet")
        change = self.all[-1]
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
        return answer
