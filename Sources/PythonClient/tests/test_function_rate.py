"""A rate that a loop reads and sets by two functions of its own."""

import sys
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.loop_training import LoopTraining  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402

LOST = "the script writes its own learning rate; what was asked for holds no longer"


class FunctionRateTests(unittest.TestCase):
    def setUp(self):
        self.rate, self.warnings = 0.1, []
        loop = types.SimpleNamespace(warn=self.warnings.append)
        functions = (lambda: self.rate, lambda rate: setattr(self, "rate", rate))
        self.training = LoopTraining(loop, None, None, functions, (), None)

    def changed(self, **form):
        change = RateChange(self.training, **form)
        change.make()
        return change

    def test_undo_leaves_a_rate_that_the_loop_wrote_over_what_was_asked_for(self):
        change = self.changed(factor=0.5)
        self.assertEqual((self.rate, self.training.rate_factor()), (0.05, 0.5))
        for epoch in range(1, 30):
            self.rate = 0.1 * 0.9**epoch
            self.training.learning_rate()
        own = self.rate
        self.assertEqual(self.training.rate_factor(), 1)
        self.assertEqual(self.warnings, [LOST])
        self.assertEqual(change.take_back(), (own, own))
        self.assertEqual(self.rate, own)
        self.assertEqual(
            change.note, "the learning rate stays %.6g: the script has written its own since" % own
        )

    def test_undo_follows_a_loop_that_goes_on_from_what_was_asked_for(self):
        change = self.changed(factor=0.5)
        for _ in range(10):
            self.rate *= 0.9
            self.training.learning_rate()
        change.take_back()
        self.assertAlmostEqual(self.rate, 0.1 * 0.9**10)
        self.assertIsNone(change.note)
        self.assertEqual((self.training.rate_factor(), self.warnings), (1, []))

    def test_changes_that_cancel_each_other_are_taken_back_one_by_one(self):
        first, second = self.changed(factor=2.0), self.changed(factor=0.5)
        second.take_back()
        self.assertAlmostEqual(self.rate, 0.2)
        first.take_back()
        self.assertAlmostEqual(self.rate, 0.1)

    def test_a_cut_by_a_callback_that_the_loop_writes_over_is_no_change_by_a_person(self):
        self.training.cut_rate(0.01)
        self.assertAlmostEqual(self.training.rate_factor(), 1)
        self.rate = 0.099
        self.training.learning_rate()
        self.assertEqual((self.training.rate_factor(), self.warnings), (1, []))

    def test_a_rate_of_zero_comes_back(self):
        self.rate = 0.0
        change = self.changed(value=0.3)
        self.assertEqual(self.rate, 0.3)
        change.take_back()
        self.assertEqual(self.rate, 0.0)


if __name__ == "__main__":
    unittest.main()
