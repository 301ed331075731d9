"""The script that trains: its name."""

import os
import sys


def script_name(otherwise):
    """The name of the script without its ending; ``otherwise`` in a notebook or a shell."""
    path = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    stem = os.path.splitext(os.path.basename(path))[0]
    return otherwise if stem in ("", "__main__", "ipykernel_launcher") else stem
