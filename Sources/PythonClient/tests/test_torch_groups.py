"""A rate that is asked for holds in each group, down to the floor of a schedule, and can be taken back."""

import gc
import math
import sys
import types
import unittest
import warnings
import weakref
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters.framework_training import FrameworkTraining  # noqa: E402
from plateau_client.loop_training import LoopTraining  # noqa: E402
from plateau_client.parameters import Refusal  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402

try:
    import torch
    from torch.optim import lr_scheduler as lrs
    from torch.optim.swa_utils import SWALR
except ImportError:
    torch = None

ASKED_AT, BACK_AT, STEPS = 20, 130, 150


def weights(count):
    """Weights with a gradient of 1, so that a step moves each by its rate."""
    made = [torch.nn.Parameter(torch.ones(1)) for _ in range(count)]
    for weight in made:
        weight.grad = torch.ones(1)
    return made


def moved(optimizer):
    """How far a step moves the weight of each group."""
    before = [float(group["params"][0].detach()) for group in optimizer.param_groups]
    optimizer.step()
    return [b - float(g["params"][0].detach()) for b, g in zip(before, optimizer.param_groups)]


def course(make, is_asked):
    """The rates of a schedule; a tenth is asked for at ``ASKED_AT`` and taken back at ``BACK_AT``."""
    optimizer = torch.optim.SGD(weights(1), lr=0.1)
    scheduler, training, rates = make(optimizer), FrameworkTraining(None, [optimizer]), []
    change = RateChange(training, factor=0.1)
    for step in range(STEPS):
        if is_asked and step == ASKED_AT:
            change.make()
        if is_asked and step == BACK_AT:
            change.take_back()
        rates.append(training.read_learning_rate())
        optimizer.step()
        scheduler.step()
    return rates


