"""MMEngine: one hook of its Runner that tells and obeys."""

import os
from functools import partial

from ..guard import guarded
from ..torch_carriers import GROUP_KEYS, unwrapped
from ..torch_optimizers import other_rates
from ..torch_rate import TorchRate, is_among
from ..values import numbers
from .framework import FrameworkHooks
from .framework_facts import length, loader_samples
from .framework_training import FrameworkTraining
from .mmengine_links import CheckpointLink, EarlyStoppingLink, make_links, rate_schedulers, wrappers_of


class MMEngineRate(TorchRate):
    """The rate of an optimizer that MMEngine's own schedulers move."""

    def __init__(self, optimizer, runner, **more):
        super().__init__(optimizer, **more)
        self.runner = runner

    def schedulers(self):
        """The runner's schedulers of this rate."""
        optimizer = self.identity()
        return [s for s in rate_schedulers(self.runner) if unwrapped(s.optimizer) is optimizer]

    def is_scheduled(self, index, rate):
        lists = (getattr(s, "_last_value", None) for s in self.schedulers())
        return is_among(index, rate, lists) or super().is_scheduled(index, rate)

    def scale(self, ratio):
        super().scale(ratio)
        schedulers = self.schedulers()
        self.has_schedule = any(not hasattr(s, "num_bad_epochs") for s in schedulers)
        for scheduler in schedulers:
            for name in ("base_values", "_last_value"):
                values = getattr(scheduler, name, None)
                if isinstance(values, list):
                    setattr(scheduler, name, [value * ratio for value in values])
            floor = getattr(scheduler, "eta_min", None)
            if isinstance(floor, (int, float)):
                scheduler.eta_min = floor * ratio
        for wrapper in wrappers_of(self.runner).values():
            base = getattr(wrapper, "base_param_settings", None) or {}
            if unwrapped(wrapper) is self.identity():
                base.update({name: base[name] * ratio for name in GROUP_KEYS if name in base})


class MMEngineTraining(FrameworkTraining):
    """A ``train`` of a Runner."""

    framework = "mmengine"

    def __init__(self, runner):
        make = partial(MMEngineRate, runner=runner)
        first, *others = [(name, w.optimizer) for name, w in wrappers_of(runner).items()]
        super().__init__(runner, [first[1]], make=make)
        self.have_own_rates(first[0], others, make=make)

    def links(self):
        return [*self.others, *make_links(self.owner, self.rate_of)]

    def stop(self):
        self.owner.train_loop.stop_training = True
        if self.run.step and self.run.control.stops_now and not self.is_by_iterations():
            self.run.message("plateau", "MMEngine ends at the end of an epoch")

    def is_by_iterations(self):
        """True for a loop that has iterations instead of epochs."""
        return "IterBased" in type(self.owner.train_loop).__name__

    def save(self):
        runner = self.owner
        name = "plateau_iter_%d.pth" % (runner.iter + 1)
        runner.save_checkpoint(runner.work_dir, name, by_epoch=False)
        return os.path.join(runner.work_dir, name)


