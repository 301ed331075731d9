"""A learning rate that somebody asks for holds under all of MMEngine's schedulers."""

import importlib.util
import sys
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SCHEDULERS = {
    "StepLR": dict(step_size=30), "MultiStepLR": dict(milestones=[50, 80]),
    "ExponentialLR": dict(gamma=0.99), "ConstantLR": dict(factor=0.5, end=60),
    "LinearLR": dict(start_factor=0.1, end=60), "CosineAnnealingLR": dict(T_max=120, eta_min=0.002),
    "PolyLR": dict(eta_min=0.002, power=0.9, end=120), "OneCycleLR": dict(eta_max=0.5, total_steps=150),
    "CosineRestartLR": dict(periods=[30, 50, 70], restart_weights=[1, 1, 1], eta_min=0.002),
}
STEPS = (41, 42, 61, 101, 140)


def rates(name, group_count, asks):
    """The rates of all groups as they take effect at each step; at step 40 a tenth is asked for."""
    import torch
    from mmengine.optim import OptimWrapper, scheduler as schedulers

    from plateau_client.adapters.mmengine import MMEngineTraining
    from plateau_client.rate_change import RateChange

    weights = [torch.nn.Parameter(torch.ones(2)) for _ in range(group_count)]
    groups = [{"params": [w], "lr": 0.1 ** (i + 1)} for i, w in enumerate(weights)]
    optimizer = torch.optim.SGD(groups, lr=0.1)
    wrapper = OptimWrapper(optimizer)
    scheduler = getattr(schedulers, name)(wrapper, by_epoch=False, **SCHEDULERS[name])
    training = MMEngineTraining(
        types.SimpleNamespace(optim_wrapper=wrapper, param_schedulers=[scheduler])
    )
    seen = []
    for step in range(150):
        if step == 40 and asks:
            change = RateChange(training, value=training.learning_rate() * 0.1)
            change.make()
            assert change.note == "the rest of the schedule is multiplied by 0.1", change.note
        sum(weight.sum() for weight in weights).backward()
        before = [weight.detach().clone() for weight in weights]
        wrapper.step()
        wrapper.zero_grad()
        seen.append([float((b - w).mean()) for b, w in zip(before, weights)])
        scheduler.step()
    return seen


@unittest.skipUnless(importlib.util.find_spec("mmengine"), "mmengine is not installed")
class MMEngineRateTests(unittest.TestCase):
    def test_a_rate_holds_under_each_scheduler_for_each_group(self):
        for name in SCHEDULERS:
            for group_count in (1, 2):
                alone, asked = (rates(name, group_count, asks) for asks in (False, True))
                for step in STEPS:
                    for before, after in zip(alone[step], asked[step]):
                        with self.subTest(name=name, groups=group_count, step=step):
                            self.assertAlmostEqual(after, before * 0.1, delta=2e-6)


if __name__ == "__main__":
    unittest.main()
