"""The learning rate of a PyTorch optimizer, set so that it holds under any schedule."""

import weakref

from .before_change import BeforeChange
from .epochs_since import EpochsSince
from .parameters import Refusal
from .rate_course import is_scripts_own, multiplied
from .torch_carriers import Scaling, all_schedulers, find_schedulers, unwrapped
from .training import RATE_STAYS_0


def plain(rate):
    """A rate as a float; a tensor is read."""
    return float(rate.item()) if hasattr(rate, "item") else float(rate)


class TorchRate:
    """Reads and sets the rate of an optimizer.

    A new rate scales everything that carries the rate: the groups and what the schedulers hold.
    So a schedule keeps its shape from there, and groups keep their ratio. When the script writes
    the rate of a group and follows the old course all the same, the factor is laid over each step
    of that group.
    """

    def __init__(self, optimizer, schedulers=None, warn=None):
        """``schedulers`` are looked for when none are given; ``warn`` gets a sentence."""
        optimizer = unwrapped(optimizer)
        self.identity = weakref.ref(optimizer, self._note_last)
        # The client must not keep a model alive that the script has let go of.
        self.optimizer = weakref.proxy(optimizer)
        self.given = None if schedulers is None else list(schedulers)
        self.warn = warn or (lambda text: None)
        self.factor = 1.0
        self._overlaid = set()  # The indices of the groups over which the factor is laid.
        self._seen = None
        self._epochs = EpochsSince()
        self._before = BeforeChange()
        self._last = None
        self._first = None
        """The first group, which lives as long as the optimizer."""
        self.has_schedule = False
        """True when a scheduler other than ReduceLROnPlateau was scaled at the last change."""
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
            self._first = self.groups[0]
        except (ReferenceError, IndexError):
            return self._last
        return self._read_first()

    def _read_first(self):
        rate = plain(self._first["lr"])
        if 0 in self._overlaid and not self._is_inside_step:
            rate *= self.factor
        self._last = rate
        return rate

    def _note_last(self, _):
        """The optimizer has gone: its scheduler may have made a step since its rate was read."""
        try:
            self._read_first()
        except Exception:
            pass  # The rate stays the one that was read.
        self._first = None

    def now(self):
        """The rate of the next step, also when the script has just written its own."""
        if self._handles and not self._is_off:
            self._look()
        return self.read()

    def ratio(self, rate):
        """A rate over the present one."""
        old = self.now()
        if not old:
            raise Refusal(RATE_STAYS_0)
        return rate / old

    def set(self, rate):
        """Sets the rate of the first group; the others keep their ratio to it."""
        self.scale(self.ratio(rate))

    def scale(self, ratio):
        """Multiplies the rates of all groups; at 0, those that the script's schedule gives next."""
        self.now()
        self._before.note(self._rates(), self.factor)
        self.factor = multiplied(self.factor, ratio)
        if self._is_all_overlaid():
            return
        found = find_schedulers(self.identity()) if self.given is None else self.given
        found = all_schedulers(found)
        Scaling(ratio).scale(self.groups, found, self._overlaid)
        self.has_schedule = any(type(one).__name__ != "ReduceLROnPlateau" for one in found)
        self._schedulers = [weakref.ref(one) for one in found]
        self._watch()
        self._seen = self._rates()
        self._epochs.restart()

    def leave(self, ratio):
        """Counts a change by ``ratio`` as taken back, though the rate stays as it is."""
        self.factor = multiplied(self.factor, 1 / ratio)
        self._before.forget()

    def _is_all_overlaid(self):
        return bool(self._overlaid) and len(self._overlaid) >= len(self.groups)

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
            self._look()
            if self._overlaid and not self._is_inside_step:
                self._kept = [(self.groups[i], plain(self.groups[i]["lr"])) for i in self._overlaid]
                self._is_inside_step = True
                scaling = Scaling(self.factor)
                for group, _ in self._kept:
                    scaling.entry(group, "lr")
        except Exception as error:
            self._give_up(error)

    def end_step(self):
        """Gives the groups the script's own rates again, before what may leave the step by an error."""
        self._after_step()

    def _after_step(self, *_):
        if not self._is_inside_step:
            return
        self._is_inside_step = False
        try:
            for group, rate in self._kept:
                if hasattr(group["lr"], "fill_"):
                    group["lr"].fill_(rate)
                else:
                    group["lr"] = rate
        except Exception as error:
            self._give_up(error)

    def _give_up(self, error):
        """Leaves the rate alone; the hooks stay, because PyTorch is going through them."""
        self._is_off = True
        self._overlaid = set()
        self.warn("the learning rate is left alone: %s" % error)

    def _look(self):
        """Decides for each group which course a rate follows that somebody else has written."""
        if self._is_all_overlaid():
            return
        rates = self._rates()
        if rates == self._seen:
            return
        seen, self._seen = self._seen, rates
        if self.factor == 1.0 or not seen:
            return
        written = {
            index: (rate, before) for index, (rate, before) in enumerate(zip(rates, seen))
            if rate != before and index not in self._overlaid
            and not self.is_scheduled(index, rate)
        }
        again = {i for i, (rate, _) in written.items() if self._before.is_written_again(i, rate)}
        if again and not self._overlaid:
            self.factor = self._before.alone(self.factor)
        epochs = self._epochs.count()
        found = again | {
            index for index, (rate, before) in written.items()
            if is_scripts_own(rate, before, self.factor, epochs)
        }
        if found and not self._overlaid:
            self.warn(
                "the script writes its own learning rate; each step multiplies it by %.6g, and "
                "what the script prints is the rate before that" % self.factor
            )
        self._overlaid |= found

    def is_scheduled(self, index, rate):
        """True when a scheduler that was scaled has written this rate of a group."""
        # A script may have let go of some.
        living = (found() for found in self._schedulers)
        return is_among(index, rate, (getattr(s, "_last_lr", None) for s in living))

    def release(self):
        """Takes the hooks away."""
        for handle in self._handles:
            handle.remove()
        self._handles = []
        self._overlaid = set()


def is_among(index, rate, lists):
    """True when one of several lists of rates has this rate at an index."""
    return any(last and index < len(last) and plain(last[index]) == rate for last in lists)
