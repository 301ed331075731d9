"""Learns why a script ends, without changing how it ends."""

import atexit
import os
import sys
import threading

MOMENT = 0.3
"""Seconds after which a loop that was left counts as left by ``break``, not by an error."""

_is_watching = False
_finalizing_process = None
_lock = threading.Lock()


def watch_the_end(active, at_exit, in_child):
    """Learns of the end of the script, of its errors and of forked children, once in a process.

    ``active`` returns the run, ``at_exit`` ends it, and ``in_child`` lets go of it after a fork.
    """
    global _is_watching, _finalizing_process
    with _lock:
        multiprocessing = sys.modules.get("multiprocessing.util")
        if multiprocessing is not None and _finalizing_process != os.getpid():
            # A process by fork leaves without ``atexit``, and forgets what its parent finalizes.
            multiprocessing.Finalize(None, at_exit, exitpriority=0)
            _finalizing_process = os.getpid()
        if _is_watching:
            return
        _is_watching = True
    watch_errors(active)
    atexit.register(at_exit)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=in_child)


def end_soon(run, reason):
    """Ends a run in a moment, unless an error that is on its way ends it before."""
    timer = threading.Timer(MOMENT, lambda: run.end(reason))
    timer.daemon = True
    timer.start()


def error_words(kind, error):
    """An error in a line: ``ValueError: bad shape``."""
    text = str(error).strip().split("\n")[0]
    return "%s: %s" % (kind.__name__, text) if text else kind.__name__


def watch_errors(active):
    """Ends the active run when an error ends the script or a cell of a notebook.

    ``active`` returns the run. The script's own hooks are called afterwards, so its traceback and
    its exit code stay as they are.
    """
    earlier = sys.excepthook

    def hook(kind, error, traceback):
        try:
            run = active()
            if run is not None:
                run.fail(error_words(kind, error))
        except Exception:
            pass
        earlier(kind, error, traceback)

    sys.excepthook = hook
    _watch_threads(active)
    _watch_notebook(active)


def _watch_threads(active):
    earlier = threading.excepthook

    def hook(args):
        try:
            run = active()
            if run is not None and args.thread is run.thread and args.exc_type is not SystemExit:
                run.fail(error_words(args.exc_type, args.exc_value))
        except Exception:
            pass
        earlier(args)

    threading.excepthook = hook


def _watch_notebook(active):
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return

    def after_cell(result=None):
        try:
            error = getattr(result, "error_in_exec", None)
            run = active()
            if run is not None and error is not None:
                run.fail(error_words(type(error), error))
        except Exception:
            pass

    shell.events.register("post_run_cell", after_cell)
