"""A learning rate that is kept in 16 or 32 bits is rounded, and is what was asked for all the same."""

import struct
import sys
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters.keras_training import KerasTraining  # noqa: E402
from plateau_client.loop_training import LoopTraining  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402

try:
    import torch
except ImportError:
    torch = None


def bfloat16(number):
    """A number as its upper 16 of 32 bits hold it, rounded."""
    bits = struct.unpack("I", struct.pack("f", number))[0]
    return struct.unpack("f", struct.pack("I", (bits + 0x8000) & 0xFFFF0000))[0]


ROUNDINGS = {
    "float32": lambda number: struct.unpack("f", struct.pack("f", number))[0],
    "float16": lambda number: struct.unpack("e", struct.pack("e", number))[0],
    "bfloat16": bfloat16,
}
"""What becomes of a number in each type."""


class Variable:
    """A variable of Keras."""

    def __init__(self, dtype, number):
        self.dtype, self.number = dtype, number

    def assign(self, number):
        self.number = number

    def numpy(self):
        return self.number


class Optimizer:
    """An optimizer of Keras, whose rate is a variable."""

    def __init__(self, dtype, rate):
        self._learning_rate = Variable(dtype, 0.0)
        self.learning_rate = rate

    @property
    def learning_rate(self):
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self._learning_rate.assign(ROUNDINGS[self._learning_rate.dtype](rate))


class RoundedRateTests(unittest.TestCase):
    def trainings(self):
        """Trainings by their names, and the rates that they begin with."""
        for dtype, rounded in ROUNDINGS.items():
            model = types.SimpleNamespace(optimizer=Optimizer(dtype, 0.1))
            chain = types.SimpleNamespace(callbacks=[])
            yield "Keras, " + dtype, KerasTraining(model, chain), rounded(0.1)
            loop, kept = types.SimpleNamespace(warn=self.fail), [rounded(0.1)]
            put = lambda rate, kept=kept, rounded=rounded: kept.append(rounded(rate))  # noqa: E731
            functions = (lambda kept=kept: kept[-1]), put
            training = LoopTraining(loop, None, None, functions, (), None)
            yield "functions, " + dtype, training, rounded(0.1)
            if torch is not None:
                rate = torch.tensor(0.1, dtype=getattr(torch, dtype))
                optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=rate)
                training = LoopTraining(loop, optimizer, [], None, (), None)
                yield "PyTorch, " + dtype, training, rounded(0.1)

    def test_changes_are_taken_back_one_by_one(self):
        for name, training, rate in self.trainings():
            with self.subTest(name):
                changes = []
                for form in ({"value": 0.03}, {"factor": 0.7}, {"by": 0.0031}, {"value": 0.9}):
                    changes.append((RateChange(training, **form), training.rate_factor()))
                    changes[-1][0].make()
                for change, factor in reversed(changes):
                    change.take_back()
                    self.assertIsNone(change.note)
                    self.assertAlmostEqual(training.rate_factor(), factor, places=9)
                self.assertEqual(training.rate_factor(), 1)
                self.assertAlmostEqual(training.read_learning_rate(), rate, places=7)

    def keras(self, dtype):
        model = types.SimpleNamespace(optimizer=Optimizer(dtype, 0.1))
        training = KerasTraining(model, types.SimpleNamespace(callbacks=[]))
        warnings = []
        training.rate.warn = warnings.append
        return training, model.optimizer, warnings

    def test_a_small_change_is_not_taken_for_a_rate_that_the_script_writes(self):
        for dtype in ROUNDINGS:
            with self.subTest(dtype):
                training, _, warnings = self.keras(dtype)
                for factor in (0.9985, 1.003, 0.993):
                    RateChange(training, factor=factor).make()
                    training.rate.hold()
                self.assertEqual(warnings, [])

    def test_a_rate_that_the_script_writes_in_each_batch_is_told_from_the_same_one_asked_for(self):
        for dtype, rounded in ROUNDINGS.items():
            with self.subTest(dtype):
                training, optimizer, warnings = self.keras(dtype)
                RateChange(training, factor=0.5).make()
                for own in (0.1, 0.05, 0.05, 0.03, 0.015):
                    optimizer.learning_rate = own
                    for _ in range(2):
                        training.rate.hold()
                        held = optimizer.learning_rate.numpy()
                        self.assertAlmostEqual(held / (own / 2), 1, delta=0.012)
                self.assertEqual(len(warnings), 1)

    def test_a_cut_after_a_rise_is_no_rate_of_the_script(self):
        for dtype, rounded in ROUNDINGS.items():
            with self.subTest(dtype):
                training, optimizer, _ = self.keras(dtype)
                RateChange(training, value=0.9).make()
                cut = training.learning_rate() / 9
                optimizer.learning_rate = cut
                rate = training.rate.follow([cut])
                self.assertAlmostEqual(rate, rounded(cut), places=8)
                self.assertTrue(training.rate.is_one_of(rate, [cut]))
                self.assertFalse(training.rate.is_one_of(rate, [0.98 * cut]))

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_a_cut_by_a_scheduler_of_pytorch_is_told(self):
        for dtype in ROUNDINGS:
            with self.subTest(dtype):
                rate = torch.tensor(0.1, dtype=getattr(torch, dtype))
                optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=rate)
                scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.3, patience=0)
                loop = types.SimpleNamespace(warn=self.fail)
                training = LoopTraining(loop, optimizer, None, None, (), None)
                before = training.learning_rate()
                for loss in (1.0, 2.0):
                    scheduler.step(loss)
                self.assertIsNotNone(training.cut_since(before))


if __name__ == "__main__":
    unittest.main()
