"""A rate that is asked for holds under every scheduler of PyTorch."""

import gc
import math
import sys
import types
import unittest
import warnings
import weakref
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.loop_training import LoopTraining  # noqa: E402
from plateau_client.parameters import Refusal  # noqa: E402
from plateau_client.rate_change import RateChange  # noqa: E402
from plateau_client.torch_rate import TorchRate  # noqa: E402
from plateau_client.training import Training  # noqa: E402

try:
    import torch
    from torch.optim import lr_scheduler as lrs
except ImportError:
    torch = None

ASKED_AT = 40
LOOKED_AT = (41, 42, 61, 101)


def schedulers():
    """The sixteen courses: a name, and a function of the optimizer that returns a scheduler or None."""
    return {
        "none": lambda o: None,
        "StepLR": lambda o: lrs.StepLR(o, 30),
        "MultiStepLR": lambda o: lrs.MultiStepLR(o, [20, 60]),
        "ExponentialLR": lambda o: lrs.ExponentialLR(o, 0.99),
        "MultiplicativeLR": lambda o: lrs.MultiplicativeLR(o, lambda e: 0.98),
        "CosineAnnealingLR": lambda o: lrs.CosineAnnealingLR(o, 200),
        "PolynomialLR": lambda o: lrs.PolynomialLR(o, 200),
        "LinearLR": lambda o: lrs.LinearLR(o, total_iters=100),
        "ConstantLR": lambda o: lrs.ConstantLR(o, total_iters=50),
        "SequentialLR": lambda o: lrs.SequentialLR(
            o, [lrs.LinearLR(o, total_iters=50), lrs.ExponentialLR(o, 0.99)], [50]
        ),
        "ChainedScheduler": lambda o: lrs.ChainedScheduler(
            [lrs.ConstantLR(o, total_iters=50), lrs.ExponentialLR(o, 0.99)]
        ),
        "LambdaLR": lambda o: lrs.LambdaLR(o, lambda e: 1 / (1 + 0.01 * e)),
        "CosineAnnealingWarmRestarts": lambda o: lrs.CosineAnnealingWarmRestarts(o, 50),
        "OneCycleLR": lambda o: lrs.OneCycleLR(o, 0.1, total_steps=200),
        "CyclicLR": lambda o: lrs.CyclicLR(o, 0.01, 0.1, step_size_up=20),
        "by hand": "by hand",
    }


class OneOptimizer(Training):
    """A training whose rate is that of one optimizer."""

    def __init__(self, rate):
        self.learning_rate = rate.read
        self.read_learning_rate = rate.now
        self.set_learning_rate = rate.set
        self.scale_learning_rate = rate.scale


def tenth(handle, step):
    """Asks for a tenth of the rate at ``ASKED_AT``."""
    if step == ASKED_AT:
        handle.set(handle.read() * 0.1)


def effects(make, ask, optimizer_kind=None, tensor=False):
    """The rate that takes effect in each step, for a course.

    ``ask`` is called before each step with the optimizer's ``TorchRate`` and the step.
    """
    weight = torch.nn.Parameter(torch.ones(1))
    rate = torch.tensor(0.1) if tensor else 0.1
    kind = optimizer_kind or torch.optim.SGD
    optimizer = kind([{"params": [weight]}], lr=rate)
    scheduler = None if make == "by hand" else make(optimizer)
    found, handle = [], TorchRate(optimizer)

    def watch(optimizer, *_):
        found.append(float(optimizer.param_groups[0]["lr"]))

    for step in range(110):
        if make == "by hand":
            for group in optimizer.param_groups:
                group["lr"] = 0.1 * math.cos(step / 200)
        if ask is not None:
            ask(handle, step)
        weight.grad = torch.ones(1)
        # A hook that was registered after the client's sees the rate that takes effect.
        watching = optimizer.register_step_pre_hook(watch)
        optimizer.step()
        watching.remove()
        if scheduler is not None:
            scheduler.step()
    return found


