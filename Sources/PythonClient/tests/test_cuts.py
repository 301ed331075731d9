"""A fall of the rate is told as a cut by a callback only when a callback has made it."""

import sys
import tempfile
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import plateau_client as client  # noqa: E402
from plateau_client.adapters.framework import FrameworkHooks  # noqa: E402
from plateau_client.adapters.framework_training import FrameworkTraining  # noqa: E402
from plateau_client.requests import parse_request  # noqa: E402


class Rates:
    """The rate of a training without a framework."""

    factor = 1.0

    def __init__(self):
        self.value = 0.1

    def read(self):
        return self.value

    now = read

    def scale(self, ratio):
        self.value *= ratio

    def release(self):
        pass


class FakeTraining(FrameworkTraining):
    """A training with a ReduceLROnPlateau that halves the rate."""

    def __init__(self):
        super().__init__(self, [])
        self.rate = Rates()
        self.cutter = client.Link("ReduceLROnPlateau", "reduces_learning_rate")
        self.cutter.scheduler = types.SimpleNamespace(factor=0.5)
        self.cutter.learning_rate = self.learning_rate

    def links(self):
        return [self.cutter]


class CutTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.hooks, self.training = FrameworkHooks(folder=folder.name + "/run"), FakeTraining()
        self.assertTrue(self.hooks.may_begin(self.training))
        self.hooks.begin(self.training, 3, steps=4)
        self.addCleanup(self.hooks.end, False)
        self.changes = []
        run = self.hooks.run
        run.put = lambda event, is_step=False: self.changes.append(event)
        self.hooks.begin_epoch(0)

    def told(self):
        """By whom the rate was changed so far."""
        return [e["by"] for e in self.changes if isinstance(e, dict) and e["event"] == "learning_rate"]

    def halve(self):
        line = '{"command":"set_learning_rate","factor":0.5,"source":"test"}'
        self.hooks.run._inbox.append(parse_request(line))

    def test_a_cut_is_told_once(self):
        self.hooks.batch_ended({"loss": 1.0})
        self.training.rate.value = 0.05
        self.hooks.tell_cut()
        self.hooks.tell_cut()
        self.assertEqual(self.told(), ["ReduceLROnPlateau"])

    def test_a_fall_by_the_factor_of_another_optimizers_scheduler_is_no_cut(self):
        self.training.cutter.learning_rate = lambda: 0.1
        self.hooks.batch_ended({"loss": 1.0})
        self.training.rate.value = 0.05
        self.hooks.tell_cut()
        self.assertEqual(self.told(), [])

    def test_a_rate_that_a_person_halves_is_no_cut(self):
        self.halve()
        self.hooks.batch_ended({"loss": 1.0})
        self.hooks.tell_cut()
        self.halve()
        self.hooks.end_epoch({"loss": 1.0})
        self.hooks.run.between_epochs()
        self.hooks.begin_epoch(1)
        self.hooks.tell_cut()
        self.assertAlmostEqual(self.training.rate.value, 0.025)
        self.assertEqual(self.told(), ["test", "test"])


if __name__ == "__main__":
    unittest.main()
