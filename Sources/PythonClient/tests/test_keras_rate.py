"""A learning rate in Keras that is asked for, and an evaluation; seen without Keras itself."""

import sys
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters.keras import PlateauHooks  # noqa: E402
from plateau_client.adapters.keras_evaluation import EvaluationHooks  # noqa: E402
from plateau_client.adapters.keras_training import KerasTraining, has_batch_hooks  # noqa: E402
from plateau_client.parameters import Refusal  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402


class LearningRateScheduler:
    """A callback by which a rate has a schedule."""


class KerasCallback:
    """A callback of Keras itself."""

    def on_train_batch_begin(self, batch, logs=None):
        """Does nothing."""

    on_train_batch_begin.__module__ = "keras.src.callbacks.callback"


class ReduceLROnPlateau:
    """A callback that cuts the rate."""

    monitor, mode, best, patience, factor, min_lr = "loss", "min", None, 1, 0.1, 0.01


class KerasRateTests(unittest.TestCase):
    def setUp(self):
        self.optimizer = types.SimpleNamespace(learning_rate=0.1)
        self.training = self.make()
        self.rate, self.warnings = self.training.rate, []
        self.rate.warn = self.warnings.append

    def make(self, *callbacks):
        model = types.SimpleNamespace(optimizer=self.optimizer)
        return KerasTraining(model, types.SimpleNamespace(callbacks=list(callbacks)))

    def changed(self, **form):
        change = RateChange(self.training, **form)
        change.make()
        return change

    def test_a_rate_that_comes_from_the_epoch_is_multiplied(self):
        change = self.changed(factor=0.5)
        for epoch in range(1, 5):
            self.optimizer.learning_rate = 0.1 * 0.9**epoch
            self.assertAlmostEqual(self.rate.follow(), 0.05 * 0.9**epoch)
        change.take_back()
        self.assertAlmostEqual(self.optimizer.learning_rate, 0.1 * 0.9**4)
        self.optimizer.learning_rate = 0.06
        self.assertEqual((self.rate.follow(), self.rate.factor), (0.06, 1))

    def test_a_rate_that_is_made_from_the_asked_one_stays(self):
        self.changed(factor=0.5)
        self.optimizer.learning_rate *= 0.9
        self.assertAlmostEqual(self.rate.follow(), 0.045)

    def test_a_warm_up_from_zero_is_multiplied(self):
        self.optimizer.learning_rate = 0.0
        self.changed(factor=0.5)
        self.optimizer.learning_rate = 0.03
        self.assertAlmostEqual(self.rate.follow(), 0.015)

    def test_a_cut_after_a_rise_is_no_rate_of_the_epoch(self):
        self.training = self.make(ReduceLROnPlateau())
        self.rate = self.training.rate
        self.changed(factor=2.0)
        cuts = [cut for cut, _ in self.training.cuts(0.2)]
        self.assertEqual(len(cuts), 1)
        self.optimizer.learning_rate = 0.2 * 0.1
        self.assertAlmostEqual(self.rate.follow(cuts), 0.02)
        self.assertAlmostEqual(self.training.cuts(0.05)[0][0], 0.01)

    def test_a_rate_that_is_written_in_each_batch_is_multiplied(self):
        change = self.changed(factor=0.5)
        # The script halves its own rate, too, and so writes what was asked for.
        for own in (0.1, 0.099, 0.05, 0.05, 0.04):
            self.optimizer.learning_rate = own
            self.assertAlmostEqual(self.rate.hold(), own / 2)
            self.assertAlmostEqual(self.rate.hold(), own / 2)
            self.assertAlmostEqual(self.optimizer.learning_rate, own / 2, places=7)
        self.assertEqual(len(self.warnings), 1)
        self.assertIn("multiplies it by 0.5", self.warnings[0])
        change.take_back()
        self.assertAlmostEqual(self.optimizer.learning_rate, 0.04, places=7)
        self.assertEqual(self.rate.factor, 1)

    def test_a_second_change_where_the_rate_is_written_in_each_batch_holds_too(self):
        self.changed(factor=0.5)
        self.optimizer.learning_rate = 0.1
        self.rate.hold()
        self.changed(value=0.02)
        self.assertAlmostEqual(self.rate.hold(), 0.02)
        self.optimizer.learning_rate = 0.05
        self.assertAlmostEqual(self.rate.hold(), 0.01)

    def test_a_cut_where_the_rate_is_written_in_each_batch_is_no_rate_of_the_script(self):
        self.changed(factor=0.5)
        self.optimizer.learning_rate = 0.1
        self.rate.hold()
        self.optimizer.learning_rate = 0.005
        self.assertAlmostEqual(self.rate.follow([0.005]), 0.005)
        self.assertAlmostEqual(self.rate.hold(), 0.005)

    def test_a_rate_that_is_made_in_each_batch_from_the_asked_one_stays(self):
        self.changed(factor=0.5)
        for _ in range(5):
            self.optimizer.learning_rate *= 0.9
            self.rate.hold()
        self.assertAlmostEqual(self.optimizer.learning_rate, 0.05 * 0.9**5)
        self.assertEqual(self.warnings, [])

    def test_undo_takes_back_a_factor_over_a_rate_that_was_written_within_the_epoch(self):
        change = self.changed(factor=0.5)
        self.optimizer.learning_rate = 0.098
        old, new = change.take_back()
        self.assertAlmostEqual(old, 0.049)
        self.assertAlmostEqual(new, 0.098)
        self.assertEqual(self.training.rate_factor(), 1)
        self.assertEqual(len(self.warnings), 1)

    def test_only_callbacks_of_the_script_may_write_in_a_batch(self):
        class Mine(KerasCallback):
            def on_train_batch_end(self, batch, logs=None):
                pass

        kept = types.SimpleNamespace(on_train_batch_begin=lambda batch, logs: None)
        self.assertFalse(has_batch_hooks([KerasCallback(), PlateauHooks]))
        self.assertTrue(has_batch_hooks([KerasCallback(), Mine()]))
        self.assertTrue(has_batch_hooks([kept]))

    def test_undo_leaves_the_least_rate_of_a_cut(self):
        self.training = self.make(ReduceLROnPlateau())
        change = self.changed(factor=0.2)
        self.optimizer.learning_rate = 0.01
        self.training.rate.follow([0.01])
        self.assertEqual(change.take_back(), (0.01, 0.01))
        self.assertIn("the least that ReduceLROnPlateau gives", change.note)
        self.assertEqual(self.training.rate_factor(), 1)

    def test_at_a_rate_of_zero_only_a_factor_can_be_asked_for(self):
        self.optimizer.learning_rate = 0.0
        words = "the learning rate is 0 now; only a factor, such as *0.5, can be asked for"
        for form in ({"value": 0.01}, {"by": 0.01}, {"by": -0.01}):
            with self.subTest(form), self.assertRaises(Refusal) as refused:
                self.changed(**form)
            self.assertEqual(refused.exception.why, words)
        change = self.changed(factor=0.5)
        change.take_back()
        self.assertEqual((self.optimizer.learning_rate, self.training.rate_factor()), (0, 1))

    def test_a_number_is_said_to_change_the_rest_of_a_schedule(self):
        self.assertIsNone(self.changed(value=0.05).note)
        self.training = self.make(LearningRateScheduler())
        words = "the rest of the schedule is multiplied by 2"
        self.assertEqual(self.changed(by=0.05).note, words)


