"""The folder that a run is told to use."""

import os

VARIABLE = "PLATEAU_RUN"
"""The environment variable that names the run's folder; empty switches the client off."""


def is_switched_off():
    """True when the variable is set and empty."""
    return os.environ.get(VARIABLE) == ""


def run_folder(given=None):
    """The folder that the script or the environment names; None for a new one."""
    return given or os.environ.get(VARIABLE) or None


def environment_rank():
    """The rank that a launcher has given this process; 0 without one."""
    for name in ("RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "LOCAL_RANK"):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            continue
    return 0
