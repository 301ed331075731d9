"""What carries the learning rate in PyTorch: the groups of an optimizer, and its schedulers."""

import gc
import sys

GROUP_KEYS = ("lr", "initial_lr", "max_lr", "min_lr", "swa_lr")
"""The entries of a parameter group that carry the rate."""
SCHEDULER_LISTS = ("base_lrs", "max_lrs", "_last_lr")
"""The lists of a scheduler that carry the rate, with an entry for each group."""
SCHEDULER_NUMBERS = ("eta_min",)
"""The numbers of a scheduler that carry the rate, such as the floor of its course."""


class Scaling:
    """Multiplies what carries the rate; a tensor that is in several places is multiplied once."""

    def __init__(self, ratio):
        self.ratio = ratio
        self._done = {}  # The tensors by their id; they are kept, so that no other gets it.

    def scale(self, groups, schedulers, left_out=()):
        """Scales groups and schedulers, except for the groups with an index in ``left_out``."""
        for index, group in enumerate(groups):
            if index not in left_out:
                for key in GROUP_KEYS:
                    self.entry(group, key)
        for scheduler in schedulers:
            for name in SCHEDULER_LISTS:
                rates = getattr(scheduler, name, None)
                if isinstance(rates, list) and rates:
                    setattr(scheduler, name, [
                        rate if index in left_out or id(rate) in self._done else rate * self.ratio
                        for index, rate in enumerate(rates)
                    ])
            for name in SCHEDULER_NUMBERS:
                rate = getattr(scheduler, name, None)
                if isinstance(rate, (int, float)):
                    setattr(scheduler, name, rate * self.ratio)

    def entry(self, group, key):
        """Scales an entry of a group, where the group has it."""
        value = group.get(key)
        if hasattr(value, "fill_"):
            if id(value) not in self._done:
                self._done[id(value)] = value
                value.mul_(self.ratio)
        elif isinstance(value, (int, float)):
            group[key] = value * self.ratio


def unwrapped(optimizer):
    """The optimizer within those that wrap it, such as accelerate's."""
    inner = getattr(optimizer, "optimizer", None)
    while inner is not None and hasattr(inner, "param_groups"):
        optimizer, inner = inner, getattr(inner, "optimizer", None)
    return optimizer


def find_schedulers(optimizer):
    """The schedulers of an optimizer, found among all living objects.

    Complexity: O(living objects), some 20 ms.
    """
    module = sys.modules.get("torch.optim.lr_scheduler")
    bases = tuple(
        kind for kind in (getattr(module, name, None) for name in ("LRScheduler", "_LRScheduler"))
        if isinstance(kind, type)
    )
    found = []
    is_scheduler = {}  # There are far fewer types than objects.
    for thing in gc.get_objects():
        kind = type(thing)
        if kind not in is_scheduler:
            is_scheduler[kind] = issubclass(kind, bases) or kind.__name__ == "ReduceLROnPlateau"
        if not is_scheduler[kind]:
            continue
        try:
            if unwrapped(thing.optimizer) is optimizer:
                found.append(thing)
        except Exception:
            continue
    return found


def all_schedulers(schedulers):
    """Schedulers with those nested in them, each once."""
    found, waiting = [], list(schedulers)
    while waiting:
        scheduler = waiting.pop(0)
        if any(scheduler is other for other in found):
            continue
        found.append(scheduler)
        waiting.extend(getattr(scheduler, "_schedulers", None) or ())
    return found
