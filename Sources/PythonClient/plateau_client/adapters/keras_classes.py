"""The classes that scripts use, made from the class ``Callback`` of the Keras that is loaded."""

import os
import sys

from .keras import PlateauHooks
from .keras_evaluation import EvaluationHooks


def keras_base():
    """The class ``Callback`` of the Keras that this script uses."""
    legacy = os.environ.get("TF_USE_LEGACY_KERAS", "").lower() in ("1", "true")
    order = ("tf_keras", "keras") if legacy else ("keras", "tf_keras")
    loaded = [name for name in order if name in sys.modules] or list(order)
    error = None
    for name in loaded:
        try:
            return __import__(name + ".callbacks", fromlist=["Callback"]).Callback
        except ImportError as missing:
            error = missing
    raise error


def plateau_callback(base=None, **options):
    """The callback for ``fit``; it may stand anywhere in the list.

    ``base`` is Keras's class ``Callback``, found when it is not given; the options are those of
    ``PlateauHooks``.
    """
    return type("Plateau", (PlateauHooks, base or keras_base()), {})(**options)


def evaluation_class():
    """The class ``Evaluation``, a subclass of the loaded Keras's ``Callback``."""
    members = {"__doc__": EvaluationHooks.__doc__}
    return type("Evaluation", (EvaluationHooks, keras_base()), members)
