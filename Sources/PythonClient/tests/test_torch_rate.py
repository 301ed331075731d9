"""A rate that is asked for holds under every scheduler of PyTorch."""

import math
import sys
import unittest
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.parameters import Refusal  # noqa: E402
from plateau_client.torch_rate import TorchRate  # noqa: E402

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


def effects(make, ask, optimizer_kind=None, tensor=False):
    """The rate that takes effect in each step, for a course, with a rate asked at ``ASKED_AT``."""
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
        if step == ASKED_AT and ask:
            handle.set(handle.read() * ask)
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
        plain, asked = effects(make, None, **options), effects(make, 0.1, **options)
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

    def test_a_rise_keeps_a_later_cut(self):
        plain = effects(lambda o: lrs.MultiStepLR(o, [60]), None)
        asked = effects(lambda o: lrs.MultiStepLR(o, [60]), 10)
        self.assertAlmostEqual(asked[50] / plain[50], 10, places=5)
        self.assertAlmostEqual(asked[101] / plain[101], 10, places=5)

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
        with self.assertRaisesRegex(Refusal, "nothing to scale"):
            TorchRate(optimizer).set(0.05)

    def test_undo_brings_the_old_course_back(self):
        for name in ("LambdaLR", "CyclicLR", "by hand"):
            with self.subTest(name):
                make = schedulers()[name]
                weight = torch.nn.Parameter(torch.ones(1))
                optimizer = torch.optim.SGD([weight], lr=0.1)
                scheduler = None if make == "by hand" else make(optimizer)
                handle = TorchRate(optimizer)
                for step in range(60):
                    if make == "by hand":
                        optimizer.param_groups[0]["lr"] = 0.1 * math.cos(step / 200)
                    if step == 20:
                        old = handle.read()
                        handle.set(old / 10)
                    if step == 30:
                        handle.set(handle.read() * 10)
                    weight.grad = torch.ones(1)
                    optimizer.step()
                    if scheduler is not None:
                        scheduler.step()
                self.assertAlmostEqual(handle.read(), effects(make, None)[59 if make == "by hand" else 60], places=6)


if __name__ == "__main__":
    unittest.main()
