"""New best values of Keras's callbacks, and what is saved for them."""


class Bests:
    """The best values that were told already, by callback."""

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
            if best is not None and best != self._told.get(link.id):
                self._told[link.id] = best
                monitor = getattr(link.callback, "monitor", "")
                run.improved(epoch + offset, link.name, monitor, best)
                _tell_checkpoint(run, link, epoch, offset, logs)


def _tell_checkpoint(run, link, epoch, offset, logs):
    path = link.path(epoch, logs) if hasattr(link, "path") else None
    if path:
        run.tell("checkpoint", epoch=epoch + offset, path=path)
