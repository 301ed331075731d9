"""Lets unchanged scripts join a run: Python imports this at its start when the folder is on PYTHONPATH.

It does nothing unless PLATEAU_RUN names a folder. Another ``sitecustomize`` runs all the same.
"""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def _load(name, path, folders=None):
    import importlib.util

    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=folders)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _join():
    """Installs the import hook, from the package that this file lies in."""
    package = os.path.dirname(_HERE)
    if "plateau_client" not in sys.modules:
        _load("plateau_client", os.path.join(package, "__init__.py"), [package])
    from plateau_client.attach import install

    install()


def _run_the_other():
    """Runs the ``sitecustomize`` that this file hides."""
    from importlib.machinery import PathFinder

    folders = [p for p in sys.path if os.path.abspath(p or ".") != _HERE]
    spec = PathFinder.find_spec("sitecustomize", folders)
    if spec is not None and spec.origin and os.path.abspath(spec.origin) != __file__:
        _load("sitecustomize", spec.origin)


try:
    if os.environ.get("PLATEAU_RUN"):
        _join()
except Exception as error:
    sys.stderr.write("plateau: this script does not join: %s\n" % error)
_run_the_other()
