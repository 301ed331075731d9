"""The script that trains: its name, and its epochs and metrics as its variables name them."""

import os
import sys
from collections.abc import Mapping


def script_name(otherwise):
    """The name of the script without its ending; ``otherwise`` in a notebook or a shell."""
    path = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    stem = os.path.splitext(os.path.basename(path))[0]
    return otherwise if stem in ("", "__main__", "ipykernel_launcher") else stem


TOTAL_NAMES = (
    "epochs", "num_epochs", "n_epochs", "nb_epochs", "max_epochs", "total_epochs",
    "num_train_epochs", "num_epoch", "n_epoch", "nb_epoch", "max_epoch", "total_epoch", "nepochs",
    "nepoch",
)
"""The names under which scripts keep the number of epochs."""
ITERATION_NAMES = (
    "max_iters", "num_iters", "n_iters", "total_iters", "max_iterations", "num_iterations",
    "n_iterations", "total_iterations", "iterations", "max_train_steps", "num_train_steps",
    "train_num_steps", "total_train_steps", "max_steps", "total_steps", "num_steps",
    "n_steps", "niter", "n_iter",
)
"""The names under which scripts without epochs keep the number of steps."""
SETTINGS_NAMES = ("args", "cfg", "config", "opt", "hparams", "hp", "params", "options", "flags")
"""The names under which scripts keep their settings."""
HOLDER_NAMES = SETTINGS_NAMES + ("self", "train", "training", "trainer", "solver", "schedule")
"""The names under which scripts keep objects or parts of settings that may hold the number."""


def total_epochs(frame):
    """The number of epochs that the callers name; 0 when none does."""
    return _total(_callers(frame), TOTAL_NAMES)


def total_iterations(frame):
    """The number of steps that the script of a training without epochs names; 0 when it does not.

    In a script of episodes, it is the number of the steps of an episode, or of its environment.
    """
    callers = list(_own_callers(frame))
    if any(_has_episodes(caller.f_locals) or _has_episodes(caller.f_globals) for caller in callers):
        return 0
    return _total(callers, ITERATION_NAMES)


def _has_episodes(names):
    """True when a number is named so, as the one that a loop counts."""
    return any(
        isinstance(name, str) and "episode" in name.lower() and _is_number(value)
        for name, value in list(names.items())
    )


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _callers(frame):
    """The callers from a frame on, without those of PyTorch and of this package."""
    while frame is not None:
        if not frame.f_globals.get("__name__", "").startswith(("torch.", "plateau_client")):
            yield frame
        frame = frame.f_back


def _own_callers(frame):
    """The callers that are the script's own: libraries have variables of the same names."""
    return (caller for caller in _callers(frame) if not _is_of_library(caller))


def _is_of_library(frame):
    path = frame.f_code.co_filename
    return frame.f_globals.get("__name__") != "__main__" and (
        path.startswith((os.path.dirname(os.__file__), "<frozen"))
        or any(folder in path for folder in ("site-packages", "dist-packages"))
    )


def _total(frames, wanted):
    for frame in frames:
        for names in (frame.f_locals, frame.f_globals):
            total = _total_in(names, wanted)
            if total:
                return total
    return 0


def _total_in(names, wanted, depth=2):
    """The total among these names, or within what they hold, which is looked at afterwards."""
    named = [(name.lower(), value) for name, value in list(names.items()) if isinstance(name, str)]
    for name, value in named:
        if name in wanted and _is_total(value):
            return value
    for name, value in named if depth else ():
        if name.lstrip("_") in HOLDER_NAMES or type(value).__name__ == "Namespace":
            total = _total_within(value, wanted, depth - 1)
            if total:
                return total
    return 0


def _total_within(value, wanted, depth):
    """The total among what an object, a class or a mapping holds."""
    try:
        inner = value if isinstance(value, Mapping) else getattr(value, "__dict__", None)
        return _total_in(inner, wanted, depth) if isinstance(inner, Mapping) else 0
    except Exception:
        return 0  # Settings of a kind of its own, which cannot be read so.


def _is_total(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


EPOCH_NAMES = ("epoch", "epoch_idx", "epoch_index", "epoch_num", "ep", "current_epoch")
"""The names under which loops keep the number of the epoch."""


def epoch_variable(frame):
    """The number of the epoch in the nearest caller that has one; None when none has.

    Complexity: O(callers), some microseconds.
    """
    for caller in _callers(frame):
        names = caller.f_locals
        for name in EPOCH_NAMES:
            value = names.get(name)
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                return value
    return None


def metric_name(value, frame):
    """The name of the caller's variable that holds a value; ``metric`` for an expression."""
    caller = next(_callers(frame), None)
    for name, other in list(caller.f_locals.items()) if caller is not None else ():
        if other is value and not name.startswith("_"):
            return name
    return "metric"


def object_name(thing):
    """The name under which the script holds an object, in its nearest caller; None when none does.

    That is the name of a variable, or of an attribute of ``self``.
    """
    for caller in _own_callers(sys._getframe(1)):
        owner = getattr(caller.f_locals.get("self"), "__dict__", None)
        for names in (caller.f_locals, owner, caller.f_globals):
            for name, other in list(names.items()) if isinstance(names, dict) else ():
                if other is thing and not name.startswith("__"):
                    return name.lstrip("_")
    return None
