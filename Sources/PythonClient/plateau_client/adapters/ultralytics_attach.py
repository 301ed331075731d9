"""Joins unchanged scripts of Ultralytics: wraps ``BaseTrainer.train``."""

from ..attach import say_once, wrap
from ..place import is_switched_off
from .ultralytics import add_callbacks


def attach(module):
    """Wraps ``train`` of the class ``BaseTrainer``."""
    wrap(module.BaseTrainer, "train", _train)


def _train(original):
    def train(self, *arguments, **named):
        try:
            # The parent of a training on several devices only starts its children.
            if not is_switched_off() and not getattr(self, "ddp", False):
                add_callbacks(self, "Ultralytics")
        except Exception as error:
            say_once("this trainer is not steered: %s" % error)
        return original(self, *arguments, **named)

    return train
