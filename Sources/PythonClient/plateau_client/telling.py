"""The events of a run: what happened, as dictionaries for the writer."""

import time

from .step_event import StepEvent, rate_members
from .values import json_number, json_numbers


class Telling:
    """The half of ``Run`` that tells what happens.

    Its methods may be called from any thread, and none waits for a disk. Values must be numbers:
    read tensors with ``values.numbers`` first.
    """

    def __init__(self):
        self._answers = []
        self._is_obeying = False
        self._epochs_done = 0
        self._writer = None
        self.late = None

    def put(self, event, is_step=False):
        """Queues an event that is already a dictionary, or one of steps."""
        if self._writer is not None and not self.is_over:
            if self.late is not None:
                self._put_late()
            self._writer.put(event, is_step)

    def _put_late(self):
        """Queues the step that waits for a GPU; waits for it, too, when it has not arrived."""
        late, self.late = self.late, None
        late.part.means()
        self._writer.put(late, True)

    def look_for_late(self):
        """Queues the step that waits for a GPU if its metrics have arrived."""
        if self.late.part.is_ready:
            self._put_late()

    def event(self, kind, **members):
        """An event as a dictionary, stamped with the time."""
        return dict({"event": kind, "time": round(time.time(), 3)}, **members)

    def tell(self, kind, **members):
        """Queues an event."""
        self.put(self.event(kind, **members))

    def at_place(self, kind):
        """An event that has the epoch and the step alone."""
        return self.event(kind, epoch=self.epoch, step=self.step)

    def epoch_started(self, epoch):
        """An epoch begins."""
        self.epoch, self.step = epoch, 0
        self.tell("epoch_started", epoch=epoch)

    def step_ended(self, epoch, step, steps, logs, recent=None, speed=0.0, learning_rate=None):
        """Some steps were done.

        ``logs`` holds the means since the epoch began and ``recent`` those since the last such
        event: numbers, no tensors. ``steps`` is 0 when the total is not known; ``speed`` is
        samples per second.
        """
        self.epoch, self.step = epoch, step
        event = self.event(
            "step", epoch=epoch, step=step, steps=max(steps, step) if steps else 0,
            logs=json_numbers(logs), recent=json_numbers(logs if recent is None else recent),
            samples_per_second=round(speed),
        )
        if learning_rate is not None:
            event.update(rate_members(learning_rate, self.training.rate_factor()))
        self.put(event, is_step=True)

    def part_ended(self, epoch, step, steps, part, speed=0.0, learning_rate=None):
        """Some steps were done, whose metrics need not be read yet: a ``Part`` of ``Means``.

        What a GPU has not computed yet is told at a later step; an adapter then calls
        ``look_for_late`` after each batch while ``late`` is not None.
        """
        self.epoch, self.step = epoch, step
        event = StepEvent(
            epoch, step, steps, part, speed, learning_rate, self.training.rate_factor()
        )
        if part.is_ready:
            self.put(event, is_step=True)
        else:
            self.late = event

    def validation_started(self, epoch):
        """The evaluation of the validation set begins."""
        self.tell("validation_started", epoch=epoch)

    def measured(self, values, by=None):
        """Metrics were computed inside an epoch, and counters may have moved."""
        event = self.event(
            "measured", epoch=self.epoch, step=self.step, values=json_numbers(values),
            callbacks=self.states(),
        )
        if by:
            event["by"] = by
        self.put(event)

    def evaluated(self, epoch, by, values, seconds):
        """The owner of a metric computed it once for the epoch."""
        self.tell(
            "evaluated", epoch=epoch, by=by, values=json_numbers(values), seconds=round(seconds, 3)
        )

    def epoch_ended(self, epoch, logs, seconds, broken_off_at=None):
        """An epoch has ended and all callbacks have run.

        ``broken_off_at`` is the number of steps done in an epoch that a stop cut short.
        """
        rate = self.training.learning_rate()
        cut = {} if broken_off_at is None else {"broken_off": True, "step": broken_off_at}
        self.tell(
            "epoch_ended", epoch=epoch, **cut, logs=json_numbers(logs),
            learning_rate=json_number(float(rate or 0.0)), seconds=round(seconds, 3),
            callbacks=self.states(),
        )
        self._epochs_done += broken_off_at is None
        self.epoch, self.step = epoch + 1, 0

    def rate_event(self, old, new, by):
        """An event that tells of a change of the learning rate by a callback or a person."""
        return self.event(
            "learning_rate", epoch=self.epoch, step=self.step, old=json_number(float(old)),
            new=json_number(float(new)), by=by,
        )

    def checkpoint_event(self, path, step=None):
        """An event that tells of a saved file: after a step of the epoch, or at its end."""
        within = {} if step is None else {"step": step}
        return self.event("checkpoint", epoch=max(0, self.epoch), path=str(path), **within)

    def improved(self, epoch, by, metric, value):
        """A callback saw a new best value."""
        self.tell("improved", epoch=epoch, by=by, metric=metric, value=json_number(float(value)))

    def message(self, source, text):
        """A callback or the script said something."""
        self.put(self._words("message", source, text))

    def warning(self, source, text):
        """Something is probably wrong; training continues."""
        self.answer(self._words("warning", source, text))
        if not self._is_obeying:
            self._send_answers()

    def _words(self, kind, source, text):
        return dict(self.event(kind), **{"from": source, "text": text})

    def answer(self, event):
        """Queues an event behind the answers of this safe point."""
        self._answers.append(event)

    def applied(self, request, subject=None, old=None, new=None, note=None):
        """The answer to a request that was carried out; ``note`` says what else came of it."""
        event = dict(self.at_place("applied"), request=_finite(request.json))
        if subject is not None:
            event["subject"] = subject
            if old is not None or new is not None:
                event.update(old=json_number(old), new=json_number(new))
        if note is not None:
            event["note"] = note
        self._answers.append(event)
        return event

    def refused(self, request, why):
        """Answers a request that cannot be carried out."""
        self._answers.append(self.event("refused", request=_finite(request.json), why=why))

    def take_answers(self):
        """Returns the answers that wait to be sent."""
        answers, self._answers = self._answers, []
        return answers

    def _send_answers(self):
        for answer in self.take_answers():
            self.put(answer)
        if self._writer is not None:
            self._writer.hurry()


def _finite(request):
    return {name: json_number(value) for name, value in request.items()}
