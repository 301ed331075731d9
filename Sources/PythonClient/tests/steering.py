"""Steers a script from outside and checks what it does: eighteen checks, the same for each framework."""

import json
import os
import subprocess
import sys
import time
import uuid

CLIENT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HANGS = 300
"""Seconds after which a script counts as hung: a busy machine may need a minute to load PyTorch."""


def script_environment(folder, environment=None, is_hooked=False):
    """The environment of a script that joins: its folder, and the import hook when asked for."""
    path = [CLIENT, os.environ.get("PYTHONPATH", "")]
    if is_hooked:
        path.insert(0, os.path.join(CLIENT, "plateau_client", "hook"))
    joined = os.pathsep.join(p for p in path if p)
    return dict(
        os.environ, PLATEAU_RUN=folder, OMP_NUM_THREADS="1", PYTHONPATH=joined, **(environment or {})
    )


class Script:
    """A script that runs with a run folder, seen through the folder's two files."""

    def __init__(self, command, folder, environment=None, is_hooked=False):
        self.folder = folder
        self.environment = script_environment(folder, environment, is_hooked)
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True,
        )

    def events(self, *kinds):
        """The events so far, of some kinds alone when any are named."""
        try:
            with open(os.path.join(self.folder, "events.jsonl"), encoding="utf-8") as file:
                lines = [json.loads(line) for line in file if line.endswith("\n")]
        except FileNotFoundError:
            return []
        return [event for event in lines if not kinds or event["event"] in kinds]

    def wait(self, condition, seconds=HANGS):
        """Waits until a condition holds and returns its value; fails when the script ends first."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            if self.process.poll() is not None and not condition():
                raise AssertionError("the script ended: %s" % self.process.stdout.read()[-2000:])
            time.sleep(0.02)
        raise AssertionError("nothing happened within %d s" % seconds)

    def ask(self, command, **members):
        """Sends a command and returns its answer."""
        id = uuid.uuid4().hex
        line = dict({"id": id, "source": "checks", "command": command}, **members)
        with open(os.path.join(self.folder, "commands.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

        def answer():
            for event in self.events("applied", "refused"):
                if event["request"]["id"] == id:
                    return event

        return self.wait(answer)

    def finish(self, seconds=HANGS):
        """Waits for the end of the script; returns its exit code and its output."""
        output, _ = self.process.communicate(timeout=seconds)
        return self.process.returncode, output


def field(event, callback, name):
    """The value of a callback's field in an answer."""
    for state in event.get("callbacks", ()):
        if state["id"] == callback:
            for row in state.get("fields", ()):
                if row["name"] == name:
                    return row["value"]
    return None


