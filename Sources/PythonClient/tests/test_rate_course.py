"""A script changes a learning rate after a person has: from what was asked for, or by its own course."""

import sys
import types
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters.keras_training import KerasTraining  # noqa: E402
from plateau_client.loop_training import LoopTraining  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402
from plateau_client.run import Run  # noqa: E402

try:
    import torch
except ImportError:
    torch = None


class Case:
    """A training, the script's own reading and writing of its rate, and the rate that takes effect."""

    def __init__(self, name, training, read, write, effective):
        self.name, self.training, self.read, self.write = name, training, read, write
        self.effective = effective


class CourseTests(unittest.TestCase):
    def setUp(self):
        self.run_ = types.SimpleNamespace(epoch=3)
        patch = mock.patch.object(Run, "active", self.run_)
        patch.start()
        self.addCleanup(patch.stop)
        self.warnings = []

    def cases(self):
        yield self.keras()
        loop = types.SimpleNamespace(warn=self.warnings.append)
        kept = [0.1]
        functions = (lambda: kept[-1]), kept.append
        training = LoopTraining(loop, None, None, functions, (), None)
        yield Case("functions", training, functions[0], kept.append, training.learning_rate)
        if torch is not None:
            yield self.torch(loop)

    def keras(self):
        optimizer = types.SimpleNamespace(learning_rate=0.1)
        model = types.SimpleNamespace(optimizer=optimizer)
        training = KerasTraining(model, types.SimpleNamespace(callbacks=[]))
        training.rate.warn = self.warnings.append

        def write(rate):
            optimizer.learning_rate = rate

        def effective():
            training.rate.follow()
            return optimizer.learning_rate

        return Case("Keras", training, lambda: optimizer.learning_rate, write, effective)

    def torch(self, loop):
        weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
        optimizer = torch.optim.SGD([weight], lr=0.1)
        training = LoopTraining(loop, optimizer, [], None, (), None)
        group = optimizer.param_groups[0]

        def effective():
            before, weight.grad = weight.item(), torch.ones_like(weight)
            optimizer.step()
            return before - weight.item()

        write = lambda rate: group.update(lr=rate)  # noqa: E731
        return Case("PyTorch", training, lambda: group["lr"], write, effective)

    def test_a_script_that_halves_a_rate_asked_for_halves_it(self):
        for case in self.cases():
            with self.subTest(case.name):
                change = RateChange(case.training, factor=2.0)
                change.make()
                for rate in (0.1, 0.05):
                    for _ in range(2):
                        self.assertAlmostEqual(case.effective(), 2 * rate)
                        self.run_.epoch += 1
                    case.write(case.read() * 0.5)
                    self.assertAlmostEqual(case.effective(), rate)
                self.assertEqual((case.training.rate_factor(), self.warnings), (2.0, []))
                change.take_back()
                self.assertAlmostEqual(case.effective(), 0.025)

    def test_what_a_script_writes_soon_after_is_taken_for_its_own_where_it_may_be(self):
        case = self.keras()
        RateChange(case.training, factor=2.0).make()
        self.run_.epoch += 1
        case.write(case.read() * 0.5)
        self.assertAlmostEqual(case.effective(), 0.2)

    def test_a_change_after_the_scripts_own_rate_equals_what_was_asked_for_is_laid_over_it(self):
        for case in self.cases():
            with self.subTest(case.name):
                first, second = (RateChange(case.training, factor=f) for f in (0.1, 0.5))
                first.make()
                self.assertAlmostEqual(case.effective(), 0.01)
                self.run_.epoch += 1
                case.write(0.01)
                self.assertAlmostEqual(case.effective(), 0.01)
                self.run_.epoch += 1
                second.make()
                self.assertAlmostEqual(case.effective(), 0.005)
                self.run_.epoch += 1
                case.write(0.01)
                if case.name == "functions":
                    self.assertAlmostEqual(case.effective(), 0.01)
                    self.assertEqual(case.training.rate_factor(), 1)
                    self.assertTrue(self.warnings)
                    continue  # What a loop writes by functions holds.
                self.assertAlmostEqual(case.effective(), 0.005)
                self.assertAlmostEqual(case.training.rate_factor(), 0.5)
                second.take_back()
                self.assertAlmostEqual(case.effective(), 0.01)
                self.assertAlmostEqual(case.training.rate_factor(), 1)
                first.take_back()
                self.assertIn("has written its own since", first.note)
                self.assertAlmostEqual(case.effective(), 0.01)

    def test_a_script_that_writes_the_same_rate_in_each_epoch_has_it_multiplied(self):
        for case in self.cases():
            if case.name == "functions":
                continue  # What a loop writes by functions holds.
            with self.subTest(case.name):
                RateChange(case.training, factor=2.0).make()
                for rate in 5 * [0.1] + 4 * [0.01]:
                    self.run_.epoch += 1
                    case.write(rate)
                    self.assertAlmostEqual(case.effective(), 2 * rate)


if __name__ == "__main__":
    unittest.main()
