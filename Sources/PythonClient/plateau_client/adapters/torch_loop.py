"""A PyTorch loop that does not know of the client: its run is told from what PyTorch is asked to do."""

import sys
import weakref

from ..guard import guarded
from ..place import environment_rank, run_folder
from ..process_group import current_ranks
from ..resume import first_epoch
from ..run import Run
from ..script import epoch_variable, metric_name
from ..torch_carriers import unwrapped
from ..values import number
from .torch_loaders import SeenLoader, SideLoaders
from .torch_run import TorchRun

MOST_OF_OTHERS = 50
"""The steps of other optimizers in a row after which the known one counts as done with."""
BEYOND = 1.01
"""The share of the steps that a script names beyond which they are no total; it may make one more."""


class ScriptLoop(TorchRun):
    """The run of a loop, from optimizer steps, losses and loaders.

    The first optimizer that steps is the one that counts. The loader whose batches it steps on
    makes the epochs: each new pass over it begins one. A stop is raised as KeyboardInterrupt,
    because nothing else ends a loop of the script's own in order.
    """

    __slots__ = (
        "watch_names", "is_plain", "_optimizer", "_newest_loader", "_step_before_newest",
        "_steps_of_others", "_step_of_others", "_requests", "_variable", "_sides",
    )

    def __init__(self):
        super().__init__()
        self.watch_names = lambda is_wanted: None
        self.is_plain = lambda: True
        # Weak references: the script's objects live as long as the script wants.
        self._optimizer = _nothing
        self._newest_loader = self._loader
        self._sides = SideLoaders()
        self._step_before_newest = 0
        self._steps_of_others = self._step_of_others = 0
        self._requests = ()
        self._variable = None

    def has_begun(self, optimizer):
        """True when this optimizer's steps belong to the run that is told now."""
        if self.run is not None and self.run.is_over:
            # The run was ended by a stop, or by a fault; the rest of the script is left alone.
            return True
        if self.run is None:
            return False
        return optimizer is self._optimizer() or not self._is_another_training()

    def _is_another_training(self):
        """True when the known optimizer is gone, or has not stepped on what is under way now."""
        if self._optimizer() is None or self._steps_of_others > MOST_OF_OTHERS:
            return True
        is_new = self._newest_loader.is_known and not self._loader.is_same(self._newest_loader)
        return is_new and self.step == self._step_before_newest

    # What PyTorch is asked to do

    @property
    def counts_by_name(self):
        """True for a loop without a loader: its epochs are told by its variable ``epoch``."""
        return not self._loader.is_known and self.run is not None and not self.run.is_over

    def before_step(self, optimizer, frame, has_closure=False):
        """An optimizer is about to step: an epoch ends when the script's variable has moved on.

        ``has_closure`` is true when the step itself computes the loss.
        """
        if optimizer is not self._optimizer():
            return
        epoch = epoch_variable(frame)
        if epoch is None or epoch == self._variable:
            return
        self._variable, is_first = epoch, self._variable is None
        if not is_first:
            # The loss of this step is there already, and belongs to the new epoch.
            loss = [] if has_closure else self.losses.take_newest()
            self._turn()
            self.losses.put_back(loss)
            self._interrupt_if_asked()

    def look(self, optimizer, is_known):
        """An optimizer has made a step at which there may be more to do."""
        if is_known or not self.is_off and (self.has_begun(optimizer) or self.is_plain()):
            self.stepped(optimizer)

    def stepped(self, optimizer):
        """An optimizer has made a step at which there is more to do: the safe point."""
        self._step(optimizer)
        run = self.run
        if 0 < BEYOND * self._named_total < self.step - 1 and run is not None and not run.is_over:
            # What the script has named so is not the number of its steps, which nobody knows then.
            run.total = self._named_total = self._length = 0
            self._turn()
            self.steps = self._steps_before = 0
            self._interrupt_if_asked()
        elif self._is_cycled():
            self._turn_cycle()
            self._interrupt_if_asked()
        self._look_ahead()
        if run is not None and not run.is_over and run.control.stops_now:
            self._interrupt()

    def look_at_once(self):
        """Makes the next step one at which there is more to do; any thread may call it."""
        self.count.look_at_next()

    def _catch_up(self):
        """Looks at the next step if an event is overdue."""
        if self.pace.catch_up():
            self.look_at_once()

    def _look_ahead(self):
        """Finds the step at which there is more to do, unless a request has come meanwhile."""
        self.count.look_at(self.pace.next_step)
        if self._requests:
            self.look_at_once()

    @guarded
    def _step(self, optimizer):
        if self.run is None or (optimizer is not self._optimizer() and self._is_another_training()):
            self._begin(optimizer)
        run = self.run
        if run is None or run.is_over:
            self.losses.stop()
            return
        if optimizer is not self._optimizer():
            run.training.add_optimizer(optimizer)
            if self._step_of_others != self.step:
                self._steps_of_others, self._step_of_others = 0, self.step
            self._steps_of_others += 1
            if self.losses.other_stepped(self.step):
                self._requests = (None,)  # From now on there is more to do in each step.
            return
        run.step = step = self.step
        self._sides.stepped()
        run.training.rate.end_step()
        self.losses.drop_others(shares=True)
        if self.pace.is_due(step, self.steps):
            self.steps = self._count_steps()
            self._tell_step(run)
        elif run.late is not None:
            run.look_for_late()
        is_at_named_total = 0 < self._named_total <= step <= BEYOND * self._named_total + 1
        is_near_end = step < self.steps < self.pace.next_step or 0 < self.steps <= step
        if run.late is not None or is_at_named_total or is_near_end:
            self.pace.next_step = step + 1
        self.losses.own_stepped()
        run.safe_point()

    def loader_begins(self, loader, frame):
        """A pass over a loader begins: an epoch, when it is the training's."""
        if self.is_off or frame.f_globals.get("__name__", "").startswith("torch."):
            return
        self._note_loader(SeenLoader(loader, frame))
        self._interrupt_if_asked()

    @guarded
    def _note_loader(self, loader):
        self._has_ended = False
        self._newest_loader = loader
        self._step_before_newest = self.step
        run = self.run
        if run is None:
            self.losses.begin_pass()
        if run is None or run.is_over or self._optimizer() is None:
            return
        if self._loader.is_same(loader) and sys.modules["torch"].is_grad_enabled():
            self._loader = loader
            self._turn()
        elif self._has_epoch and loader not in self._sides:
            run.validation_started(run.epoch)
            self._sides.watched = loader
            self.look_at_once()

    @guarded
    def iterator_made(self, loader, iterator):
        """A pass over a loader got its iterator, which counts the batches that it gives."""
        self._newest_loader.began(loader, iterator)

    def _interrupt_if_asked(self):
        run = self.run
        if run is not None and not run.is_over and self._has_ended and run.stops:
            self._interrupt()

    def rate_of(self, scheduler):
        """The rate before a scheduler's step; None when it is not of this run."""
        run = self.run
        if run is None or run.is_over or unwrapped(scheduler.optimizer) is not self._optimizer():
            return None
        return run.training.learning_rate()

    @guarded
    def plateau_stepped(self, scheduler, value, before, frame):
        """A ReduceLROnPlateau was given a metric; its name is that of the caller's variable."""
        run = self.run
        link = None if run is None or run.is_over else run.training.add(scheduler)
        if link is None:
            return
        run.step = self.step
        name = metric_name(value, frame)
        measured = number(value)
        if name and measured is not None:
            link.monitor = link.monitor or name
            self._metrics[link.monitor if name == "metric" else name] = measured
        link.state()  # It is kept for the time when the script has let go of the scheduler.
        rate = run.training.learning_rate()
        if before is not None and rate is not None and rate < before:
            run.put(run.rate_event(before, rate, link.name))

    # The run

    def _begin(self, optimizer):
        active = Run.active
        if active not in (None, self.run) and active.reason_when_left is None:
            return
        ranks = current_ranks()
        if ranks is None and environment_rank() != 0:
            self.is_off = True
            return
        if self.run is not None:
            # The loss of this step is there already, and belongs to the new training.
            self.losses.before.extend(self.losses.take_newest())
            self._end_epoch()
            self.run.end({"kind": "completed"})
        self._know(unwrapped(optimizer))
        self._loader = self._newest_loader
        self._steps_of_others = self._step_of_others = 0
        self._length, self._named_total, self._steps_before = self._loader.length, 0, 0
        self._cycles = False
        self.steps = self._first_steps()
        self._variable = epoch_variable(sys._getframe(1))
        first = first_epoch(run_folder(), self._variable)
        total = self._total(sys._getframe(1), self._variable is not None)
        self.start(optimizer, total, first, ranks, self._loader.batch_size)
        self._requests = self.run.requests
        self.run.on_arrival(self.look_at_once)
        self.run.on_turn(self._catch_up)
        self.watch_names(self.counts_by_name)
        self._begin_losses()
        self._begin_epoch(first)
        self._count_from_here()

    def _know(self, optimizer):
        """Makes this optimizer the one that counts, as long as it lives."""
        self._optimizer = weakref.ref(optimizer)
        self.count.know(optimizer)

    def _begin_epoch(self, epoch):
        self._step_before_newest = 0
        super()._begin_epoch(epoch)
        self._look_ahead()


def _nothing():
    """The referent of a reference to nothing."""
