"""Keeps faults of the client away from the script."""

import functools

from .writer import say


def guarded(method):
    """Wraps a hook of an adapter.

    An ``Exception`` in it gives up the run (``self.run``, when there is one), is said once, and
    switches the adapter's hooks off (``self.is_off``). KeyboardInterrupt and SystemExit belong to
    the script and go through.
    """

    @functools.wraps(method)
    def hook(self, *arguments, **named):
        if getattr(self, "is_off", False):
            return None
        try:
            return method(self, *arguments, **named)
        except Exception as error:
            _give_up(self, error)
            return None

    return hook


def _give_up(adapter, error):
    try:
        adapter.is_off = True
        say("steering ends, training goes on: %s: %s" % (type(error).__name__, error))
        run = getattr(adapter, "run", None)
        if run is not None:
            run.give_up(error)
    except Exception:
        pass
