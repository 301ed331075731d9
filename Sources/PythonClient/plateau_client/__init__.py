'''Makes a training script a full member of a Plateau run: shown and steered from a terminal.

The import name is ``plateau_client``; ``plateau`` is another library, and people have a
``plateau.py`` of their own. The client needs nothing but Python 3.9 or newer.

For people who train
====================

Keras, any backend::

    model.fit(x, y, callbacks=[..., plateau_client.keras()])

Lightning, Hugging Face, Ultralytics, MMEngine::

    Trainer(callbacks=[..., plateau_client.lightning()])
    Trainer(..., callbacks=[..., plateau_client.transformers()])
    plateau_client.ultralytics(model)      # before model.train(...)
    Runner(..., custom_hooks=[..., plateau_client.mmengine()])

A loop of your own::

    run = plateau_client.loop("digits", optimizer=optimizer)
    for epoch in run.epochs(100):
        for batch in run.batches(loader):
            ...
            run.log(loss=loss)
        run.log(val_loss=validate(model))

Without a line: ``plateau run -- python train.py``, or set ``PLATEAU_RUN`` to a folder and put
``plateau_client.hook_folder()`` on ``PYTHONPATH``.

For people who write an adapter
===============================

``Run``
    One training. Create it when training begins: ``Run(training, name, folder, epochs,
    first_epoch, ranks, **info)``. Tell what happens with ``epoch_started``, ``step_ended``,
    ``validation_started``, ``measured``, ``evaluated``, ``epoch_ended``, ``improved``,
    ``message``, ``warning`` and ``end``. Call ``safe_point()`` after each batch and
    ``between_epochs()`` between two epochs, on the training thread: there commands are carried
    out, and there a pause waits. ``stops`` is true once a person has asked for the end.

``Training``
    The part of the framework that commands act on. Subclass it and override ``links``,
    ``learning_rate``, ``set_learning_rate``, ``stop``, ``check_stop`` and ``save``; raise
    ``Refusal`` with the reason where the framework cannot do what is asked. Where a schedule moves
    the rate, override ``scale_learning_rate``, ``read_learning_rate`` and ``rate_factor``, too.

``Link``, ``CallbackState``, ``Parameter``, ``attribute``
    A callback of the script: its state at one moment, and a table of the parameters that can be
    changed, each with a name, a kind, and functions that read and store it.

``Pace``, ``Means``
    ``Pace.is_due(step, steps)`` says whether a step is worth an event; ``Means`` collects the
    metrics of single steps without reading a tensor until then.

``guarded``
    Wraps a hook of an adapter: a fault of the client ends the run's record, never the training,
    and KeyboardInterrupt goes through.

``torch_rate.TorchRate``
    Sets a PyTorch optimizer's learning rate so that it holds under any schedule.

``Ranks``
    Carries requests to all ranks of a process group at the same safe point.

``adapters.keras`` shows all of it at work.
'''

from .guard import guarded
from .means import Means
from .parameters import KINDS, Parameter, Refusal, attribute
from .pace import Pace
from .place import run_folder
from .run import Run
from .state import CallbackState, Link
from .training import Training
from .version import VERSION as __version__

__all__ = [
    "CallbackState", "EarlyStopping", "Evaluation", "KINDS", "Link", "Means", "Pace", "Parameter",
    "ReduceLROnPlateau", "Refusal", "Run", "Training", "attribute", "guarded", "hook_folder",
    "keras", "lightning", "loop", "mmengine", "run_folder", "transformers", "ultralytics",
]


def keras(**options):
    """A callback for ``fit`` of Keras 3 or tf.keras; it may stand anywhere in the list.

    Options are those of ``adapters.keras.PlateauHooks``.
    """
    from .adapters.keras_classes import plateau_callback

    return plateau_callback(**options)


def lightning(**options):
    """A callback for ``Trainer(callbacks=[...])`` of Lightning.

    Options are ``name`` and ``folder`` of the run, as for ``keras``.
    """
    from .adapters.lightning import plateau_callback

    return plateau_callback(**options)


def transformers(**options):
    """A callback for ``Trainer(callbacks=[...])`` of Hugging Face.

    Options are ``name`` and ``folder`` of the run, as for ``keras``.
    """
    from .adapters.transformers import plateau_callback

    return plateau_callback(**options)


def ultralytics(model, **options):
    """Adds callbacks to a model of Ultralytics, before its ``train``; returns the model.

    Options are ``name`` and ``folder`` of the run, as for ``keras``.
    """
    from .adapters.ultralytics import add_callbacks

    return add_callbacks(model, **options)


def mmengine(**options):
    """A hook for ``Runner(custom_hooks=[...])`` of MMEngine.

    Options are ``name`` and ``folder`` of the run, as for ``keras``.
    """
    from .adapters.mmengine import plateau_hook

    return plateau_hook(**options)


def loop(name=None, **options):
    """A run for a training loop of your own; see ``loops.Loop`` for the options."""
    from .loops import Loop

    return Loop(name, **options)


def hook_folder():
    """The folder to put on ``PYTHONPATH`` so that unchanged scripts join."""
    import os

    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "hook")


def __getattr__(name):
    if name == "Evaluation":
        from .adapters.keras_classes import evaluation_class

        return evaluation_class()
    if name in ("EarlyStopping", "ReduceLROnPlateau"):
        from . import stopping

        return getattr(stopping, name)
    raise AttributeError("module 'plateau_client' has no attribute %r" % name)