class MMEngineHooks(FrameworkHooks):
    """The methods of the hook; it has the lowest priority and so sees what all others have done."""

    priority = "LOWEST"

    @guarded
    def before_train(self, runner):
        self.run = None
        mine = [hook for hook in runner.hooks if getattr(hook, "is_plateau", False)]
        if mine[0] is not self or not self.may_begin(runner):
            return
        training = MMEngineTraining(runner)
        loop = runner.train_loop
        self.is_endless = training.is_by_iterations()
        self.newest = {}
        self.is_measured = False
        self.begin(
            training, 1 if self.is_endless else loop.max_epochs,
            0 if self.is_endless else loop.epoch,
            loop.max_iters if self.is_endless else length(loop.dataloader),
            loader_samples(loop.dataloader, runner.world_size), runner.model,
            seed=None if runner.seed is None else str(runner.seed),
            resume="run it again with resume=True to go on from its checkpoint",
        )
        training.tell_whose_rate()
        self.saved = set(self._paths())  # A script that resumes has saved before.

    @guarded
    def before_train_epoch(self, runner):
        if self.run is None:
            return
        self._end_epoch(runner)
        self.begin_epoch(0 if self.is_endless else runner.epoch)
        self.step = runner.iter if self.is_endless else 0
        self.newest = {}

    @guarded
    def before_train_iter(self, runner, batch_idx, data_batch=None):
        if self.run is not None:
            if self.is_measured:
                self._tell_measured()
            self.tell_cut()

    @guarded
    def after_train_iter(self, runner, batch_idx, data_batch=None, outputs=None):
        if self.run is not None:
            self.batch_ended(dict(outputs or {}))
            if self.is_endless:
                self._tell_checkpoints(self.step)

    def other_metrics(self):
        return {"extra": other_rates(self.training.others)}

    def _paths(self):
        links = [link for link in self.run.links() if isinstance(link, CheckpointLink)]
        return [path for link in links for path in link.paths()]

    def _tell_checkpoints(self, step=None):
        for path in self._paths():
            if path not in self.saved:
                self.saved.add(path)
                self.run.put(self.run.checkpoint_event(path, step))

    def _tell_measured(self):
        """Tells a validation inside an epoch, once all hooks have seen it."""
        self.is_measured = False
        self.run.step = self.step
        self.note_bests(self.run.epoch)
        self._tell_checkpoints(self.step)
        self.run.measured(self.newest)

    @guarded
    def after_train_epoch(self, runner):
        if self.run is not None and not self.is_endless and not _validates_now(runner):
            self._finish_epoch(runner)

    @guarded
    def before_val_epoch(self, runner):
        if self.run is not None and self.has_epoch:
            self.run.validation_started(self.run.epoch)

    @guarded
    def after_val_epoch(self, runner, metrics=None):
        if self.run is not None and self.has_epoch:
            self.newest = numbers(metrics)
            self.is_measured = True
            for link in self.run.links():
                if isinstance(link, EarlyStoppingLink):
                    link.last = self.newest.get(link.monitor())

    @guarded
    def after_val(self, runner):
        if self.run is not None and not self.is_endless and self.has_epoch:
            self._finish_epoch(runner)

    def _finish_epoch(self, runner):
        """Tells the epoch and obeys; after this the loop looks whether it goes on."""
        self._end_epoch(runner)
        loop = runner.train_loop
        if not loop.stop_training:
            self.run.between_epochs()
        if self.run.stops:
            loop.stop_training = True

    def _end_epoch(self, runner):
        if self.has_epoch:
            if self.is_measured and self.is_broken_off(runner.train_loop.stop_training):
                self._tell_measured()
            self.note_bests(self.run.epoch)
            self._tell_checkpoints()
            logs = dict(self.means.take(**self.other_metrics())[0], **self.newest)
            self.end_epoch(logs, runner.train_loop.stop_training)
        self.is_measured = False

    @guarded
    def after_train(self, runner):
        if self.run is not None:
            loop = runner.train_loop
            self._end_epoch(runner)
            done, total = (
                (loop.iter, loop.max_iters) if self.is_endless else (loop.epoch, loop.max_epochs)
            )
            self.end(loop.stop_training and done < total)


def _validates_now(runner):
    """True when a validation follows the epoch that ends now."""
    loop = runner.train_loop
    if runner.val_loop is None:
        return False
    done = loop.epoch + 1
    interval = loop.val_interval
    for milestone, later in zip(
        getattr(loop, "dynamic_milestones", ()), getattr(loop, "dynamic_intervals", ())
    ):
        interval = later if done + 1 >= milestone else interval
    return done >= loop.val_begin and (done % interval == 0 or done == loop.max_epochs)


def plateau_hook(**options):
    """The hook for ``Runner(custom_hooks=[...])``; the options are those of ``FrameworkHooks``."""
    from mmengine.hooks import Hook

    return type("Plateau", (MMEngineHooks, Hook), {})(**options)
