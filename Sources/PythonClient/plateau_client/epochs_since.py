"""Counts epochs from a moment of the run on."""

from .run import Run


class EpochsSince:
    """The epochs that have begun since a moment; 0 without a run."""

    __slots__ = ("_first",)

    def __init__(self):
        self.restart()

    def restart(self):
        """Counts from now on."""
        self._first = self._epoch()

    def count(self):
        """The number of epochs that have begun since."""
        return self._epoch() - self._first

    @staticmethod
    def _epoch():
        return 0 if Run.active is None else Run.active.epoch
