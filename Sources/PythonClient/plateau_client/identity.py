"""The identity of this process, for readers that ask whether it still trains."""

import os
import platform


def process_identity():
    """The members ``process``, ``process_start``, ``process_namespace`` and ``host`` of a run.

    The number of a process means nothing on another host or in another container, so its start and
    its scope go with it.
    """
    identity = {"process": os.getpid()}
    start = _start_of_process()
    if start:
        identity["process_start"] = start
    namespace = _namespace()
    if namespace:
        identity["process_namespace"] = namespace
    host = platform.node()
    if host:
        identity["host"] = host
    return identity


def _start_of_process():
    """Clock ticks from the start of the machine to the start of this process; 0 when unknown."""
    try:
        with open("/proc/self/stat", "rb") as file:
            words = file.read().rpartition(b")")[2].split()
        return int(words[19])
    except (OSError, ValueError, IndexError):
        return 0


def _namespace():
    """One start of one machine and one process namespace there; empty when unknown."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            boot = file.read().strip()
        return "%s %s" % (boot, os.readlink("/proc/self/ns/pid"))
    except OSError:
        return ""
