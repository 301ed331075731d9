"""A metric that is computed once per epoch, for every callback behind it."""

import time
import weakref

from ..run import Run
from ..values import number

_epochs = weakref.WeakKeyDictionary()
"""The epochs that were trained so far, by the model and then by the evaluation's metric."""


def named_metrics(result, name):
    """The result of an evaluator as metrics: a number gets ``name``, a mapping keeps its names.

    Names of a mapping get ``val/`` in front unless they begin with ``val``.
    """
    if hasattr(result, "items"):
        return {k if str(k).startswith("val") else "val/%s" % k: v for k, v in result.items()}
    if result is None:
        return {}
    return {name: result}


class EvaluationHooks:
    """The hooks of the Keras callback ``Evaluation``.

    At the end of each epoch the evaluator is called once, and its result is put into ``logs``. All
    callbacks that come after see it: EarlyStopping and ReduceLROnPlateau can monitor ``val/mAP``.
    The callback moves to the front of the list by itself.
    """

    async_safe = True

    def __init__(self, evaluator, name="val/mAP", every=1):
        """Creates the callback.

        ``evaluator`` is an object with a method ``evaluate()``, or a function without arguments.
        It returns a number, which gets ``name``, or a mapping of names to numbers. ``every`` is
        the number of epochs between two evaluations; a loop of fits of one epoch counts on.
        """
        super().__init__()
        self.evaluate = getattr(evaluator, "evaluate", evaluator)
        self.metric = name
        self.every = max(1, int(every))
        self.last = {}

    def on_train_begin(self, logs=None):
        from .keras_training import callback_list

        chain = callback_list(self)
        if chain is not None and chain.callbacks and chain.callbacks[0] is not self:
            chain.callbacks = [self] + [other for other in chain.callbacks if other is not self]

    def on_epoch_end(self, epoch, logs=None):
        if self._count(epoch) % self.every or logs is None:
            return
        begun = time.perf_counter()
        metrics = named_metrics(self.evaluate(), self.metric)
        self.last = {k: v for k, v in ((k, number(v)) for k, v in metrics.items()) if v is not None}
        logs.update(self.last)
        if Run.active is not None:
            seconds = time.perf_counter() - begun
            Run.active.evaluated(Run.active.epoch, type(self).__name__, self.last, seconds)

    def _count(self, epoch):
        """The epochs so far with this one; a fit of one epoch goes on where the one before ended."""
        counts = _epochs.setdefault(self.model, {})
        is_of_one_epoch = (self.params or {}).get("epochs") == 1
        done = counts.get(self.metric, 0) if is_of_one_epoch else epoch
        counts[self.metric] = done + 1
        return done + 1
