"""Joins unchanged scripts of Hugging Face: wraps ``Trainer.train``."""

from ..attach import say_once, wrap
from ..place import is_switched_off
from .transformers import plateau_callback


def attach(module):
    """Wraps ``train`` of the class ``Trainer``."""
    wrap(module.Trainer, "train", _train)


def _train(original):
    def train(self, *arguments, **named):
        callback = None
        try:
            callback = _add_callback(self)
        except Exception as error:
            say_once("this Trainer is not steered: %s" % error)
        try:
            return original(self, *arguments, **named)
        except BaseException as error:
            if callback is not None:
                callback.failed(error)
            raise

    return train


def _add_callback(trainer):
    """The client's callback of a Trainer, added when it has none."""
    if is_switched_off():
        return None
    for callback in trainer.callback_handler.callbacks:
        if getattr(callback, "is_plateau", False):
            return callback
    callback = plateau_callback().joined("Hugging Face")
    trainer.add_callback(callback)
    return callback
