"""The ranks that this process is one of, as its libraries and its launcher tell them."""

import json
import os
import sys

from .ranks import Ranks

_runs = 0


def current_ranks():
    """The ranks of the process group that this process belongs to; None without several.

    Every rank must ask alike: the number of the run in its process names its part of the store.
    """
    global _runs
    distributed = sys.modules.get("torch.distributed")
    try:
        if distributed is not None and distributed.is_available() and distributed.is_initialized():
            size = distributed.get_world_size()
            if size < 2:
                return None
            _runs += 1
            base = distributed.distributed_c10d._get_default_store()
            store = distributed.PrefixStore("plateau/%d" % _runs, base)
            return Ranks(store, distributed.get_rank(), size)
    except Exception:
        return Ranks(None, _environment("RANK", 0), 2)
    for rank, size in (_launched(), _of_jax(), _of_tensorflow()):
        if size > 1:
            # No store is known by which the others could hear of a change.
            return Ranks(None, rank, size)
    return None


def _launched():
    return _environment("RANK", 0), _environment("WORLD_SIZE", 1)


def _of_jax():
    """The rank and the number of JAX's processes."""
    state = getattr(sys.modules.get("jax._src.distributed"), "global_state", None)
    return getattr(state, "process_id", None) or 0, getattr(state, "num_processes", None) or 1


def _of_tensorflow():
    """The rank and the number of TensorFlow's workers."""
    try:
        settings = json.loads(os.environ.get("TF_CONFIG") or "{}")
        workers = settings.get("cluster", {}).get("worker", ())
        return int(settings.get("task", {}).get("index", 0)), len(workers)
    except (ValueError, TypeError, AttributeError):
        return 0, 1


def _environment(name, otherwise):
    try:
        return int(os.environ.get(name, otherwise))
    except ValueError:
        return otherwise
