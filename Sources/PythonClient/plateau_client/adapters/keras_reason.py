"""Why a ``fit`` of Keras has ended."""


def end_reason(run, model, logs):
    """The reason for the end of the run; ``logs`` are the metrics of the last epoch."""
    if run.control.stop_reason is not None:
        return run.control.stop_reason
    epoch = run.epoch - 1
    for link in run.links():
        if getattr(link, "has_stopped", lambda: False)():
            return _stopped_by(link.name, epoch, link.evidence(logs))
    if getattr(model, "stop_training", False):
        for link in run.links():
            if link.role == "stops" and not hasattr(link, "has_stopped"):
                return _stopped_by(link.name, epoch)
        return _stopped_by("a callback", epoch)
    return {"kind": "completed"}


def _stopped_by(name, epoch, evidence=None):
    reason = {"kind": "callback", "name": name, "epoch": epoch}
    if evidence:
        reason["evidence"] = evidence
    return reason


def restored_epoch(links, offset):
    """The epoch whose weights a callback has restored; None when none has.

    ``offset`` is the number of epochs before this fit.
    """
    for link in links:
        callback = link.callback
        if getattr(callback, "restore_best_weights", False):
            if getattr(callback, "best_weights", None) is not None:
                best = getattr(callback, "best_epoch", None)
                return None if best is None else best + offset
    return None
