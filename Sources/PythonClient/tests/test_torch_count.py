"""Steps of an unchanged PyTorch loop are counted without code in Python, and the script sees none of it."""

import copy
import os
import pickle
import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plateau_client.adapters import torch_attach  # noqa: E402
from plateau_client.adapters.torch_count import CODE, StepCount  # noqa: E402
from plateau_client.adapters.torch_loop import ScriptLoop  # noqa: E402
from plateau_client.adapters.torch_losses import Losses  # noqa: E402

try:
    import torch
    from torch.overrides import TorchFunctionMode

    class OwnState(torch.optim.SGD):
        """An optimizer that is pickled with all that it has."""

        def __getstate__(self):
            return {k: v for k, v in self.__dict__.items() if "hook" not in k}

    class Watching(TorchFunctionMode):
        """Sees each call of PyTorch."""

        def __init__(self):
            super().__init__()
            self.seen = []

        def __torch_function__(self, function, types, arguments=(), named=None):
            self.seen.append(function.__name__)
            return function(*arguments, **(named or {}))

except ImportError:
    torch = None


@unittest.skipIf(torch is None, "PyTorch is not installed")
class CountTests(unittest.TestCase):
    def setUp(self):
        self.looks = []
        self.count = StepCount(lambda optimizer, is_known: self.looks.append((optimizer, is_known)))
        self.is_native = torch_attach._calls_code(torch.optim.Optimizer)
        after_step, code = self.count.after_step, lambda optimizer: after_step(optimizer)
        if self.is_native:
            patch = mock.patch.object(torch.optim.Optimizer, CODE, code)
            patch.start()
            self.addCleanup(patch.stop)
            self.count.is_native = True
        else:
            handle = torch.optim.optimizer.register_optimizer_step_post_hook(after_step)
            self.addCleanup(handle.remove)

    def optimizer(self, kind=None):
        return (kind or torch.optim.SGD)([torch.nn.Parameter(torch.ones(1))], lr=0.1)

    def steps(self, optimizer, count):
        for _ in range(count):
            optimizer.step()

    def test_a_step_is_looked_at_when_it_has_been_said(self):
        optimizer = self.optimizer()
        self.count.know(optimizer)
        self.count.set(0)
        self.count.look_at(5)
        for done in range(1, 5):
            optimizer.step()
            self.assertEqual((self.count.done(), self.looks), (done, []))
        optimizer.step()
        self.assertEqual((self.count.done(), self.looks), (5, [(optimizer, True)]))
        # Nobody has said when to look again.
        self.steps(optimizer, 2)
        self.assertEqual((self.count.done(), len(self.looks)), (7, 3))
        self.count.look_at(10)
        self.count.look_at_next()
        self.steps(optimizer, 1)
        self.assertEqual((self.count.done(), len(self.looks)), (8, 4))

    def test_steps_between_looks_run_no_code_in_python(self):
        if not self.is_native:
            self.skipTest("this PyTorch does not call a method after each step")
        optimizer, calls = self.optimizer(), []
        self.count.know(optimizer)
        self.count.look_at(100)

        def trace(frame, event, argument):
            calls.append(frame.f_code)

        sys.setprofile(trace)
        try:
            self.steps(optimizer, 50)
        finally:
            sys.setprofile(None)
        self.assertTrue(calls)
        self.assertNotIn(StepCount.after_step.__code__, calls)

    def test_a_rank_that_tells_no_run_steps_on(self):
        loop, optimizer = ScriptLoop(), torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
        with mock.patch.dict(os.environ, RANK="1"):
            loop.stepped(optimizer)
        self.assertTrue(loop.is_off)
        self.assertIsNone(loop.run)

    def test_another_optimizer_is_looked_at_in_each_step(self):
        optimizer, other = self.optimizer(), self.optimizer()
        self.count.know(optimizer)
        self.count.look_at(100)
        for _ in range(3):
            optimizer.step()
            other.step()
        self.assertEqual((self.count.done(), self.looks), (3, [(other, False)] * 3))
        self.count.know(other)
        self.assertNotIn(CODE, optimizer.__dict__)

    def test_a_known_optimizer_can_be_copied_and_pickled(self):
        for kind in (torch.optim.SGD, torch.optim.AdamW, OwnState):
            with self.subTest(kind.__name__):
                optimizer = self.optimizer(kind)
                self.count.know(optimizer)
                self.count.set(0)
                self.count.look_at(100)
                self.steps(optimizer, 3)
                for twin in (copy.deepcopy(optimizer), pickle.loads(pickle.dumps(optimizer))):
                    self.assertNotIn(CODE, twin.__dict__)
                self.assertEqual(self.count.done(), 3)

    def test_an_error_at_a_look_comes_through_and_the_next_step_is_made(self):
        optimizer = self.optimizer()
        self.count.know(optimizer)
        self.count.set(0)
        self.count.look_at(3)
        self.steps(optimizer, 2)
        self.count._look = mock.Mock(side_effect=[KeyboardInterrupt, None])
        self.assertRaises(KeyboardInterrupt, optimizer.step)
        optimizer.step()
        self.assertEqual(self.count.done(), 4)


@unittest.skipIf(torch is None, "PyTorch is not installed")
class BackwardTests(unittest.TestCase):
    def setUp(self):
        self.losses = Losses(lambda: True)
        patch = mock.patch.object(
            torch.Tensor, "backward", self.losses.backward(torch.Tensor.backward)
        )
        patch.start()
        self.addCleanup(patch.stop)
        self.weight = torch.nn.Parameter(torch.full((1,), 3.0))

    def test_a_loss_goes_its_usual_way(self):
        (2 * self.weight).sum().backward()
        (2 * self.weight).sum().backward(torch.tensor(2.0))
        self.assertEqual(self.weight.grad.item(), 6.0)
        self.assertRaisesRegex(RuntimeError, "scalar", (self.weight.repeat(2)).backward)

    def test_somebody_who_watches_all_calls_sees_this_one(self):
        with Watching() as watching:
            (2 * self.weight).sum().backward()
        self.assertIn("backward", watching.seen)


if __name__ == "__main__":
    unittest.main()
