"""New best values of Keras's callbacks, and what is saved for them."""

import weakref


class Bests:
    """The best values that were told already, by callback, which they do not keep alive."""

    def __init__(self):
        self._told = {}

    def tell(self, run, epoch, offset, logs):
        """Tells what is new at the end of an epoch.

        ``offset`` is the number of epochs before this fit, of which ``epoch`` does not know.
        """
        for link in run.links():
            if not hasattr(link, "best"):
                continue
            if getattr(link.callback, "save_best_only", True) is False:
                _tell_checkpoint(run, link, epoch, offset, logs)
                continue
            best = link.best()
            if best is not None and not self._has_told(link, best):
                self._told[link.id] = weakref.ref(link.callback), best, link.resets
                monitor = getattr(link.callback, "monitor", "")
                run.improved(epoch + offset, link.name, monitor, best)
                _tell_checkpoint(run, link, epoch, offset, logs)

    def _has_told(self, link, best):
        callback, told, resets = self._told.get(link.id, (lambda: None, None, 0))
        return callback() is link.callback and told == best and link.resets <= resets


def _tell_checkpoint(run, link, epoch, offset, logs):
    path = link.path(epoch, logs) if hasattr(link, "path") else None
    if path:
        run.tell("checkpoint", epoch=epoch + offset, path=path)
