"""Hugging Face's callbacks and schedulers as links of the chain."""

import os

from ..values import number
from .counting import StoppingLink, callback_links, scheduler_link

ROLES = {
    "TensorBoardCallback": "logs", "WandbCallback": "logs", "MLflowCallback": "logs",
    "TrackioCallback": "logs", "CometCallback": "logs", "ClearMLCallback": "logs",
    "SwanLabCallback": "logs", "AzureMLCallback": "logs", "NeptuneCallback": "logs",
}
"""The roles of Hugging Face's classes; all others have none."""
HIDDEN = (
    "DefaultFlowCallback", "ProgressCallback", "PrinterCallback", "NotebookProgressCallback",
)
"""The classes that make the loop itself or only print."""


def make_links(trainer, learning_rate):
    """The callbacks of a Trainer and then its scheduler; the client's own are left out."""
    makers = {"EarlyStoppingCallback": lambda callback: EarlyStoppingLink(callback, trainer)}
    links = callback_links(trainer.callback_handler.callbacks, ROLES, HIDDEN, makers)
    scheduler = trainer.lr_scheduler
    scheduler = getattr(scheduler, "scheduler", scheduler)
    if scheduler is not None:
        monitor = monitored(trainer.args) or "eval_loss"
        links.append(scheduler_link(scheduler, learning_rate, monitor, "evaluations"))
    return links


def monitored(args):
    """The name of the metric by which the Trainer chooses its best model; None without one."""
    name = args.metric_for_best_model
    return name if name is None or name.startswith("eval_") else "eval_" + name


class EarlyStoppingLink(StoppingLink):
    """Hugging Face's EarlyStoppingCallback; the Trainer keeps the best value."""

    patience_name = "early_stopping_patience"
    wait_name = "early_stopping_patience_counter"

    def __init__(self, callback, trainer):
        self.trainer = trainer
        super().__init__(callback, "evaluations")

    def table(self):
        return super().table() + self.rows(("early_stopping_threshold", "magnitude"))

    def monitor(self):
        return monitored(self.trainer.args)

    def direction(self):
        return "max" if self.trainer.args.greater_is_better else "min"

    def best(self):
        return number(self.trainer.state.best_metric)

    def delta(self):
        return self.callback.early_stopping_threshold or 0.0

    def has_stopped(self):
        trainer = self.trainer
        is_early = trainer.state.global_step < trainer.state.max_steps
        is_out = self.wait() >= self.patience() and self.best() is not None
        return is_out and is_early and trainer.control.should_training_stop

    def forget(self):
        state = self.trainer.state
        names = ("best_metric", "best_model_checkpoint", "best_global_step")
        kept = {name: getattr(state, name) for name in names if hasattr(state, name)}
        wait, epoch = self.wait(), self.best_epoch
        self.callback.early_stopping_patience_counter = 0
        state.best_metric = self.best_epoch = None

        def back():
            self.callback.early_stopping_patience_counter = wait
            self.best_epoch = epoch
            # The Trainer keeps few checkpoints, and may have found another one the best since.
            is_there = os.path.isdir(str(kept["best_model_checkpoint"] or ""))
            lost = () if is_there else names[1:]
            for name, value in kept.items():
                if name not in lost:
                    setattr(state, name, value)

        return back
