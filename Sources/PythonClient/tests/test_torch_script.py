"""An unchanged PyTorch loop as it really ends: by an error, in a process of its own, after other passes."""

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
    import sys
    import torch
    from torch.utils.data import DataLoader, TensorDataset
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    loader = DataLoader(TensorDataset(torch.ones(40, 4)), batch_size=4)
    def step(batch):
        loss = model(batch).mean()
        optimizer.zero_grad(); loss.backward(); optimizer.step()
        return loss.item()
    """


@unittest.skipIf(importlib.util.find_spec("torch") is None, "PyTorch is not installed")
class TorchScriptTests(unittest.TestCase):
    def run_script(self, text):
        """Runs a script with the hook; returns its exit code, output and the folder of its runs."""
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        path = Path(temporary.name) / "train.py"
        path.write_text(textwrap.dedent(MODEL) + textwrap.dedent(text))
        result = subprocess.run(
            [sys.executable, str(path)], capture_output=True, text=True, timeout=HANGS, check=False,
            env=script_environment(os.path.join(temporary.name, "run"), is_hooked=True),
        )
        return result, Path(temporary.name)

    def events(self, folder, *kinds):
        lines = (folder / "events.jsonl").read_text().splitlines()
        return [e for e in map(json.loads, lines) if not kinds or e["event"] in kinds]

    def test_an_error_after_the_last_epoch_leaves_that_epoch_whole(self):
        result, place = self.run_script("""
            for epoch in range(2):
                for (batch,) in loader:
                    step(batch)
            raise RuntimeError("no space for the report")
            """)
        self.assertEqual(result.returncode, 1)
        ended = self.events(place / "run", "epoch_ended", "run_ended")
        self.assertEqual([e.get("epoch") for e in ended], [0, 1, None])
        self.assertNotIn("broken_off", ended[1])
        self.assertEqual(ended[2]["reason"]["why"], "RuntimeError: no space for the report")

    def test_an_error_within_an_epoch_cuts_it_short(self):
        _, place = self.run_script("""
            for epoch in range(2):
                for number, (batch,) in enumerate(loader):
                    step(batch)
                    if epoch and number == 2:
                        raise ValueError("bad batch")
            """)
        last = self.events(place / "run", "epoch_ended")[-1]
        self.assertEqual((last["epoch"], last.get("broken_off"), last.get("step")), (1, True, 3))

    def test_a_pass_over_the_training_data_without_a_step_is_no_epoch(self):
        _, place = self.run_script("""
            for epoch in range(2):
                for (batch,) in loader:
                    step(batch)
            print(sum(model(batch).mean().item() for (batch,) in loader))
            """)
        self.assertEqual([e["epoch"] for e in self.events(place / "run", "epoch_ended")], [0, 1])

    def test_the_mean_of_an_epoch_is_that_of_all_its_losses(self):
        result, place = self.run_script("""
            for epoch in range(2):
                losses = []
                for (batch,) in loader:
                    losses.append(step(batch))
                print(sum(losses) / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        for mean, printed in zip(means, result.stdout.split()):
            self.assertAlmostEqual(mean, float(printed), places=12)

    def test_a_loss_of_one_element_counts_in_any_shape_and_others_do_not(self):
        result, place = self.run_script("""
            means = []
            for epoch in range(2):
                losses = []
                for number, (batch,) in enumerate(loader):
                    optimizer.zero_grad()
                    outputs = model(batch)
                    outputs.backward(torch.ones_like(outputs), retain_graph=True)
                    loss = outputs.square().mean() if number % 2 else outputs.square().mean().reshape(1, 1)
                    loss.backward(retain_graph=number % 3 == 0)
                    optimizer.step()
                    losses.append(loss.item())
                means.append(sum(losses) / len(losses))
            print(means)
            """)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        for told_mean, mean in zip(told, json.loads(result.stdout)):
            self.assertAlmostEqual(told_mean, mean, places=9)

    def test_a_tensor_that_does_not_tell_its_size_ends_no_script(self):
        result, place = self.run_script("""
            class Odd(torch.Tensor):
                @classmethod
                def __torch_function__(cls, function, types, arguments=(), named=None):
                    if function is torch.Tensor.numel:
                        raise NotImplementedError("numel")
                    return super().__torch_function__(function, types, arguments, named or {})
            for epoch in range(2):
                for (batch,) in loader:
                    optimizer.zero_grad()
                    model(batch).mean().as_subclass(Odd).backward(retain_graph=True)
                    optimizer.step()
            """)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(self.events(place / "run", "epoch_ended")), 2)

    def test_a_loss_that_is_scaled_for_half_precision_is_told_as_it_was(self):
        result, place = self.run_script("""
            import argparse
            a = argparse.Namespace(num_epoch=2)
            scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
            def scaled_step(batch):
                loss = model(batch).mean()
                optimizer.zero_grad(); scaler.scale(loss).backward()
                scaler.step(optimizer); scaler.update()
                return loss.item()
            for epoch in range(a.num_epoch):
                losses = [scaled_step(batch) for (batch,) in loader]
                print(sum(losses) / len(losses))
            """)
        self.assertEqual(self.events(place / "run", "run_started")[0]["info"]["epochs"], 2)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        self.assertEqual(len(means), 2)
        for mean, printed in zip(means, result.stdout.split()):
            self.assertAlmostEqual(mean, float(printed), places=6)

    def test_several_losses_that_are_scaled_before_backward_are_told_as_they_were(self):
        result, place = self.run_script("""
            scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
            for epoch in range(2):
                losses = []
                for (batch,) in loader:
                    first, second = model(batch).mean(), 3 + model(batch).mean()
                    all_losses = [first, second, first + second]
                    if epoch:
                        a, b, unused = scaler.scale(all_losses)
                    else:
                        a, b, unused = [scaler.scale(loss) for loss in all_losses]
                    optimizer.zero_grad(); a.backward(); b.backward()
                    scaler.step(optimizer); scaler.update()
                    losses += [first.item(), second.item()]
                print(sum(losses) / len(losses), losses[0] / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        printed = [[float(number) for number in line.split()] for line in result.stdout.splitlines()]
        # The first step shows that a training has begun; of its losses the last one is known.
        expected = [(printed[0][0] - printed[0][1]) * 20 / 19, printed[1][0]]
        self.assertEqual(len(means), 2)
        for mean, whole in zip(means, expected):
            self.assertAlmostEqual(mean, whole, places=6)

    def test_the_losses_of_a_closure_belong_to_the_epoch_of_their_step(self):
        result, place = self.run_script("""
            x, y = torch.randn(50, 4), torch.randn(50, 1)
            optimizer = torch.optim.LBFGS(model.parameters(), lr=0.01, max_iter=4)
            for epoch in range(5):
                losses = []
                def closure():
                    optimizer.zero_grad()
                    loss = ((model(x) - y) ** 2).mean()
                    loss.backward()
                    losses.append(loss.item())
                    return loss
                optimizer.step(closure)
                print(sum(losses) / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        self.assertEqual(len(means), 5)
        # The first step shows that a training has begun; of its losses the last one is known.
        for mean, printed in list(zip(means, result.stdout.split()))[1:]:
            self.assertAlmostEqual(mean, float(printed), places=12)
        # All epochs have one step, so each is told with its total.
        self.assertEqual({e["steps"] for e in self.events(place / "run", "step")}, {1})

    def test_a_closure_that_is_none_is_no_closure(self):
        for given in ("None", "closure=None"):
            _, place = self.run_script("""
                batches = torch.ones(4, 4)
                for epoch in range(4):
                    for _ in range(3):
                        optimizer.zero_grad()
                        (0 * model(batches).mean() + 10 * epoch).backward()
                        optimizer.step(%s)
                """ % given)
            means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
            self.assertEqual(means, [0, 10, 20, 30])

    def test_a_stop_leaves_the_script_the_rate_that_it_has_written(self):
        result, place = self.run_script("""
            from plateau_client.adapters.torch_attach import loop
            from plateau_client.requests import parse_request
            asks = {
                2: '{"command": "set_learning_rate", "factor": 0.5}',
                6: '{"command": "stop", "when": "now"}',
            }
            try:
                for epoch in range(3):
                    for number, (batch,) in enumerate(loader):
                        optimizer.param_groups[0]["lr"] = 0.02
                        if epoch == 1 and number in asks:
                            loop.run._inbox.append(parse_request(asks[number]))
                            loop.look_at_once()
                        step(batch)
            except KeyboardInterrupt:
                print(epoch, number, optimizer.param_groups[0]["lr"])
            """)
        self.assertEqual(result.stdout.split(), ["1", "6", "0.02"], result.stderr)
        words = [event["text"] for event in self.events(place / "run", "warning")]
        self.assertEqual(len(words), 1)
        self.assertIn("multiplies it by 0.5", words[0])
        answer = self.events(place / "run", "applied")[-1]
        self.assertIn("what follows its loop does not run", answer["note"])

    def test_the_loss_is_that_of_the_optimizer_whose_steps_count(self):
        result, place = self.run_script("""
            other = torch.nn.Linear(4, 1)
            of_other = torch.optim.SGD(other.parameters(), 0.01)
            for epoch in range(3):
                losses = []
                for (batch,) in loader:
                    losses.append(step(batch))
                    of_other.zero_grad(); (100 + other(batch).mean()).backward(); of_other.step()
                print(sum(losses) / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        self.assertEqual(len(means), 3)
        # The first loss of the other one comes before it is known that there is another.
        for mean, printed in list(zip(means, result.stdout.split()))[1:]:
            self.assertAlmostEqual(mean, float(printed), places=12)

    def test_a_loss_that_two_optimizers_share_is_told_once(self):
        result, place = self.run_script("""
            body, head = torch.nn.Linear(4, 4), torch.nn.Linear(4, 1)
            of_body = torch.optim.SGD(body.parameters(), 0.01)
            of_head = torch.optim.SGD(head.parameters(), 0.01)
            for epoch in range(4):
                losses = []
                for number, (batch,) in enumerate(loader):
                    loss = head(body(batch)).mean()
                    of_body.zero_grad(); of_head.zero_grad(); loss.backward()
                    if epoch == 1 or (epoch == 2 and number % 3):
                        of_body.step()
                    of_head.step()
                    if epoch == 3:
                        of_body.step()
                    losses.append(loss.item())
                print(sum(losses) / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        self.assertEqual(len(means), 4)
        for mean, printed in zip(means, result.stdout.split()):
            self.assertAlmostEqual(mean, float(printed), places=6)

    def test_the_loss_is_that_of_the_known_optimizer_also_when_others_step_before_it(self):
        result, place = self.run_script("""
            other = torch.nn.Linear(4, 1)
            of_other = torch.optim.SGD(other.parameters(), 0.01)
            def step_of_other(batch):
                of_other.zero_grad(); (100 + other(batch).mean()).backward(); of_other.step()
            for epoch in range(3):
                losses = []
                for (batch,) in loader:
                    for _ in range(epoch):
                        step_of_other(batch)
                    losses.append(step(batch))
                    if epoch:
                        step_of_other(batch)
                print(sum(losses) / len(losses))
            """)
        means = [e["logs"]["loss"] for e in self.events(place / "run", "epoch_ended")]
        self.assertEqual(len(means), 3)
        # In the second epoch a loss of the other one comes before it is known that there is another.
        for mean, printed in list(zip(means, result.stdout.split()))[2:]:
            self.assertAlmostEqual(mean, float(printed), places=6)

    def test_optimizers_that_follow_each_other_are_told_apart(self):
        # Each new one may get the address of the one before.
        result, place = self.run_script("""
            for fold in range(3):
                model = torch.nn.Linear(4, 1)
                optimizer = torch.optim.SGD(model.parameters(), 0.01)
                loader = DataLoader(TensorDataset(torch.ones(40, 4)), batch_size=4)
                for epoch in range(2):
                    for (batch,) in loader:
                        step(batch)
                del optimizer
            """)
        self.assertEqual(result.returncode, 0, result.stderr)
        for name in ("run", "run-2", "run-3"):
            ended = self.events(place / name, "epoch_ended", "run_ended")
            self.assertEqual([e.get("epoch") for e in ended], [0, 1, None], name)
            steps = self.events(place / name, "step")
            self.assertEqual(max(e["step"] for e in steps), 10)

    @unittest.skipUnless(hasattr(os, "fork"), "this system cannot fork")
    def test_processes_by_fork_that_train_tell_their_ends(self):
        result, place = self.run_script("""
            import multiprocessing
            def train():
                for epoch in range(2):
                    for (batch,) in loader:
                        step(batch)
            processes = [multiprocessing.get_context("fork").Process(target=train) for _ in range(2)]
            for process in processes:
                process.start()
                process.join()
            print([process.exitcode for process in processes])
            """)
        self.assertEqual(result.stdout.strip(), "[0, 0]", result.stderr)
        for name in ("run", "run-2"):
            self.assertEqual(self.events(place / name)[-1]["reason"], {"kind": "completed"})


if __name__ == "__main__":
    unittest.main()
