"""Carries out commands at the safe points of a training and answers each."""

from .changes import Change, Changes
from .intake import Remark
from .parameters import Refusal, value_words
from .rate_change import RateChange, tell_rate
from .requests import RATE_FORMS


class Control:
    """The state of what was asked of a run: paused, stopping, waiting for the end of the epoch."""

    def __init__(self, run, training):
        self.run = run
        self.training = training
        self.is_paused = False
        self.pauses_at_epoch_end = False
        self._stop_reason = None
        self._stop_epoch = None
        self._stop_epoch_source = None
        self.changes = Changes()
        self._request = None

    @property
    def stop_reason(self):
        """The reason in ``run_ended`` when a person ends training here; None while nobody does."""
        if self._stop_reason is None and self._is_last_epoch:
            return {"kind": "person", "when": "after_epoch", "via": self._stop_epoch_source}
        return self._stop_reason

    @property
    def _epochs_begun(self):
        """The epochs of which at least one step was done."""
        return self.run.epoch + (self.run.step > 0)

    @property
    def _is_last_epoch(self):
        """True in and after the epoch that a person named as the last one."""
        return self._stop_epoch is not None and self._epochs_begun >= self._stop_epoch

    @property
    def stops_now(self):
        """True when training ends after this batch because a person asked for it."""
        return self._stop_reason is not None and self._stop_reason["when"] == "now"

    @property
    def stops_after_epoch(self):
        """True when training ends with this epoch because a person asked for it."""
        reason = self.stop_reason
        return reason is not None and reason["when"] == "after_epoch"

    @property
    def waiting(self):
        """What waits for the end of an epoch: the last one, who named it, and if a pause is due."""
        return self._stop_epoch, self._stop_epoch_source, self.pauses_at_epoch_end

    def go_on(self, waiting):
        """Takes over what has waited in the run before, which this one continues."""
        self._stop_epoch, self._stop_epoch_source, self.pauses_at_epoch_end = waiting
        if self._stop_epoch is not None:
            self._remember("stop", lambda: self._forget("stop"), "stop")

    def obey(self, items):
        """Carries out requests and reports remarks; only the last answer holds the states."""
        last = None
        for item in items:
            if isinstance(item, Remark):
                self.run.warning(item.source, item.text)
                continue
            try:
                if item.fault:
                    raise Refusal(item.fault)
                answer = self._carry_out(item)
            except Refusal as refusal:
                self.run.refused(item, refusal.why)
                continue
            except Exception as error:
                self.run.refused(item, "it failed: %s: %s" % (type(error).__name__, error))
                continue
            if answer is not None and "subject" in answer:
                last = answer
        if last is not None:
            last["callbacks"] = self.run.states()
        for answer in self.run.take_answers():
            self.run.put(answer)

    def pause_at_epoch_end(self):
        """Pauses when a step of one epoch was asked for; called between epochs."""
        if self.pauses_at_epoch_end:
            self._forget("step_epoch")
            self.set_paused(True)

    def set_paused(self, pause):
        """Pauses or continues, and reports it."""
        if pause == self.is_paused:
            return
        self.is_paused = pause
        self.run.answer(self.run.at_place("paused" if pause else "resumed"))

    def _carry_out(self, request):
        self._request = request
        return getattr(self, "_" + request.command)(request)

    def _pause(self, request):
        answer = self.run.applied(request)
        self.set_paused(True)
        return answer

    def _resume(self, request):
        answer = self.run.applied(request)
        self._forget("step_epoch")
        self.set_paused(False)
        return answer

    def _step_epoch(self, request):
        if not self.pauses_at_epoch_end:
            self._remember("step_epoch", lambda: self._forget("step_epoch"), "step_epoch")
        self.pauses_at_epoch_end = True
        answer = self.run.applied(request)
        self.set_paused(False)
        return answer

    def _stop(self, request):
        when = request["when"]
        if when == "after_epoch" and self.stops_now:
            raise Refusal("it is stopping already")
        self.training.check_stop()
        self._forget("stop")
        self._stop_reason = {"kind": "person", "when": when, "via": request.source}
        if when == "after_epoch":
            self._remember("stop", lambda: self._forget("stop"), "stop")
        answer = self.run.applied(request, note=self.training.stop_note)
        if when == "now":
            self.set_paused(False)
            self.training.stop()
        return answer

    def _stop_after(self, request):
        epoch, total = request["epoch"], self.run.total
        if self.stops_now:
            raise Refusal("it is stopping already")
        if epoch < max(1, self._epochs_begun):
            raise Refusal("epoch %d has ended already" % epoch if epoch > 0 else "epochs count from 1")
        if total and epoch > total:
            raise Refusal("training ends after epoch %d" % total)
        self.training.check_stop()
        self._forget("stop")
        self._stop_epoch, self._stop_epoch_source = epoch, request.source
        self._remember("stop", lambda: self._forget("stop"), "stop")
        return self.run.applied(request, note=self.training.stop_note)

    def _set_learning_rate(self, request):
        change = RateChange(self.training, **{name: request[name] for name in RATE_FORMS})
        change.make()
        if change.old == change.new != 0:
            return self._unchanged(request, "the learning rate", change.new)
        tell_rate(self.run, change.old, change.new, request.source)
        values = change.old, change.new
        self._remember("learning_rate", lambda: self._take_back(change), None, values, change)
        return self.run.applied(request, "learning_rate", change.old, change.new, change.note)

    def _take_back(self, change):
        old, new = change.take_back()
        return change.note or tell_rate(self.run, old, new, "undo by " + self._request.source)

    def _edit(self, request):
        link = self._link(request["callback"])
        name = request["field"]
        parameter = next((p for p in link.parameters if p.name == name), None)
        if parameter is None:
            if not link.parameters:
                raise Refusal("%s has nothing to change" % link.name)
            known = ", ".join(p.name for p in link.parameters)
            raise Refusal("%s has no %s; it has %s" % (link.name, name, known))
        old, undo = parameter.set(request["value"])
        subject = "%s.%s" % (link.id, name)
        if parameter.value() == old:
            return self._unchanged(request, subject, old)

        def back():
            before = parameter.value()
            undo()
            return before, parameter.value()

        self._remember(subject, back, values=(old, parameter.value()))
        return self.run.applied(request, subject, old, parameter.value())

    def _unchanged(self, request, subject, value):
        """Answers a request for what holds already; there is nothing to undo."""
        return self.run.applied(request, note="%s is %s already" % (subject, value_words(value)))

    def _reset(self, request):
        link = self._link(request["callback"])
        if link.forget is None:
            raise Refusal("%s has nothing to reset" % link.name)
        self._remember(link.id, link.reset())
        return self.run.applied(request, link.id)

    def _move(self, request):
        self._link(request["callback"])
        raise Refusal("the order of a script's callbacks is its own")

    def _undo(self, request):
        return self.run.applied(request, *self.changes.undo())

    def _redo(self, request):
        return self.changes.redo(request, self._carry_out)

    def _cancel(self, request):
        waiting = request["waiting"]
        stops = self.stops_after_epoch or self._stop_epoch is not None
        waits = stops if waiting == "stop" else self.pauses_at_epoch_end
        if not waits:
            raise Refusal("no %s is pending" % ("stop" if waiting == "stop" else "pause"))
        self._forget(waiting)
        return self.run.applied(request, waiting)

    def _save(self, request):
        path = self.training.save()
        if path:
            self.run.answer(self.run.checkpoint_event(path, step=self.run.step))
        note = "saved " + str(path).rpartition("/")[2] if path else None
        return self.run.applied(request, note=note)

    def _evaluate(self, request):
        self.training.evaluate()
        return self.run.applied(request)

    def _link(self, id):
        links = self.run.links()
        for link in links:
            if link.id == id:
                return link
        known = ", ".join(link.id for link in links)
        if not known:
            raise Refusal("there is no callback %s; this script has none" % id)
        raise Refusal("there is no callback %s; the chain has %s" % (id, known))

    def _remember(self, subject, undo, waiting=None, values=None, rate=None):
        self.changes.add(Change(subject, undo, waiting, self._request, values, rate))

    def _forget(self, waiting):
        """Cancels what waits for the end of the epoch."""
        self.changes.forget(waiting)
        if waiting == "step_epoch":
            self.pauses_at_epoch_end = False
            return
        self._stop_epoch = None
        if self.stops_after_epoch:
            self._stop_reason = None
