"""The event of some steps, whose metrics are read by the thread that writes it."""

import json
import time

from .values import json_number, json_numbers

encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
"""The encoder of events; one for all, because making one takes as long as using it."""


class StepEvent:
    """What a training thread notes of a step; everything else happens when it is written."""

    __slots__ = ("time", "epoch", "step", "steps", "part", "speed", "rate", "factor")

    def __init__(self, epoch, step, steps, part, speed, rate, factor=1.0):
        """``part`` holds the metrics, and ``factor`` is the rate over the script's own; the other
        members are those of the event.
        """
        self.time = time.time()
        self.epoch = epoch
        self.step = step
        self.steps = steps
        self.part = part
        self.speed = speed
        self.rate = rate
        self.factor = factor

    def members(self):
        """The event as a dictionary; reads the metrics."""
        logs, recent = self.part.means()
        steps, step = self.steps, self.step
        event = {
            "event": "step", "time": round(self.time, 3), "epoch": self.epoch, "step": step,
            "steps": max(steps, step) if steps else 0, "logs": json_numbers(logs),
            "recent": json_numbers(recent), "samples_per_second": round(self.speed),
        }
        if self.rate is not None:
            event.update(rate_members(self.rate, self.factor))
        return event


def rate_members(rate, factor):
    """The members of an event for a rate that persons changed by a factor."""
    members = {"learning_rate": json_number(float(rate))}
    if factor and abs(factor - 1) > 1e-9:
        members["scheduled_learning_rate"] = json_number(float("%.7g" % (rate / factor)))
    return members
