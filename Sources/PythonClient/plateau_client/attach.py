"""Joins unchanged scripts: attaches to whichever framework is imported.

``ATTACHERS`` names for each module of a framework the adapter whose function ``attach(module)`` is
called once the module is loaded. An adapter patches with ``wrap``, which leaves alone what is not
as expected and says so once.
"""

import functools
import importlib
import importlib.abc
import importlib.util
import sys

from .writer import say

ATTACHERS = {
    "keras.src.models.model": "keras_attach",
    "keras.src.engine.training": "keras_attach",
    "tf_keras.src.engine.training": "keras_attach",
    "torch.optim.optimizer": "torch_attach",
    "torch.optim.lr_scheduler": "torch_attach",
    "torch.utils.data.dataloader": "torch_attach",
    "torch.amp.grad_scaler": "torch_attach",
    "accelerate.accelerator": "torch_attach",
    "transformers.trainer": "transformers_attach",
    "ultralytics.engine.trainer": "ultralytics_attach",
    "mmengine.runner.runner": "mmengine_attach",
}
"""The adapter of each module, by its name in ``plateau_client.adapters``.

Lightning is not among them: it finds its adapter by an entry point.
"""

_said = set()


def say_once(text):
    """Says a line, but never the same twice in a process."""
    if text not in _said:
        _said.add(text)
        say(text)


def wrap(owner, name, make):
    """Replaces a method or function by ``make(original)``.

    What is not there is told once and left alone. A second wrap of the same is passed over.
    """
    original = getattr(owner, name, None)
    if not callable(original):
        say_once("%s has no %s; that part is not steered" % (_name(owner), name))
        return False
    if getattr(original, "_plateau_original", None) is not None:
        return False
    wrapper = functools.wraps(original)(make(original))
    wrapper._plateau_original = original
    setattr(owner, name, wrapper)
    return True


def _name(owner):
    return getattr(owner, "__qualname__", None) or getattr(owner, "__name__", str(owner))


def attach_to(module):
    """Calls the adapter of a module that has just been loaded; faults are told, not raised."""
    adapter = ATTACHERS[module.__name__]
    path = "plateau_client.adapters." + adapter
    try:
        if importlib.util.find_spec(path) is not None:
            importlib.import_module(path).attach(module)
    except Exception as error:
        say_once("%s is not steered: %s: %s" % (module.__name__, type(error).__name__, error))


class _Loader(importlib.abc.Loader):
    """Loads a module as its own loader does, and then attaches."""

    def __init__(self, loader):
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        attach_to(module)

    def __getattr__(self, name):
        return getattr(self.loader, name)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules in ``ATTACHERS`` through the other finders, and the client's entry points."""

    def find_distributions(self, context=None):
        """The client as an installed distribution, for whoever asks for entry points."""
        from .entry_points import distributions

        return distributions(getattr(context, "name", None))

    def find_spec(self, name, path=None, target=None):
        if name not in ATTACHERS:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader)
                return spec
        return None


def install():
    """Installs the import hook, once; modules that are loaded already are attached to at once."""
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    sys.meta_path.insert(0, _Finder())
    for name in ATTACHERS:
        if name in sys.modules:
            attach_to(sys.modules[name])