@unittest.skipIf(torch is None, "PyTorch is not installed")
class RateTests(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def assert_holds(self, make, **options):
        plain, asked = effects(make, None, **options), effects(make, tenth, **options)
        for step in LOOKED_AT:
            self.assertAlmostEqual(asked[step] / plain[step], 0.1, places=5, msg="step %d" % step)

    def test_the_rate_holds_under_sixteen_courses(self):
        self.assertEqual(len(schedulers()), 16)
        for name, make in schedulers().items():
            with self.subTest(name):
                self.assert_holds(make)

    def test_the_rate_holds_when_it_is_a_tensor(self):
        for name in ("none", "LambdaLR", "OneCycleLR"):
            with self.subTest(name):
                self.assert_holds(schedulers()[name], tensor=True)

    def test_a_factor_holds_under_sixteen_courses(self):
        def halve(handle, step):
            if step == ASKED_AT:
                change = RateChange(OneOptimizer(handle), factor=0.5)
                change.make()
                self.assertAlmostEqual(change.new, change.old / 2)

        for name, make in schedulers().items():
            with self.subTest(name):
                plain, asked = effects(make, None), effects(make, halve)
                for step in LOOKED_AT:
                    self.assertAlmostEqual(asked[step] / plain[step], 0.5, places=5)

    def test_what_is_added_is_added_to_the_rate_that_holds_then(self):
        def add(handle, step):
            if step == ASKED_AT:
                RateChange(OneOptimizer(handle), by=0.03).make()

        for name in ("LambdaLR", "OneCycleLR", "StepLR"):
            with self.subTest(name):
                plain, asked = effects(schedulers()[name], None), effects(schedulers()[name], add)
                self.assertAlmostEqual(asked[ASKED_AT], plain[ASKED_AT] + 0.03)
                factor = asked[ASKED_AT] / plain[ASKED_AT]
                self.assertAlmostEqual(asked[101] / plain[101], factor, places=5)

    def test_a_factor_at_a_rate_of_zero_multiplies_what_comes(self):
        def warm_up(o):
            return lrs.LambdaLR(o, lambda step: min(1, step / 50))

        def halve(handle, step):
            if step == 0:
                change = RateChange(OneOptimizer(handle), factor=0.5)
                change.make()
                self.assertEqual((change.old, change.new), (0, 0))
                with self.assertRaisesRegex(Refusal, "is 0 now"):
                    RateChange(OneOptimizer(handle), by=0.01).make()
                with self.assertRaisesRegex(Refusal, "is 0 now"):
                    RateChange(OneOptimizer(handle), value=0.01).make()

        plain, asked = effects(warm_up, None), effects(warm_up, halve)
        self.assertEqual(plain[0], 0)
        for step in range(1, 110):
            self.assertAlmostEqual(asked[step] / plain[step], 0.5, places=6)

    def test_a_factor_at_zero_holds_when_the_script_writes_its_own_rate(self):
        weight = torch.nn.Parameter(torch.ones(1))
        optimizer = torch.optim.SGD([weight], lr=0.1)
        handle, effective = TorchRate(optimizer), []
        for step in range(20):
            optimizer.param_groups[0]["lr"] = 0.01 * step
            if step == 0:
                handle.scale(0.5)
            weight.grad, before = torch.ones(1), float(weight)
            optimizer.step()
            effective.append(before - float(weight))
        for step in range(1, 20):
            self.assertAlmostEqual(effective[step], 0.005 * step, places=5)

    def test_a_change_that_is_taken_back_leaves_the_course_as_it_was(self):
        def change_and_back(form, back_at):
            changes = []

            def ask(handle, step):
                if step == ASKED_AT:
                    changes.append(RateChange(OneOptimizer(handle), **form))
                    changes[0].make()
                if step == back_at:
                    changes[0].take_back()
                    self.assertEqual(handle.factor, 1.0)

            return ask

        for name, make in schedulers().items():
            plain = effects(make, None)
            for form, back_at in (
                ({"factor": 3.0}, ASKED_AT), ({"value": 0.0123}, ASKED_AT + 1), ({"by": 0.007}, 70)
            ):
                with self.subTest(name, form=form):
                    asked = effects(make, change_and_back(form, back_at))
                    for step in range(back_at, 110):
                        self.assertTrue(math.isclose(asked[step], plain[step], rel_tol=1e-9))

    def test_taking_back_leaves_a_cut_of_the_scripts_own(self):
        weight = torch.nn.Parameter(torch.ones(1))
        optimizer = torch.optim.SGD([weight], lr=0.1)
        scheduler = lrs.ReduceLROnPlateau(optimizer, patience=0, factor=0.5)
        handle = TorchRate(optimizer)
        change = RateChange(OneOptimizer(handle), factor=0.2)
        change.make()
        for _ in range(2):
            scheduler.step(1.0)
        self.assertAlmostEqual(handle.read(), 0.01)
        before, after = change.take_back()
        self.assertAlmostEqual(before, 0.01)
        self.assertAlmostEqual(after, 0.05)

    def test_a_rise_keeps_a_later_cut(self):
        def rise(handle, step):
            if step == ASKED_AT:
                handle.set(handle.read() * 10)

        plain = effects(lambda o: lrs.MultiStepLR(o, [60]), None)
        asked = effects(lambda o: lrs.MultiStepLR(o, [60]), rise)
        self.assertAlmostEqual(asked[50] / plain[50], 10, places=5)
        self.assertAlmostEqual(asked[101] / plain[101], 10, places=5)

    def test_a_cut_by_a_callback_belongs_to_the_scripts_own_course(self):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
        training = LoopTraining(types.SimpleNamespace(warn=print), optimizer, [], None, (), None)
        training.cut_rate(0.05)
        self.assertAlmostEqual(training.learning_rate(), 0.05)
        self.assertAlmostEqual(training.rate_factor(), 1)
        training.scale_learning_rate(0.2)
        training.cut_rate(0.005)
        self.assertAlmostEqual(training.learning_rate(), 0.005)
        self.assertAlmostEqual(training.rate_factor(), 0.2)

    def test_the_last_rate_of_an_optimizer_that_has_gone_is_known(self):
        weight = torch.nn.Parameter(torch.ones(1))
        optimizer = torch.optim.SGD([weight], lr=0.1)
        scheduler, handle = lrs.ExponentialLR(optimizer, 0.5), TorchRate(optimizer)
        self.assertEqual(handle.read(), 0.1)
        optimizer.step()
        scheduler.step()
        weight = weakref.ref(weight)
        del optimizer, scheduler
        gc.collect()
        self.assertEqual(handle.read(), 0.05)
        self.assertIsNone(weight())  # The model goes with its optimizer.

    def test_groups_keep_their_ratio(self):
        groups = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": r} for r in (0.1, 0.01)]
        optimizer = torch.optim.SGD(groups, lr=0.1)
        TorchRate(optimizer).set(0.05)
        rates = [group["lr"] for group in optimizer.param_groups]
        self.assertAlmostEqual(rates[0], 0.05)
        self.assertAlmostEqual(rates[1], 0.005)

    def test_a_rate_of_zero_is_refused_with_the_reason(self):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
        optimizer.param_groups[0]["lr"] = 0.0
        with self.assertRaisesRegex(Refusal, "only a factor"):
            TorchRate(optimizer).set(0.05)


if __name__ == "__main__":
    unittest.main()