class Checks:
    """The eighteen checks; ``passed`` and ``failed`` hold their names."""

    def __init__(self, script, callback="early_stopping", factor=0.1, parameter="patience",
                 can_stop=True, rate_tolerance=1e-5, rate_checker=None, is_relative=False):
        self.script = script
        self.is_relative = is_relative
        self.callback = callback
        self.factor = factor
        self.parameter = parameter
        self.can_stop = can_stop
        self.rate_tolerance = rate_tolerance
        self.rate_checker = rate_checker
        self.passed, self.failed = [], []

    def check(self, name, holds):
        """Notes whether a check holds."""
        (self.passed if holds else self.failed).append(name)

    def is_close(self, a, b):
        """True when two rates are the same but for rounding."""
        return abs(float(a) - float(b)) <= self.rate_tolerance * abs(float(b))

    def run(self):
        """Runs all checks and returns the number that hold."""
        script = self.script
        script.wait(lambda: [e for e in script.events("step") if e["step"] >= 2])
        start = script.events("run_started")[0]["info"]
        ids = [state["id"] for state in start["callbacks"]]
        self.check("the callback is known from the start", self.callback in ids)
        self._pause()
        rate = self._rate()
        self._edits()
        self._step_one_epoch(rate)
        self._reset_and_resume()
        self._stop()
        return len(self.passed)

    def _pause(self):
        script = self.script
        answer = script.ask("pause")
        self.check("pause is applied", answer["event"] == "applied")
        script.wait(lambda: script.events("paused"))
        time.sleep(0.3)
        before = len(script.events("step", "epoch_ended"))
        time.sleep(1)
        self.check("nothing moves in a pause", len(script.events("step", "epoch_ended")) == before)

    def _rate(self):
        script = self.script
        known = [e["learning_rate"] for e in script.events("step") if "learning_rate" in e]
        known = known or [script.events("run_started")[0]["info"]["learning_rate"]]
        asked = float(known[-1]) * self.factor
        form = {"factor": self.factor} if self.is_relative else {"value": asked}
        answer = script.ask("set_learning_rate", **form)
        applied = answer["event"] == "applied" and self.is_close(answer["new"], asked)
        self.check("the rate is applied", applied)
        changes = script.events("learning_rate")
        told = bool(changes) and changes[-1]["by"] == "checks"
        self.check("the change of the rate is told", told and self.is_close(changes[-1]["new"], asked))
        return asked

    def _edits(self):
        script, callback, name = self.script, self.callback, self.parameter
        edit = dict(callback=callback, field=name)
        answer = script.ask("edit", value=33, **edit)
        self.check("an edit is applied", answer["event"] == "applied" and answer["new"] == 33)
        self.check("the states show the edit", field(answer, callback, name) == 33)
        old = answer.get("old")
        answer = script.ask("edit", value=-5, **edit)
        refused = answer["event"] == "refused" and "whole number" in answer["why"]
        self.check("nonsense is refused with the reason", refused)
        answer = script.ask("edit", value=1, callback="nobody", field=name)
        refused = answer["event"] == "refused" and "no callback nobody" in answer["why"]
        self.check("an unknown callback is refused", refused)
        answer = script.ask("undo")
        undone = answer["event"] == "applied" and answer.get("new") == old
        self.check("undo takes the edit back", undone)
        answer = script.ask("edit", value=44, **edit)
        self.check("a second edit is applied", field(answer, callback, name) == 44)

    def _step_one_epoch(self, rate):
        script = self.script
        ended, pauses = len(script.events("epoch_ended")), len(script.events("paused"))
        script.ask("step_epoch")
        script.wait(lambda: len(script.events("paused")) > pauses)
        time.sleep(0.5)
        self.check("one epoch is trained", len(script.events("epoch_ended")) == ended + 1)
        self.check("then it pauses", script.events("paused")[-1]["step"] == 0)
        last = script.events("epoch_ended")[-1]
        if self.rate_checker is not None:
            holds = self.rate_checker(last["learning_rate"], rate)
        else:
            holds = self.is_close(last["learning_rate"], rate)
        self.check("the rate holds through the epoch", holds)

    def _reset_and_resume(self):
        script = self.script
        answer = script.ask("reset", callback=self.callback)
        state = [s for s in answer.get("callbacks", ()) if s["id"] == self.callback]
        cleared = bool(state) and state[0].get("wait", 0) == 0 and "best" not in state[0]
        self.check("reset forgets", answer["event"] == "applied" and cleared)
        steps = len(script.events("step"))
        answer = script.ask("resume")
        script.wait(lambda: len(script.events("step")) > steps)
        self.check("resume goes on", answer["event"] == "applied")

    def _stop(self):
        script = self.script
        answer = script.ask("stop", when="after_epoch")
        epoch = answer.get("epoch")
        # A stop that is asked for between two epochs ends training at once.
        epoch -= answer.get("step") == 0
        ended = script.wait(lambda: script.events("run_ended"))[0]
        code, self.output = script.finish()
        last = script.events("epoch_ended")[-1]["epoch"]
        if not self.can_stop:
            epoch, last = 0, 0
        self.check("it stops after the epoch", answer["event"] == "applied" and last == epoch)
        right = ended["reason"] == {"kind": "person", "when": "after_epoch", "via": "checks"}
        self.check("the reason is right", right and (code == 0 or not self.can_stop))


def checked(arguments, folder, environment=None, is_hooked=False, **options):
    """Runs a script with this interpreter and all checks; returns them.

    An unchanged script is asked for a rate relative to its own, any other one for a number.
    """
    script = Script([sys.executable] + arguments, folder, environment, is_hooked)
    checks = Checks(script, is_relative=is_hooked, **options)
    try:
        checks.run()
    finally:
        if script.process.poll() is None:
            script.process.kill()
            checks.output = script.process.communicate()[0]
    return checks
