"""The client's entry points for scripts that it joins without being installed."""

from importlib.metadata import Distribution

from .version import VERSION

NAME = "plateau-client"
"""The name of the distribution."""

_FILES = {
    "METADATA": "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (NAME, VERSION),
    "entry_points.txt": """
[lightning.pytorch.callbacks_factory]
plateau = plateau_client.adapters.lightning:lightning_callbacks

[pytorch_lightning.callbacks_factory]
plateau = plateau_client.adapters.lightning:pytorch_lightning_callbacks
""",
}


class _Client(Distribution):
    """The distribution, which has no files of its own; pyproject.toml names the same entry points."""

    def read_text(self, filename):
        return _FILES.get(filename)

    def locate_file(self, path):
        return path


def distributions(name=None):
    """The client's distribution, unless another one is asked for by name."""
    if name is None or name.lower().replace("_", "-") == NAME:
        yield _Client()
