"""Passes over the loaders of an unchanged PyTorch script: accumulated gradients, cut passes, several loaders."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

from steering import HANGS, script_environment

MODEL = """
    import torch
    from torch.utils.data import DataLoader, TensorDataset
    torch.manual_seed(0)
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    def loader_of(count):
        return DataLoader(TensorDataset(torch.randn(count * 4, 4)), batch_size=4)
    loader = loader_of(10)
    def backward(batch, parts=1):
        loss = model(batch).square().mean() / parts
        loss.backward()
        return loss.item() * parts
    def step():
        optimizer.step(); optimizer.zero_grad()
    """


@unittest.skipIf(importlib.util.find_spec("torch") is None, "PyTorch is not installed")
class TorchPassTests(unittest.TestCase):
    def events(self, text, *kinds):
        """The events of some kinds, of a script that runs with the hook; and what it prints."""
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        path = Path(temporary.name) / "train.py"
        path.write_text(textwrap.dedent(MODEL) + textwrap.dedent(text))
        folder = os.path.join(temporary.name, "run")
        result = subprocess.run(
            [sys.executable, str(path)], capture_output=True, text=True, timeout=HANGS, check=False,
            env=script_environment(folder, is_hooked=True),
        )
        self.assertEqual(result.returncode, 0, result.stderr[-2000:])
        lines = Path(folder, "events.jsonl").read_text().splitlines()
        return [e for e in map(json.loads, lines) if e["event"] in kinds], result.stdout

    def totals(self, events, epoch):
        """The numbers of steps of an epoch, as its step events name them."""
        return {e["steps"] for e in events if e["event"] == "step" and e["epoch"] == epoch}

    def test_accumulated_gradients_make_fewer_steps_from_the_start(self):
        events, _ = self.events("""
            for epoch in range(3):
                for number, (batch,) in enumerate(loader, 1):
                    backward(batch, 3)
                    if number % 3 == 0 or number == len(loader):
                        step()
            """, "run_started", "step")
        self.assertEqual(events[0]["info"]["steps_per_epoch"], 4)
        self.assertEqual([self.totals(events, epoch) for epoch in range(3)], [{4}] * 3)

    def test_a_loss_that_the_script_divides_to_accumulate_is_told_whole(self):
        for scaler in ("", "scaler = torch.amp.GradScaler('cpu', init_scale=2.0)"):
            events, printed = self.events("""
                scaler = None
                %s
                for epoch in range(3):
                    losses = []
                    for number, (batch,) in enumerate(loader, 1):
                        loss = model(batch).square().mean() / 2
                        (loss if scaler is None else scaler.scale(loss)).backward()
                        losses.append(loss.item() * 2)
                        if number %% 2 == 0:
                            step()
                    print(sum(losses) / len(losses))
                """ % scaler, "step", "epoch_ended")
            means = [e["logs"]["loss"] for e in events if e["event"] == "epoch_ended"]
            for mean, its in zip(means, printed.split(), strict=True):
                self.assertAlmostEqual(mean, float(its), places=6)
            last = [e for e in events if e["event"] == "step"][-1]
            self.assertAlmostEqual(last["logs"]["loss"], means[-1], places=6)

    def test_the_steps_of_an_epoch_are_known_at_once_with_a_scaler_too(self):
        for left_out in (0, 1):
            events, _ = self.events("""
                scaler = torch.amp.GradScaler("cpu", init_scale=2.0)
                for epoch in range(2):
                    for number, (batch,) in enumerate(loader, 1):
                        scaler.scale(model(batch).square().mean() / 2).backward()
                        if number %% 2 == 0:
                            if number > 2 * %d:
                                step()
                            scaler.update(2.0)
                """ % left_out, "run_started")
            self.assertEqual(events[0]["info"]["steps_per_epoch"], 5)

    def test_a_loop_without_a_loader_tells_whole_losses(self):
        for scaler in ("None", "torch.amp.GradScaler('cpu', init_scale=2.0)"):
            events, printed = self.events("""
                import time
                scaler, losses = %s, []
                for iteration in range(60):
                    for _ in range(4):
                        loss = model(torch.randn(8, 4)).square().mean() / 4
                        (loss if scaler is None else scaler.scale(loss)).backward()
                        losses.append(loss.item() * 4)
                    if scaler is None:
                        step()
                    else:
                        scaler.step(optimizer); scaler.update(); optimizer.zero_grad()
                    time.sleep(0.005)
                print(sum(losses) / len(losses))
                """ % scaler, "step", "epoch_ended")
            self.assertAlmostEqual(events[-1]["logs"]["loss"], float(printed), places=6)
            self.assertGreater(events[0]["recent"]["loss"], 0.5 * float(printed))

    def test_steps_that_are_left_out_at_first_do_not_shorten_the_epoch(self):
        events, printed = self.events("""
            import time
            scaler = torch.amp.GradScaler("cpu", init_scale=2.0)
            for epoch in range(2):
                losses = []
                for number, (batch,) in enumerate(loader, 1):
                    outputs = model(batch)
                    loss = (outputs.square().mean() + outputs.abs().mean()) / 2
                    scaler.scale(loss).backward()
                    losses.append(loss.item())
                    time.sleep(0.15 if epoch == 0 else 0)
                    if epoch or number > 3:
                        step()
                    scaler.update(2.0)
                print(sum(losses) / len(losses))
            """, "step", "epoch_ended")
        steps = [e for e in events if e["event"] == "step" and e["epoch"] == 0]
        self.assertGreater(len(steps), 2)
        self.assertEqual({e["steps"] for e in steps}, {10})
        self.assertTrue(all(e["recent"]["loss"] < 2 * float(printed.split()[0]) for e in steps))
        means = [e["logs"]["loss"] for e in events if e["event"] == "epoch_ended"]
        for mean, its in zip(means, printed.split(), strict=True):
            self.assertAlmostEqual(mean, float(its), places=6)

    def test_the_losses_of_another_optimizer_are_left_out_from_the_first_step_on(self):
        events, printed = self.events("""
            other = torch.nn.Linear(4, 1)
            second = torch.optim.SGD(other.parameters(), 0.01)
            losses = []
            for number, (batch,) in enumerate(loader):
                losses.append(backward(batch))
                step()
                if number % 3 == 0:
                    (other(batch).square().mean() + 9).backward()
                    second.step()
            print(sum(losses) / len(losses))
            """, "epoch_ended")
        self.assertAlmostEqual(events[-1]["logs"]["loss"], float(printed), places=6)

    def test_a_mean_that_is_a_division_is_no_part(self):
        events, printed = self.events("""
            losses = []
            for (batch,) in loader:
                loss = model(batch).square().sum() / 4
                loss.backward()
                step()
                losses.append(loss.item())
            print(sum(losses) / len(losses))
            """, "epoch_ended")
        self.assertAlmostEqual(events[-1]["logs"]["loss"], float(printed), places=6)

    def test_batches_that_are_left_over_make_no_step_of_the_next_epoch(self):
        events, _ = self.events("""
            for epoch in range(3):
                for number, (batch,) in enumerate(loader, 1):
                    backward(batch, 3)
                    if number % 3 == 0:
                        step()
            """, "step")
        self.assertEqual([self.totals(events, epoch) for epoch in (1, 2)], [{3}] * 2)

    def test_a_batch_that_was_fetched_ahead_is_no_accumulation(self):
        events, _ = self.events("""
            for epoch in range(2):
                batches = iter(loader)
                following = next(batches, None)
                while following is not None:
                    (batch,), following = following, next(batches, None)
                    backward(batch)
                    step()
            """, "run_started", "step")
        self.assertEqual(events[0]["info"]["steps_per_epoch"], 10)
        self.assertEqual(self.totals(events, 1), {10})

    def test_a_pass_that_the_script_cuts_is_as_long_as_the_one_before(self):
        events, _ = self.events("""
            for epoch in range(3):
                for number, (batch,) in enumerate(loader, 1):
                    backward(batch)
                    step()
                    if number == 6:
                        break
            """, "step")
        self.assertEqual([self.totals(events, epoch) for epoch in (1, 2)], [{6}] * 2)

    def test_a_second_loader_of_the_training_is_no_validation(self):
        events, _ = self.events("""
            def cycle(loader):
                while True:
                    yield from loader
            first, valid = cycle(loader_of(4)), loader_of(2)
            for epoch in range(8):
                for (batch,) in loader:
                    backward(batch + next(first)[0])
                    step()
                for (batch,) in valid:
                    model(batch)
            """, "validation_started", "epoch_ended")
        kinds = [e["event"] for e in events]
        # The second loader is known for what it is after its first pass within the run.
        self.assertEqual(kinds.count("validation_started"), 8 + 1)

    def test_a_loop_that_counts_steps_has_a_total(self):
        events, _ = self.events("""
            def cycle(loader):
                while True:
                    yield from loader
            class config:
                max_iters = 25
            batches = cycle(loader)
            for iteration in range(config.max_iters):
                backward(next(batches)[0])
                step()
            """, "run_started", "step")
        self.assertEqual([events[0]["info"][n] for n in ("epochs", "steps_per_epoch")], [3, 10])
        events, _ = self.events("""
            max_iters = 25
            for iteration in range(max_iters):
                backward(torch.randn(4, 4))
                step()
            """, "run_started", "step", "epoch_ended")
        self.assertEqual([events[0]["info"][n] for n in ("epochs", "steps_per_epoch")], [1, 25])
        self.assertEqual([(e["step"], e["steps"]) for e in events if e["event"] == "step"][-1], (25, 25))
        self.assertNotIn("broken_off", events[-1])

    def test_the_last_step_of_an_epoch_without_a_total_is_told(self):
        told, _ = self.events("""
            for iteration in range(75):
                backward(torch.randn(4, 4))
                step()
            """, "step", "epoch_ended")
        self.assertEqual([(e["event"], e.get("step"), e.get("steps")) for e in told[-2:]],
                         [("step", 75, 75), ("epoch_ended", None, None)])
        # The first pass over a stream has no total either, and each later one that of the first.
        told, _ = self.events("""
            class Stream(torch.utils.data.IterableDataset):
                def __iter__(self):
                    return iter(torch.randn(120, 4))
            loader = DataLoader(Stream(), batch_size=4)
            for epoch in range(2):
                for batch in loader:
                    backward(batch)
                    step()
            """, "step")
        last = {e["epoch"]: e["step"] for e in told}
        self.assertEqual(last, {0: 30, 1: 30})

    def test_the_steps_of_an_episode_are_no_total(self):
        events, _ = self.events("""
            max_steps = 20
            for episode in range(3):
                for t in range(max_steps):
                    backward(torch.randn(4, 4))
                    step()
            """, "run_started", "step")
        info = events[0]["info"]
        self.assertEqual((info["epochs"], info["steps_per_epoch"]), (0, 0))
        self.assertEqual(events[-1]["step"], 60)

    def test_steps_beyond_a_total_begin_another_epoch(self):
        events, _ = self.events("""
            max_steps = 20
            for round in range(4):
                for t in range(max_steps):
                    backward(torch.randn(4, 4))
                    step()
            """, "run_started", "step", "epoch_started")
        info = events[0]["info"]
        self.assertEqual((info["epochs"], info["steps_per_epoch"]), (1, 20))
        last = {e["epoch"]: (e["step"], e["steps"]) for e in events if e["event"] == "step"}
        # From then on nobody knows how many steps are to come.
        self.assertEqual(last, {0: (22, 22), 1: (58, 58)})

    def test_a_loader_that_the_script_cycles_has_epochs(self):
        events, printed = self.events("""
            import itertools
            max_steps, batches = 35, itertools.cycle(loader)
            for iteration in range(max_steps):
                print(backward(next(batches)[0]))
                step()
            """, "run_started", "step", "epoch_started", "epoch_ended")
        info = events[0]["info"]
        self.assertEqual((info["epochs"], info["steps_per_epoch"]), (4, 10))
        last = {e["epoch"]: (e["step"], e["steps"]) for e in events if e["event"] == "step"}
        self.assertEqual([last[epoch] for epoch in (1, 2, 3)], [(10, 10), (10, 10), (5, 10)])
        losses = [float(line) for line in printed.split()]
        means = [e["logs"]["loss"] for e in events if e["event"] == "epoch_ended"]
        self.assertAlmostEqual(means[2], sum(losses[20:30]) / 10, places=5)

    def test_one_step_beyond_a_total_begins_none(self):
        events, _ = self.events("""
            max_iters, iteration = 20, 0
            while True:
                backward(torch.randn(4, 4))
                step()
                iteration += 1
                if iteration > max_iters:
                    break
            """, "step", "epoch_ended")
        self.assertEqual([(e.get("step"), e.get("steps")) for e in events][-2:], [(21, 21), (None, None)])

    def test_a_stream_that_counts_steps_has_their_total(self):
        events, _ = self.events("""
            class Stream(torch.utils.data.IterableDataset):
                def __iter__(self):
                    while True:
                        yield torch.randn(4)
            max_steps = 30
            for number, batch in enumerate(DataLoader(Stream(), batch_size=4)):
                if number == max_steps:
                    break
                backward(batch)
                step()
            """, "run_started", "step", "epoch_ended")
        info = events[0]["info"]
        self.assertEqual((info["epochs"], info["steps_per_epoch"]), (0, 30))
        self.assertEqual(self.totals(events, 0), {30})

    def test_accelerate_tells_whole_losses_its_steps_and_its_samples(self):
        if importlib.util.find_spec("accelerate") is None:
            self.skipTest("Accelerate is not installed")
        events, printed = self.events("""
            from accelerate import Accelerator
            accelerator = Accelerator(cpu=True, gradient_accumulation_steps=3)
            model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
            for epoch in range(3):
                losses = []
                for (batch,) in loader:
                    with accelerator.accumulate(model):
                        loss = model(batch).square().mean()
                        accelerator.backward(loss)
                        optimizer.step()
                        optimizer.zero_grad()
                    losses.append(loss.item())
                print(sum(losses) / len(losses))
            """, "run_started", "step", "epoch_ended")
        info = events[0]["info"]
        self.assertEqual(
            [info.get(n) for n in ("batch_size", "samples_per_epoch", "sample_unit", "steps_per_epoch")],
            [4, 40, "samples", 4])
        self.assertEqual([self.totals(events, epoch) for epoch in range(3)], [{4}] * 3)
        means = [e["logs"]["loss"] for e in events if e["event"] == "epoch_ended"]
        for mean, its in zip(means, printed.split(), strict=True):
            self.assertAlmostEqual(mean, float(its), places=6)


if __name__ == "__main__":
    unittest.main()
