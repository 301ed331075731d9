"""The loaders of an unchanged PyTorch script, remembered without being kept alive."""

import weakref

from .framework_facts import length, loader_samples


class SeenLoader:
    """A loader over which a pass has begun, and the line of the script that began it."""

    def __init__(self, loader=None, frame=None):
        self._loader = _reference(loader)
        self._dataset = _reference(getattr(loader, "dataset", None))
        self.is_known = loader is not None
        self.batch_size = loader_samples(loader)
        self.site = None if frame is None else (frame.f_code, frame.f_lineno)
        self.length = length(loader)
        self._iterator = _nothing

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

    def began(self, loader, iterator):
        """A pass over a loader got its iterator; noted when it is this pass."""
        if self._loader() is loader:
            self._iterator = weakref.ref(iterator)

    @property
    def given(self):
        """The batches that this pass has given so far; 0 when it is over."""
        return getattr(self._iterator(), "_num_yielded", 0)


class SideLoaders:
    """The loaders whose batches a training uses beside those of its own."""

    def __init__(self):
        self._known = []
        self.watched = None
        """A pass that began within an epoch: one of validation, unless a step comes in its midst."""

    def __contains__(self, loader):
        return any(loader.is_same(known) for known in self._known)

    def stepped(self):
        """The training has made a step."""
        watched, self.watched = self.watched, None
        if watched is not None and 0 < watched.given < (watched.length or float("inf")):
            self._known.append(watched)


def batches_of_step(given, step):
    """The batches that each of so many steps took; None where they took different numbers."""
    each = max(1, round(given / step))
    return each if given - each * step in (0, 1) else None  # A loader may be a batch ahead.


def steps_of_pass(batches, given, step):
    """The steps of a pass over so many batches, ``given`` of which made ``step`` steps.

    There are fewer than batches where gradients are accumulated. Each step then takes the same
    number of batches, and the last one those that are left.
    """
    each = batches_of_step(given, step)
    if each is not None and each > 1:
        return -(-batches // each)
    return batches if given < 1.5 * step or step < 2 else max(step, batches * step // given)


def _reference(thing):
    """A weak reference; one to nothing where there can be none."""
    try:
        return weakref.ref(thing)
    except TypeError:
        return _nothing


def _nothing():
    """The referent of a reference to nothing."""