@unittest.skipIf(torch is None, "PyTorch is not installed")
class GroupTests(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def test_a_tensor_that_is_the_rate_of_several_groups_is_changed_once(self):
        groups = [{"params": [weight]} for weight in weights(2)]
        optimizer = torch.optim.SGD(groups, lr=torch.tensor(0.1))
        training = FrameworkTraining(None, [optimizer])
        change = RateChange(training, value=0.05)
        change.make()
        self.assertAlmostEqual(change.new, 0.05)
        for rate in moved(optimizer):
            self.assertAlmostEqual(rate, 0.05, places=6)
        change.take_back()
        self.assertAlmostEqual(training.learning_rate(), 0.1)
        # The factor is laid once over a shared tensor, too.
        RateChange(training, factor=0.5).make()
        optimizer.param_groups[0]["lr"].fill_(0.099)
        for rate in moved(optimizer):
            self.assertAlmostEqual(rate, 0.0495, places=6)
        self.assertAlmostEqual(float(optimizer.param_groups[0]["lr"]), 0.099)

    def test_the_floor_of_a_schedule_is_changed_with_it(self):
        for name, make in {
            "cosine": lambda o: lrs.CosineAnnealingLR(o, STEPS, eta_min=0.01),
            "restarts": lambda o: lrs.CosineAnnealingWarmRestarts(o, 50, eta_min=0.01),
            "SWA": lambda o: SWALR(o, swa_lr=0.01, anneal_epochs=100),
            "warm-up": lambda o: lrs.SequentialLR(o, [
                lrs.LinearLR(o, 0.1, total_iters=10), lrs.CosineAnnealingLR(o, STEPS, eta_min=0.01)
            ], [10]),
        }.items():
            plain, asked = course(make, False), course(make, True)
            for step in range(STEPS):
                factor = 0.1 if ASKED_AT <= step < BACK_AT else 1
                with self.subTest(name, step=step):
                    self.assertTrue(math.isclose(asked[step], plain[step] * factor, rel_tol=1e-6))

    def test_a_group_that_the_script_does_not_write_is_multiplied_once(self):
        first, second = weights(2)
        optimizer = torch.optim.SGD([
            {"params": [first], "lr": 0.1}, {"params": [second], "lr": 0.01}
        ], lr=0.1)
        training = FrameworkTraining(None, [optimizer])
        changes = [RateChange(training, factor=0.5), RateChange(training, factor=0.5)]
        changes[0].make()
        for written, rates in ((0.09, (0.045, 0.005)), (0.08, (0.04, 0.005))):
            optimizer.param_groups[0]["lr"] = written
            for rate, expected in zip(moved(optimizer), rates):
                self.assertAlmostEqual(rate, expected, places=6)
        changes[1].make()
        for rate, expected in zip(moved(optimizer), (0.02, 0.0025)):
            self.assertAlmostEqual(rate, expected, places=6)
        for change in reversed(changes):
            change.take_back()
        for rate, expected in zip(moved(optimizer), (0.08, 0.01)):
            self.assertAlmostEqual(rate, expected, places=6)

    def test_a_frozen_group_that_the_script_wakes_gets_the_factor_alone(self):
        first, second = weights(2)
        optimizer = torch.optim.SGD([
            {"params": [first], "lr": 0.0}, {"params": [second], "lr": 0.1}
        ], lr=0.1)
        RateChange(FrameworkTraining(None, [optimizer]), factor=0.5).make()
        optimizer.param_groups[0]["lr"] = 0.01
        for rate, expected in zip(moved(optimizer), (0.005, 0.05)):
            self.assertAlmostEqual(rate, expected, places=6)

    def test_a_rate_of_32_bits_is_the_scripts_own_again(self):
        optimizer = torch.optim.SGD(weights(1), lr=torch.tensor(0.1))
        training = FrameworkTraining(None, [optimizer])
        for form in ({"factor": 1 / 3}, {"value": 0.0123}, {"by": 0.007}):
            change = RateChange(training, **form)
            change.make()
            change.take_back()
            self.assertEqual(training.rate_factor(), 1)

    def test_all_optimizers_are_changed_and_the_first_is_shown(self):
        optimizers = [torch.optim.SGD(weights(1), lr=rate) for rate in (0.1, 0.01)]
        training = FrameworkTraining(None, optimizers)
        change = RateChange(training, value=0.05)
        change.make()
        self.assertAlmostEqual(training.learning_rate(), 0.05)
        self.assertAlmostEqual(moved(optimizers[1])[0], 0.005, places=6)
        optimizers[1].param_groups[0]["lr"] = 0.009
        self.assertAlmostEqual(moved(optimizers[1])[0], 0.0045, places=6)
        change.take_back()
        self.assertAlmostEqual(moved(optimizers[1])[0], 0.009, places=6)
        self.assertEqual(training.rate_factor(), 1)

    def test_taking_back_leaves_the_least_rate_of_a_cut(self):
        optimizer = torch.optim.SGD(weights(1), lr=0.1)
        scheduler = lrs.ReduceLROnPlateau(optimizer, patience=0, factor=0.1, min_lr=0.01)
        loop = types.SimpleNamespace(warn=print)
        training = LoopTraining(loop, optimizer, [scheduler], None, (), None)
        change = RateChange(training, factor=0.2)
        change.make()
        for _ in range(2):
            scheduler.step(1.0)
        self.assertEqual(change.take_back(), (0.01, 0.01))
        self.assertEqual(
            change.note, "the learning rate stays 0.01, the least that ReduceLROnPlateau gives"
        )
        self.assertEqual(training.rate_factor(), 1)

    def test_a_cut_down_to_the_least_rate_is_told(self):
        optimizer = torch.optim.SGD(weights(1), lr=0.1)
        scheduler = lrs.ReduceLROnPlateau(optimizer, patience=0, factor=0.1, min_lr=0.05)
        loop = types.SimpleNamespace(warn=print)
        training = LoopTraining(loop, optimizer, [scheduler], None, (), None)
        self.assertIsNone(training.cut_since(0.1))
        for _ in range(2):
            scheduler.step(1.0)
        self.assertEqual(training.cut_since(0.1), (0.1, 0.05, "ReduceLROnPlateau"))
        self.assertIsNone(training.cut_since(0.05))

    def test_a_number_is_said_to_change_the_rest_of_a_schedule(self):
        def note(make, **form):
            optimizer = torch.optim.SGD(weights(1), lr=0.1)
            scheduler = make(optimizer)
            change = RateChange(FrameworkTraining(None, [optimizer]), **form)
            change.make()
            return change.note, scheduler is None

        warm_up = lambda o: lrs.LambdaLR(o, lambda step: (step + 1) / 100)  # noqa: E731
        self.assertEqual(note(warm_up, by=0.001)[0], "the rest of the schedule is multiplied by 2")
        self.assertEqual(
            note(warm_up, value=0.0005)[0], "the rest of the schedule is multiplied by 0.5"
        )
        self.assertIsNone(note(warm_up, factor=2)[0])
        self.assertIsNone(note(lambda o: None, value=0.05)[0])
        self.assertIsNone(note(lambda o: lrs.ReduceLROnPlateau(o), value=0.05)[0])

    def test_a_scheduler_that_the_script_let_go_of_ends_nothing(self):
        optimizer, warnings_told = torch.optim.SGD(weights(1), lr=0.1), []
        training = FrameworkTraining(None, [optimizer])
        training.run = types.SimpleNamespace(warning=lambda _, text: warnings_told.append(text))
        scheduler = lrs.LambdaLR(optimizer, lambda step: 1.0)
        RateChange(training, factor=0.5).make()
        scheduler = weakref.ref(scheduler)
        gc.collect()
        self.assertIsNone(scheduler())
        optimizer.param_groups[0]["lr"] = 0.09
        self.assertAlmostEqual(moved(optimizer)[0], 0.045, places=6)
        self.assertEqual(len(warnings_told), 1)
        self.assertIn("multiplies it by 0.5", warnings_told[0])

    def test_at_a_rate_of_zero_only_a_factor_can_be_asked_for(self):
        optimizer = torch.optim.SGD(weights(1), lr=0.0)
        loop = types.SimpleNamespace(warn=print)
        words = "the learning rate is 0 now; only a factor, such as *0.5, can be asked for"
        for training in (
            FrameworkTraining(None, [optimizer]),
            LoopTraining(loop, optimizer, [], None, (), None),
        ):
            for form in ({"value": 0.01}, {"by": 0.01}, {"by": -0.01}):
                with self.subTest(training=type(training).__name__, form=form):
                    with self.assertRaises(Refusal) as refused:
                        RateChange(training, **form).make()
                    self.assertEqual(refused.exception.why, words)
            RateChange(training, factor=0.5).make()


if __name__ == "__main__":
    unittest.main()
