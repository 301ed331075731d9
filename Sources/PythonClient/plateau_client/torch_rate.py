"""The learning rate of a PyTorch optimizer, set so that it holds under any schedule."""

import gc
import sys
import weakref

from .parameters import Refusal
from .rate_course import is_scripts_own, multiplied

GROUP_KEYS = ("lr", "initial_lr", "max_lr", "min_lr")
"""The entries of a parameter group that carry the rate."""
SCHEDULER_LISTS = ("base_lrs", "max_lrs", "_last_lr")
"""The lists of a scheduler that carry the rate."""


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


def plain(rate):
    """A rate as a float; a tensor is read."""
    return float(rate.item()) if hasattr(rate, "item") else float(rate)


class TorchRate:
    """Reads and sets the rate of an optimizer.

    A new rate scales everything that carries the rate: the groups and the lists of the schedulers.
    So a schedule keeps its shape from there, and groups keep their ratio. When the script writes
    rates that follow the old course all the same, a factor is laid over each step.
    """

    def __init__(self, optimizer, schedulers=None, warn=None):
        """``schedulers`` are looked for when none are given; ``warn`` gets a sentence."""
        optimizer = unwrapped(optimizer)
        self.identity = weakref.ref(optimizer)
        # The client must not keep a model alive that the script has let go of.
        self.optimizer = weakref.proxy(optimizer)
        self.given = None if schedulers is None else list(schedulers)
        self.warn = warn or (lambda text: None)
        self.factor = 1.0
        self.overlay = None
        self._seen = None
        self._last = None
        self._schedulers = []
        self._handles = []
        self._kept = []
        self._is_inside_step = False
        self._is_off = False

    @property
    def groups(self):
        """The parameter groups."""
        return self.optimizer.param_groups

    def read(self):
        """The rate of the first group as it takes effect; the last one once the optimizer is gone."""
        try:
            rate = plain(self.groups[0]["lr"])
        except (ReferenceError, IndexError):
            return self._last
        if self.overlay is not None and not self._is_inside_step:
            rate *= self.overlay
        self._last = rate
        return rate

    def now(self):
        """The rate of the next step, also when the script has just written its own."""
        if self._handles and self.overlay is None and not self._is_off:
            self._look()
        return self.read()

    def ratio(self, rate):
        """A rate over the present one."""
        old = self.now()
        if not old:
            raise Refusal("the learning rate is 0 now: there is nothing to scale")
        return rate / old

    def set(self, rate):
        """Sets the rate of the first group; the others keep their ratio to it."""
        self.scale(self.ratio(rate))

    def scale(self, ratio):
        """Multiplies the rates of all groups; at 0, those that the script's schedule gives next."""
        self.now()
        self.factor = multiplied(self.factor, ratio)
        if self.overlay is not None:
            self.overlay = multiplied(self.overlay, ratio)
            return
        found = find_schedulers(self.identity()) if self.given is None else self.given
        self._schedulers = [weakref.proxy(one) for one in all_schedulers(found)]
        self._scale(ratio)
        self._watch()
        self._seen = self._rates()

    def _scale(self, ratio):
        for group in self.groups:
            for key in GROUP_KEYS:
                if key in group:
                    _scale_entry(group, key, ratio)
        for scheduler in self._schedulers:
            for name in SCHEDULER_LISTS:
                rates = getattr(scheduler, name, None)
                if isinstance(rates, list) and rates:
                    setattr(scheduler, name, [rate * ratio for rate in rates])

    def _rates(self):
        return [plain(group["lr"]) for group in self.groups]

    def _watch(self):
        if self._handles or not hasattr(self.optimizer, "register_step_pre_hook"):
            return
        self._handles = [
            self.optimizer.register_step_pre_hook(self._before_step),
            self.optimizer.register_step_post_hook(self._after_step),
        ]

    def _before_step(self, *_):
        if self._is_off:
            return
        try:
            if self.overlay is None:
                self._look()
            if self.overlay is not None and not self._is_inside_step:
                self._kept = self._rates()
                self._is_inside_step = True
                for group in self.groups:
                    _scale_entry(group, "lr", self.overlay)
        except Exception as error:
            self._give_up(error)

    def _after_step(self, *_):
        if not self._is_inside_step:
            return
        self._is_inside_step = False
        try:
            for group, rate in zip(self.groups, self._kept):
                if hasattr(group["lr"], "fill_"):
                    group["lr"].fill_(rate)
                else:
                    group["lr"] = rate
        except Exception as error:
            self._give_up(error)

    def _give_up(self, error):
        """Leaves the rate alone; the hooks stay, because PyTorch is going through them."""
        self._is_off = True
        self.overlay = None
        self.warn("the learning rate is left alone: %s" % error)

    def _look(self):
        """Decides which course a rate follows that somebody else has written."""
        rates = self._rates()
        if rates == self._seen:
            return
        seen, self._seen = self._seen, rates
        if self.comes_from_schedulers(rates) or self.factor == 1.0 or not seen:
            return
        if is_scripts_own(rates[0], seen[0], self.factor):
            self.overlay = self.factor
            self.warn(
                "the script writes its own learning rate; each step multiplies it by %.6g, and "
                "what the script prints is the rate before that" % self.overlay
            )

    def comes_from_schedulers(self, rates):
        """True when a scheduler that was scaled has written these rates."""
        for scheduler in self._schedulers:
            last = getattr(scheduler, "_last_lr", None)
            if last and [plain(rate) for rate in last][: len(rates)] == rates:
                return True
        return False

    def release(self):
        """Takes the hooks away."""
        for handle in self._handles:
            handle.remove()
        self._handles = []
        self.overlay = None


def _scale_entry(group, key, ratio):
    value = group[key]
    if hasattr(value, "fill_"):
        value.mul_(ratio)
    elif isinstance(value, (int, float)):
        group[key] = value * ratio
