"""The metrics of Lightning: what a script logs, and under which names."""

import math

from ..values import numbers


def logged(trainer):
    """The metrics that ``training_step`` logs: values of this step, names of losses of epochs."""
    try:
        results = trainer.fit_loop.epoch_loop._results
        values = named_once(results.metrics(True)["callback"])
        losses = [
            r.meta.name for r in results.values()
            if r.meta.on_epoch and not r.meta.on_step and r.meta.name.lower().endswith("loss")
        ]
        return values, losses
    except Exception:
        return {}, []


def loss_name(steps, epoch_losses, loss):
    """The name under which a script logs the loss that its ``training_step`` returns."""
    same = [name for name, value in steps.items() if math.isclose(value, loss, rel_tol=1e-4)]
    names = [name for name in same if name.lower().endswith("loss")]
    if not names and not any(name.lower().endswith("loss") for name in steps):
        names = epoch_losses if len(epoch_losses) == 1 else []
    return names[0] if names else "loss"


def named_once(metrics):
    """Metrics without the second name that Lightning gives to those of steps and epochs."""
    return {
        name: value for name, value in metrics.items()
        if not (name.endswith(("_step", "_epoch")) and name.rpartition("_")[0] in metrics)
    }


def measured(trainer, loss_name):
    """The metrics of a validation inside an epoch."""
    try:
        names = {r.meta.name for r in trainer.fit_loop.epoch_loop._results.values()}
    except Exception:
        names = set()
    metrics = named_once(trainer.callback_metrics)
    return {n: v for n, v in numbers(metrics).items() if n not in names and n != loss_name}