class OneEvaluation(EvaluationHooks):
    """An evaluation of a fit."""

    def __init__(self, model, epochs, counted):
        super().__init__(lambda: counted.append(1) or 0.5, every=2)
        self.model, self.params = model, {"epochs": epochs}


class EvaluationTests(unittest.TestCase):
    def fit(self, model, first, epochs):
        """The epochs of a fit in which the evaluator was called; each fit has a callback of its own."""
        found, counted = [], []
        evaluation = OneEvaluation(model, epochs, counted)
        for epoch in range(first, epochs):
            before = len(counted)
            evaluation.on_epoch_end(epoch, {})
            if len(counted) > before:
                found.append(epoch)
        return found

    def test_fits_of_one_epoch_are_counted_without_a_run(self):
        model, other = type("Model", (), {})(), type("Model", (), {})()
        self.assertEqual([self.fit(model, 0, 1) for _ in range(4)], [[], [0], [], [0]])
        self.assertEqual([self.fit(other, 0, 1) for _ in range(2)], [[], [0]])

    def test_other_fits_count_from_their_first_epoch(self):
        model = type("Model", (), {})()
        for _ in range(2):
            self.assertEqual(self.fit(model, 0, 5), [1, 3])
        for epoch, found in ((5, [5]), (6, []), (7, [7])):
            self.assertEqual(self.fit(model, epoch, epoch + 1), found)


if __name__ == "__main__":
    unittest.main()
