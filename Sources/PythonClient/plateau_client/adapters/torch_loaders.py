"""The loaders of an unchanged PyTorch script, remembered without being kept alive."""

import weakref


class SeenLoader:
    """A loader over which a pass has begun, and the line of the script that began it."""

    def __init__(self, loader=None, frame=None):
        self._loader = _reference(loader)
        self._dataset = _reference(getattr(loader, "dataset", None))
        self.is_known = loader is not None
        self.batch_size = getattr(loader, "batch_size", None)
        self.site = None if frame is None else (frame.f_code, frame.f_lineno)
        try:
            self.length = len(loader)
        except Exception:
            self.length = 0

    def is_same(self, other):
        """True when both passes are over the same data.

        A script may make a loader anew for each epoch; then the same line makes passes of the same
        length.
        """
        mine, theirs = self._loader(), other._loader()
        if mine is not None and mine is theirs:
            return True
        dataset = self._dataset()
        if dataset is not None and dataset is other._dataset():
            return True
        return mine is None and self.site == other.site and self.length == other.length

    def holds(self, loader):
        """True for the loader itself."""
        return self._loader() is loader


def _reference(thing):
    """A weak reference; one to nothing where there can be none."""
    try:
        return weakref.ref(thing)
    except TypeError:
        return lambda: None
