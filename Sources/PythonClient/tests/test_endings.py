"""An unchanged PyTorch loop ends in uncommon ways: its code and output are its own, and its run has an end."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
from pathlib import Path

from steering import HANGS, script_environment

HEAD = """
    import os, signal, sys
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    def parts(workers=0):
        torch.manual_seed(0)
        model = torch.nn.Linear(4, 1)
        optimizer = torch.optim.SGD(model.parameters(), 0.01)
        loader = DataLoader(TensorDataset(torch.ones(40, 4)), batch_size=4, num_workers=workers)
        return model, optimizer, loader

    def train(epochs, workers=0, after=lambda epoch, number: None):
        model, optimizer, loader = parts(workers)
        for epoch in range(epochs):
            for number, (batch,) in enumerate(loader):
                loss = model(batch).pow(2).mean()
                optimizer.zero_grad(); loss.backward(); optimizer.step()
                after(epoch, number)
        return model.weight.sum().item()
    """


@unittest.skipIf(importlib.util.find_spec("torch") is None, "PyTorch is not installed")
class EndingTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.place = Path(temporary.name)

    def start(self, text, folder=None, is_hooked=True, **options):
        """Starts a script with the hook, or without."""
        path = self.place / "train.py"
        path.write_text(textwrap.dedent(HEAD) + textwrap.dedent(text))
        environment = script_environment(str(folder or self.place / "run"), is_hooked=is_hooked)
        if not is_hooked:
            del environment["PLATEAU_RUN"]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
        process = subprocess.Popen([sys.executable, str(path)], env=environment, **options)
        self.addCleanup(process.kill)
        return process

    def finish(self, text, **options):
        """Runs a script to its end; returns its exit code and what it wrote."""
        process = self.start(text, **options)
        output, errors = process.communicate(timeout=HANGS)
        return process.returncode, output, errors

    def events(self, name="run"):
        path = self.place / name / "events.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def reason(self):
        """The reason of the one run that there is."""
        self.assertEqual([p.name for p in self.place.glob("run*")], ["run"])
        kinds = [event["event"] for event in self.events()]
        self.assertEqual((kinds.count("run_started"), kinds.count("run_ended")), (1, 1))
        return self.events()[-1]["reason"]

    def test_workers_of_a_loader_are_no_runs(self):
        text = "print(train(3, workers=2))"
        code, output, errors = self.finish(text)
        self.assertEqual((code, output), self.finish(text, is_hooked=False)[:2], errors)
        self.assertEqual(self.reason(), {"kind": "completed"})
        self.assertEqual(sum(e["event"] == "epoch_ended" for e in self.events()), 3)

    def test_children_by_spawn_that_only_compute_are_no_runs(self):
        code, output, errors = self.finish("""
            import multiprocessing

            def double(number):
                return float(torch.tensor(2.0) * number)

            if __name__ == "__main__":
                train(2)
                with multiprocessing.get_context("spawn").Pool(2) as pool:
                    print(sum(pool.map(double, range(5))))
                train(1)
            """)
        self.assertEqual((code, output), (0, "20.0\n"), errors)
        self.assertTrue(all(p.name in ("run", "run-2") for p in self.place.glob("run*")))
        self.assertEqual(self.events()[-1]["reason"], {"kind": "completed"})

    def test_an_exit_code_of_the_scripts_own_stays(self):
        code, _, errors = self.finish("train(2); sys.exit(3)")
        self.assertEqual(code, 3, errors)
        self.assertIn("kind", self.reason())

    def test_an_exit_within_an_epoch_keeps_its_code(self):
        code, _, errors = self.finish("""
            train(9, after=lambda epoch, number: sys.exit(3) if (epoch, number) == (1, 4) else None)
            """)
        self.assertEqual(code, 3, errors)
        self.reason()

    def test_ctrl_c_is_the_scripts_own(self):
        text = """
            def after(epoch, number):
                if (epoch, number) == (1, 4):
                    os.kill(os.getpid(), signal.SIGINT)
            try:
                train(9, after=after)
            except KeyboardInterrupt:
                print("kept a checkpoint")
                raise
            """
        code, output, _ = self.finish(text)
        self.assertEqual((code, output), self.finish(text, is_hooked=False)[:2])
        self.assertEqual(output, "kept a checkpoint\n")
        self.assertEqual(self.reason()["kind"], "failed")

    def test_sigterm_ends_it_at_once_and_leaves_whole_lines(self):
        process = self.start("import time; train(10**6, after=lambda e, n: time.sleep(0.005))")
        deadline = time.monotonic() + HANGS
        while not any(e["event"] == "step" for e in self.whole_events()):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=HANGS)
        self.assertEqual(process.returncode, -signal.SIGTERM)
        self.assertTrue((self.place / "run/events.jsonl").read_bytes().endswith(b"\n"))

    def whole_events(self):
        try:
            return self.events()
        except ValueError:
            return []  # Half a line is there.

    def test_sigterm_that_the_script_handles_reaches_it(self):
        code, output, errors = self.finish("""
            def save(number, frame):
                print("saved")
                sys.exit(15)
            signal.signal(signal.SIGTERM, save)
            def after(epoch, number):
                if (epoch, number) == (1, 4):
                    os.kill(os.getpid(), signal.SIGTERM)
            train(9, after=after)
            """)
        self.assertEqual((code, output), (15, "saved\n"), errors)
        self.reason()

    def test_an_error_keeps_its_traceback(self):
        text = """
            def after(epoch, number):
                if (epoch, number) == (1, 4):
                    raise ValueError("a batch of the script")
            train(9, after=after)
            """
        code, output, errors = self.finish(text)
        plain = self.finish(text, is_hooked=False)
        self.assertEqual((code, output), plain[:2])
        own = [line for line in errors.splitlines() if not line.startswith("plateau:")]
        self.assertEqual(own, plain[2].splitlines())
        self.assertEqual(self.reason()["why"], "ValueError: a batch of the script")

    def test_closed_outputs_hold_nothing_up(self):
        code, _, _ = self.finish("""
            os.close(1); os.close(2)
            with open(sys.argv[0] + ".done", "w") as file:
                file.write(str(train(3)))
            """)
        self.assertTrue((self.place / "train.py.done").exists())
        self.assertEqual(self.reason(), {"kind": "completed"})

    @unittest.skipUnless(os.path.isdir("/proc/self"), "only /proc refuses everybody a folder")
    def test_a_folder_that_cannot_be_written_costs_one_line(self):
        text = "print(train(3))"
        plain = self.finish(text, is_hooked=False)
        code, output, errors = self.finish(text, folder="/proc/self/run")
        self.assertEqual((code, output), plain[:2])
        own = [line for line in errors.splitlines() if "training goes on without it" in line]
        self.assertEqual(len(own), 1, errors)


if __name__ == "__main__":
    unittest.main()
