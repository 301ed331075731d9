"""Joins unchanged Keras scripts: wraps ``Model.fit``."""

import inspect

from importlib import import_module

from ..attach import say_once, wrap
from ..ending import error_words
from ..place import is_switched_off
from ..run import Run
from .keras_classes import plateau_callback


def attach(module):
    """Wraps ``fit`` of the class ``Model`` in a module of Keras."""
    wrap(module.Model, "fit", lambda original: _fit(original, module.__name__))


def _fit(original, module_name):
    signature = inspect.signature(original)
    root = module_name.split(".")[0]

    def fit(self, *arguments, **named):
        callback = None
        try:
            bound = signature.bind(self, *arguments, **named)
            callback = _add_callback(bound.arguments, root)
        except Exception:
            callback = None
        if callback is None:
            return original(self, *arguments, **named)
        say_once("steers this script through Keras")
        try:
            return original(*bound.args, **bound.kwargs)
        except BaseException as error:
            if callback.run is not None and Run.active is callback.run:
                callback.run.fail(error_words(type(error), error))
            raise

    return fit


def _add_callback(arguments, root):
    """Adds the callback to the arguments of ``fit``; the caller's list stays as it is."""
    if is_switched_off():
        return None
    given = arguments.get("callbacks")
    callback = plateau_callback(base=import_module(root + ".callbacks").Callback)
    if any(k.__name__ == "CallbackList" for k in type(given).__mro__):
        given.append(callback)
        callback.set_model(given.model if hasattr(given, "model") else arguments["self"])
        callback.set_params(given.params)
        return callback
    if given is None:
        given = []
    elif not isinstance(given, (list, tuple)):
        given = [given]
    if any(getattr(other, "is_plateau", False) for other in given):
        return None
    arguments["callbacks"] = list(given) + [callback]
    return callback
