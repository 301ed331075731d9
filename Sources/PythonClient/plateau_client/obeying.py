"""The safe points of a run, at which it obeys."""

from .telling import Telling

PORTION = 100
"""The number of requests carried out at one safe point."""
PAUSE_TICK = 0.5
"""Seconds that a paused training waits for the next request before it looks around."""


class Obeying(Telling):
    """A run as it obeys: what was asked is carried out on the training thread, between two steps."""

    def safe_point(self):
        """Obeys what was asked; the training thread calls it after each batch."""
        if self._inbox:
            self._obey()

    def between_epochs(self):
        """Obeys between two epochs: the place where a step of one epoch ends.

        A stop that waits for the end of the epoch is passed on first. After the last epoch nothing
        pauses any more.
        """
        if self.control.stops_after_epoch:
            self.training.stop()
            return
        if self.total and self.epoch >= self.total:
            return
        if self.control.pauses_at_epoch_end:
            self.control.pause_at_epoch_end()
            self._send_answers()
        if self.ranks is not None:
            self._ranked_safe_point()
        elif self._inbox or self.control.is_paused:
            self._obey()
        if self.control.stops_after_epoch:
            self.training.stop()

    @property
    def requests(self):
        """What waits for a safe point: empty when nothing does, never when ranks have to agree."""
        return self._inbox if self.ranks is None else (None,)

    def on_arrival(self, look):
        """Calls ``look`` whenever something begins to wait, on the thread that reads commands."""
        if self._writer is not None:
            self._writer.on_arrival = look

    def on_turn(self, look):
        """Calls ``look`` about ten times a second, on the thread that reads commands."""
        if self._writer is not None:
            self._writer.on_turn = look

    @property
    def stops(self):
        """True once a person has asked for the end at this place."""
        return self.control.stops_now or (self.control.stops_after_epoch and self.step == 0)

    def _obey(self, items=None):
        if self.before_answers is not None:
            # What is asked is carried out at this step, so people see the metrics and the rate here.
            self.before_answers()
        self._is_obeying = True
        try:
            self.control.obey(self._portion() if items is None else items)
            if self.control.is_paused:
                self._pauses.wait(self.control, self._next_items)
        finally:
            self._is_obeying = False
            self._send_answers()

    def _portion(self):
        items = []
        while self._inbox and len(items) < PORTION:
            items.append(self._inbox.popleft())
        return items

    def _next_items(self):
        self._send_answers()
        if self.ranks is not None:
            return self.ranks.exchange_in_pause(self._portion, self._writer)
        self._writer.arrived.wait(PAUSE_TICK)
        self._writer.arrived.clear()
        return self._portion()

    def _ranked_safe_point(self):
        items = self.ranks.safe_point(self._portion, self._refuse)
        if items or self.control.is_paused:
            self._obey(items)

    def _refuse(self, item, why):
        """Answers what arrives while the ranks cannot change together."""
        if hasattr(item, "json"):
            self.refused(item, why)
        else:
            self.warning(item.source, item.text)
        self._send_answers()
