"""Joins unchanged scripts of MMEngine: wraps ``Runner.train``."""

from ..attach import say_once, wrap
from ..place import is_switched_off
from .mmengine import plateau_hook


def attach(module):
    """Wraps ``train`` of the class ``Runner``."""
    wrap(module.Runner, "train", _train)


def _train(original):
    def train(self, *arguments, **named):
        hook = None
        try:
            hook = _add_hook(self)
        except Exception as error:
            say_once("this Runner is not steered: %s" % error)
        try:
            return original(self, *arguments, **named)
        except BaseException as error:
            if hook is not None:
                hook.failed(error)
            raise

    return train


def _add_hook(runner):
    """The client's hook of a runner, added when it has none."""
    if is_switched_off():
        return None
    for hook in runner.hooks:
        if getattr(hook, "is_plateau", False):
            return hook
    hook = plateau_hook().joined("MMEngine")
    runner.register_hook(hook)
    return hook
