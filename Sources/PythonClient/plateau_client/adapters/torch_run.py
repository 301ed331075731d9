"""The run of an unchanged PyTorch loop, as it is told."""

import time

from ..attach import say_once
from ..guard import guarded
from ..means import Means
from ..pace import Pace
from ..place import run_folder
from ..run import Run
from ..script import script_name, total_epochs, total_iterations
from ..torch_optimizers import other_rates
from .torch_count import StepCount
from .torch_loaders import SeenLoader, batches_of_step, steps_of_pass
from .torch_losses import Losses
from .torch_script import ScriptTraining


class TorchRun:
    """The run of a loop: its epochs, its steps and its end."""

    __slots__ = (
        "run", "is_off", "pace", "means", "losses", "count", "steps", "_metrics", "_has_epoch",
        "_loader", "_length", "_named_total", "_steps_before", "_each", "_samples", "_scale", "_begun",
        "_paused", "_first_step", "_first_given", "_has_ended", "_cycles",
    )

    def __init__(self):
        self.run = None
        self.is_off = False
        self.pace = Pace()
        self.means = Means()
        self.losses = Losses(lambda: self.run is None and not self.is_off)
        self.count = StepCount(self.look)
        self._loader = SeenLoader()
        self.steps = self._length = self._named_total = self._steps_before = 0
        self._each = 1
        self._first_step = self._first_given = 0
        self._metrics = {}
        self._has_epoch = self._has_ended = self._cycles = False

    @property
    def step(self):
        """The steps done in the epoch."""
        return self.count.done()

    @step.setter
    def step(self, step):
        self.count.set(step)

    def start(self, optimizer, total, first_epoch, ranks, batch_size):
        """Begins the run; ``batch_size`` is 0 when it is not known."""
        if ranks is not None:
            batch_size *= ranks.size
        self._samples = batch_size or 1
        parts = self._each if self._loader.is_known else self.losses.count_before
        self._scale = self.losses.divisor if self.losses.divisor == parts else 1
        self.pace = Pace()
        self._has_epoch = False
        self._metrics = {}
        self.run = Run(
            ScriptTraining(self, optimizer), script_name("torch"), run_folder(), total, first_epoch,
            ranks=ranks, steps_per_epoch=self.steps, batch_size=batch_size,
            samples_per_epoch=self._length * batch_size,
            sample_unit="samples" if batch_size else "steps",
            parameter_count=sum(
                p.numel() for group in optimizer.param_groups for p in group["params"]
            ),
        )
        say_once("steers this script's own PyTorch loop; a stop interrupts it as Ctrl-C would")
        self.run.reason_when_left = {"kind": "completed"}
        self.run.before_exit = self._end_epoch
        self.run.before_answers = self._tell_now

    def _total(self, frame, counts_epochs):
        """The number of epochs; that of a loop that counts steps instead follows from theirs.

        Without a loader, all steps are of one epoch, and so they seem to be of a loader without a
        length, until it ends. It is 0 when it is not known.
        """
        total = total_epochs(frame)
        if total or counts_epochs:
            return total
        iterations = total_iterations(frame)
        if iterations and not self._length and self._each == 1:
            self._length = self.steps = self._named_total = iterations
            return 0 if self._loader.is_known else 1
        return -(-iterations // self.steps) if self.steps else 0

    def _begin_losses(self):
        """Notes losses from the first of the pass on, unless others were among those before."""
        before, losses = len(self.losses.before), self.losses
        if not self._loader.is_known:
            before = losses.count_before or 1
        elif self._loader.given - before not in (0, 1):
            before = 1
        losses.begin(before)

    def _begin_epoch(self, epoch):
        self.step = self._first_step = self._first_given = 0
        self.means.begin_epoch()
        self._metrics = {}
        self._begun = time.monotonic()
        self._paused = self.run.seconds_paused
        self.pace.begin_epoch(self._paused, self.steps)
        self._has_epoch = True
        self.run.epoch_started(epoch)

    def _count_from_here(self):
        """Counts from the step that shows that a training has begun."""
        self.step = self._first_step = 1
        self._first_given = self._loader.given

    def _count_steps(self):
        """The steps of an epoch: as many as in the one before, or as its batches so far make."""
        given = self._loader.given
        self._each = max(1, given / self.step)
        # Batches before the first step tell little: GradScaler leaves out the first steps, for one.
        batches, steps = given - self._first_given, self.step - self._first_step
        each = batches_of_step(batches, steps) if steps else None
        if steps == 1 and self._first_step and self._first_given - (each or 0) not in (0, 1):
            each = None
        self._know_scale(each)
        if self.step <= self._steps_before:
            return self._steps_before
        if not steps or (steps == 1 and each is None) or self.step == self.steps:
            return self.steps
        return steps_of_pass(self._length, batches, steps)

    def _know_scale(self, each):
        """Finds if losses are told whole: the script divides them by the batches of a step."""
        if each == self.losses.divisor:
            self._scale = each
        elif each == 1:
            self._scale = 1

    def _first_steps(self):
        """The steps of the first epoch, at its first step."""
        losses, given = self.losses.count_before, self._loader.given
        self._each = losses if 0 < losses <= given and given % losses in (0, 1) else 1
        return steps_of_pass(self._length, self._each, 1)

    def _whole_losses(self):
        return {"names": {"loss": "loss"}, "scale": self._scale}

    def _tell_step(self, run, is_late=False):
        samples = self._each * self._samples
        speed = self.pace.speed(self.step, samples, run.seconds_paused, is_late)
        rate = run.training.learning_rate()
        self.losses.read_into(self.means)
        part = self.means.part(extra=other_rates(run.training.others), **self._whole_losses())
        run.part_ended(run.epoch, self.step, self.steps, part, speed, rate)

    @guarded
    def _tell_now(self, is_late=False):
        """Tells the step that the loop has come to, unless it was told already."""
        if self._has_epoch and self.step > self.pace.last_step:
            self.pace.told(self.step)
            self._tell_step(self.run, is_late)

    @guarded
    def _end_epoch(self, is_failed=False):
        """Ends the epoch; one without a step is none, and one that an error cut short says so."""
        run = self.run
        if not self._has_epoch or run.is_over or not self.step:
            return
        self.losses.drop_others()
        if not self.pace.last_step and self._length:
            # No step was told, and the pass that could be asked is over.
            each = len(self.losses) // self.step
            self._know_scale(each if each == self._length // self.step else None)
        is_cut = is_failed or run.control.stops_now
        if not self.steps and not is_cut:
            self.steps = self.step
        self._tell_now(is_late=True)
        self._has_epoch = False
        self.losses.read_into(self.means)
        rates = other_rates(run.training.others)
        logs = dict(self.means.take(**self._whole_losses())[0], **self._metrics, **rates)
        seconds = time.monotonic() - self._begun - (run.seconds_paused - self._paused)
        is_cut = is_cut and not 0 < self.steps <= self.step
        run.epoch_ended(run.epoch, logs, seconds, self.step if is_cut else None)

    @guarded
    def _turn(self):
        """Goes from one epoch to the next; a pass without a step is none."""
        if not self.step:
            return
        run = self.run
        self._end_epoch()
        self._has_ended = True
        self.steps = self._steps_before = self.step
        run.between_epochs()
        if not run.stops:
            self._begin_epoch(run.epoch)

    def _is_cycled(self):
        """True when steps go on after the pass, whose batches the script keeps: ``itertools.cycle``."""
        run, beyond = self.run, self.step - self.steps
        is_beyond = beyond > (0 if self._cycles else 1)
        return (
            is_beyond and self.steps > 0 < self._length and run is not None and not run.is_over
            and self._loader.is_known and not self._loader.given
        )

    @guarded
    def _turn_cycle(self):
        """Goes to the next epoch of a loader that the script cycles; what is beyond belongs to it."""
        beyond, loss = self.step - self.steps, self.losses.take_newest()
        self._cycles = True
        self.step = self.steps
        self._turn()
        self.step = beyond
        self.losses.put_back(loss)

    def _interrupt(self):
        """Ends the run and interrupts the script."""
        self._end_epoch()
        self.run.end()
        raise KeyboardInterrupt("stopped by plateau")
