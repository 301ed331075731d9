"""A ``fit`` of Keras: the part that commands act on, and what its caller knows."""

import math
import os
import sys

from ..training import RateTraining
from .keras_links import make_links
from .keras_rate import KerasRate


def callback_list(callback):
    """The CallbackList that is calling a callback now; None when there is none.

    Keras gives callbacks no way to their neighbours, but a caller's frame has it.
    """
    frame = sys._getframe(1)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if any(k.__name__ == "CallbackList" for k in type(owner).__mro__):
            if any(other is callback for other in owner.callbacks):
                return owner
        frame = frame.f_back
    return None


def frames_of(chain):
    """The caller's frames, innermost first, in which ``chain`` is a local variable."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_locals.get("callbacks") is chain:
            yield frame
        frame = frame.f_back


class KerasTraining(RateTraining):
    """A ``fit`` of Keras."""

    framework = "keras"

    def __init__(self, model, chain):
        self.model = model
        self.chain = chain
        self.run = None
        self.rate = KerasRate(model, self._warn)

    def _warn(self, text):
        if self.run is not None:
            self.run.warning("plateau", text)

    def links(self):
        return make_links(self.chain.callbacks, self.learning_rate)

    def learning_rate(self):
        return self.rate.last

    def has_schedule(self):
        roles = [link.role for link in self.links()]
        return super().has_schedule() or "schedules_learning_rate" in roles

    def cuts(self, rate):
        """What each ReduceLROnPlateau makes of a rate, with its name."""
        cutters = [link for link in self.links() if link.role == "reduces_learning_rate"]
        return [
            (max(rate * link.callback.factor, link.callback.min_lr), link.name) for link in cutters
        ] if rate else []

    def stop(self):
        self.model.stop_training = True

    def save(self):
        self.rate.sync()
        folder = os.path.join(self.run.folder or ".", "checkpoints")
        os.makedirs(folder, exist_ok=True)
        name = "epoch-%d-step-%d.weights.h5" % (self.run.epoch + 1, self.run.step)
        self.model.save_weights(os.path.join(folder, name))
        return os.path.join("checkpoints", name)


BATCH_HOOKS = ("on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end")
"""The hooks of a callback that Keras calls for each batch."""


def has_batch_hooks(callbacks):
    """True when a callback of the script's own is called for each batch, and may write a rate there."""
    hooks = (getattr(c, name, None) for c in callbacks for name in BATCH_HOOKS)
    modules = ((getattr(hook, "__module__", None) or "").split(".")[0] for hook in hooks if hook)
    return any(m not in ("keras", "tf_keras", "tensorflow", "plateau_client") for m in modules)


def batch_size(chain):
    """The samples of a batch; None when ``fit`` does not know."""
    for frame in frames_of(chain):
        for name in ("epoch_iterator", "data_handler"):
            iterator = frame.f_locals.get(name)
            adapter = getattr(iterator, "data_adapter", None) or getattr(iterator, "_adapter", None)
            size = getattr(adapter, "batch_size", None)
            size = size() if callable(size) else size
            if isinstance(size, int) and size > 0:
                return size
    return None


def parameter_count(model):
    """The trainable parameters of a model; 0 when they cannot be counted yet."""
    try:
        return sum(math.prod(int(n) for n in w.shape) for w in model.trainable_weights)
    except Exception:
        return 0


def mean_names(model):
    """The metrics of which Keras shows the mean since the epoch began."""
    names = {"loss"}
    try:
        for metric in model.metrics:
            for inner in getattr(metric, "metrics", None) or [metric]:
                if any(kind.__name__ == "Mean" for kind in type(inner).__mro__):
                    names.add(inner.name)
    except Exception:
        pass
    return names
