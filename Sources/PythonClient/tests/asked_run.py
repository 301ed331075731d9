"""A run without a framework, of which tests ask."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent))

import plateau_client as client  # noqa: E402
from plateau_client.requests import parse_request  # noqa: E402

WORDS = json.loads((HERE.parents[3] / "Tests/Vectors/parameters.json").read_text("utf-8"))["refusals"]


class Stopper:
    """A callback with two parameters and counters."""

    def __init__(self):
        self.patience, self.min_delta, self.wait, self.best = 3, 0.0, 2, 0.5


class FakeTraining(client.Training):
    """A training without a framework."""

    def __init__(self):
        self.rate = 0.1
        self.stops = 0
        self.stopper = Stopper()

    def links(self):
        stopper = self.stopper

        def forget():
            kept = stopper.wait, stopper.best
            stopper.wait, stopper.best = 0, None

            def back():
                stopper.wait, stopper.best = kept

            return back

        rows = [
            client.attribute(stopper, "patience", "count"),
            client.attribute(stopper, "min_delta", "magnitude"),
        ]
        read = lambda: {"wait": stopper.wait, "best": stopper.best}  # noqa: E731
        return [
            client.Link("EarlyStopping", "stops", rows, read, forget),
            client.Link("ReduceLROnPlateau", "reduces_learning_rate"),
            client.Link("CSVLogger", "logs"),
        ]

    def learning_rate(self):
        return self.rate

    def set_learning_rate(self, rate):
        self.rate = rate

    def stop(self):
        self.stops += 1


class AskedRun(unittest.TestCase):
    """A run, and the answers to what it is asked."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.training = FakeTraining()
        path = str(Path(self.folder.name) / "run")
        self.run_ = client.Run(self.training, "test", folder=path, epochs=5)
        self.events = []
        put = self.run_.put
        self.run_.put = lambda event, is_step=False: (self.events.append(event), put(event, is_step))

    def tearDown(self):
        self.run_.end()
        self.folder.cleanup()

    def ask(self, command, **members):
        """The answer to a command at a safe point."""
        line = dict({"id": "x", "source": "test", "command": command}, **members)
        self.run_._inbox.append(parse_request(json.dumps(line)))
        before = len(self.events)
        self.run_.safe_point()
        answers = [e for e in self.events[before:] if e["event"] in ("applied", "refused")]
        self.assertEqual(len(answers), 1)
        self.assertEqual(answers[0]["request"], line)
        return answers[0]
