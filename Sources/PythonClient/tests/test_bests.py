"""New best values of frameworks' callbacks are told once, and again after a reset."""

import unittest

from asked_run import AskedRun
from plateau_client.adapters.framework import FrameworkHooks
from plateau_client.adapters.keras_bests import Bests


class BestsTests(AskedRun):
    def setUp(self):
        super().setUp()
        stopper = self.training.stopper
        self.link = self.run_.links()[0]
        self.link.callback, self.link.monitor = stopper, "val_loss"
        self.link.best = lambda: stopper.best

    def assert_told(self, tell):
        """Tells a best value at once, and an equal one only after a reset."""
        tell(1)
        tell(2)
        self.ask("reset", callback="early_stopping")
        tell(3)
        self.training.stopper.best = 0.5
        tell(4)
        tell(5)
        told = [(e["epoch"], e["value"]) for e in self.events if e["event"] == "improved"]
        self.assertEqual(told, [(1, 0.5), (4, 0.5)])

    def test_a_best_value_that_equals_the_one_before_a_reset_is_told(self):
        hooks = FrameworkHooks()
        hooks.run, hooks.bests = self.run_, {}
        self.link.best_epoch = None
        self.assert_told(hooks.note_bests)
        self.assertEqual(self.link.best_epoch, 4)

    def test_a_best_value_of_keras_that_equals_the_one_before_a_reset_is_told(self):
        bests = Bests()
        self.assert_told(lambda epoch: bests.tell(self.run_, epoch, 0, {}))

    def test_a_reset_that_is_taken_back_tells_nothing(self):
        hooks = FrameworkHooks()
        hooks.run, hooks.bests = self.run_, {}
        hooks.note_bests(1)
        self.ask("reset", callback="early_stopping")
        self.ask("undo")
        hooks.note_bests(2)
        self.assertEqual([e["epoch"] for e in self.events if e["event"] == "improved"], [1])


if __name__ == "__main__":
    unittest.main()
