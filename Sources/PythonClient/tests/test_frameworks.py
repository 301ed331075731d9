"""Eighteen checks of real scripts, for each framework that is installed here.

A framework that is missing is skipped, and the skip says so.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from steering import HANGS, Script, checked, script_environment  # noqa: E402

SCRIPTS = HERE / "scripts"
BACKENDS = {"jax": "jax", "torch": "torch", "tensorflow": "tensorflow"}


def has(*modules):
    """True when all modules can be imported."""
    return all(importlib.util.find_spec(module) for module in modules)


class FrameworkTests(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = os.path.join(self.temporary.name, "run")

    def assert_all(self, checks):
        self.assertEqual(checks.failed, [], checks.output[-2000:])
        self.assertEqual(len(checks.passed), 18)

    def check_keras(self, backend, one_line):
        if not has("keras", BACKENDS[backend]):
            self.skipTest("Keras on %s is not installed" % backend)
        environment = {"KERAS_BACKEND": backend, "EPOCHS": "100000"}
        if one_line:
            environment["ONE_LINE"] = "1"
        script = [str(SCRIPTS / "keras_digits.py")]
        self.assert_all(checked(script, self.folder, environment, is_hooked=not one_line))

    def test_keras_on_jax_with_one_line(self):
        self.check_keras("jax", True)

    def test_keras_on_jax_unchanged(self):
        self.check_keras("jax", False)

    def test_keras_on_torch_with_one_line(self):
        self.check_keras("torch", True)

    def test_keras_on_torch_unchanged(self):
        self.check_keras("torch", False)

    def test_keras_on_tensorflow_with_one_line(self):
        self.check_keras("tensorflow", True)

    def test_keras_on_tensorflow_unchanged(self):
        self.check_keras("tensorflow", False)

    def check_keras_schedule(self, backend, **environment):
        """The sum of the rates that take effect is how far a weight with a gradient of 1 moves."""
        if not has("keras", BACKENDS[backend]):
            self.skipTest("Keras on %s is not installed" % backend)
        result = subprocess.run(
            [sys.executable, str(SCRIPTS / "keras_schedule.py")], text=True, capture_output=True,
            env=script_environment(self.folder, dict(environment, KERAS_BACKEND=backend), is_hooked=True),
            timeout=HANGS, check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr[-2000:])
        expected, moved = map(float, result.stdout.split()[-2:])
        self.assertAlmostEqual(moved, expected, places=4)

    def test_a_factor_holds_under_a_schedule_of_keras_on_jax(self):
        self.check_keras_schedule("jax")

    def test_a_factor_holds_under_a_schedule_with_mixed_precision(self):
        self.check_keras_schedule("jax", MIXED="1")

    def test_a_factor_holds_under_a_schedule_of_keras_on_torch(self):
        self.check_keras_schedule("torch")

    def test_a_factor_holds_under_a_schedule_of_keras_on_tensorflow(self):
        self.check_keras_schedule("tensorflow")

    def test_a_factor_holds_where_a_callback_writes_the_rate_in_each_batch(self):
        for backend in BACKENDS:
            for place in ("begin", "end"):
                with self.subTest(backend=backend, place=place):
                    self.folder += "-"
                    self.check_keras_schedule(backend, WRITES=place)

    def test_an_unchanged_torch_loop(self):
        if not has("torch"):
            self.skipTest("PyTorch is not installed")
        script = [str(SCRIPTS / "torch_digits.py"), "--epochs", "100000"]
        checks = checked(
            script, self.folder, is_hooked=True, callback="reduce_lr_on_plateau", can_stop=False
        )
        self.assert_all(checks)

    def test_a_torch_loop_with_three_lines(self):
        if not has("torch"):
            self.skipTest("PyTorch is not installed")
        script = [str(SCRIPTS / "torch_own_loop.py")]
        self.assert_all(checked(script, self.folder, {"EPOCHS": "100000"}))

    def assert_same_output(self, script, environment):
        """Runs a script alone and joined, and compares what it prints to the byte."""
        outputs = []
        for folder in ("", self.folder):
            result = subprocess.run(
                [sys.executable, str(SCRIPTS / script)], text=True, capture_output=True, timeout=HANGS,
                env=script_environment(folder, environment, is_hooked=True), check=True,
            )
            outputs.append([line for line in result.stdout.splitlines() if "/step" not in line])
        self.assertTrue(any("weights" in line for line in outputs[0]))
        self.assertEqual(*outputs)

    def test_nothing_changes_in_keras_when_nobody_steers(self):
        if not has("keras", "jax"):
            self.skipTest("Keras on JAX is not installed")
        self.assert_same_output("keras_digits.py", {"KERAS_BACKEND": "jax"})

    def test_nothing_changes_in_torch_when_nobody_steers(self):
        if not has("torch"):
            self.skipTest("PyTorch is not installed")
        self.assert_same_output("torch_digits.py", {})

    def test_an_edited_patience_decides_in_keras(self):
        if not has("keras", "jax"):
            self.skipTest("Keras on JAX is not installed")
        environment = {"KERAS_BACKEND": "jax", "EPOCHS": "100000"}
        run = Script(
            [sys.executable, str(SCRIPTS / "keras_digits.py")], self.folder, environment, True
        )
        self.addCleanup(run.process.kill)
        run.wait(lambda: len(run.events("epoch_ended")) >= 2)
        run.ask("pause")
        run.ask("set_learning_rate", value=1e-12)
        run.ask("edit", callback="early_stopping", field="patience", value=1)
        run.ask("resume")
        ended = run.wait(lambda: run.events("run_ended"))[0]
        self.assertEqual(run.finish()[0], 0)
        self.assertEqual(ended["reason"]["name"], "EarlyStopping")
        self.assertEqual(ended["reason"]["evidence"]["patience"], 1)

    def test_a_raised_patience_decides_for_a_metric_that_an_evaluator_computes(self):
        if not has("keras", "jax"):
            self.skipTest("Keras on JAX is not installed")
        run = Script(
            [sys.executable, str(SCRIPTS / "keras_detector.py"), "100000"], self.folder,
            {"KERAS_BACKEND": "jax"},
        )
        self.addCleanup(run.process.kill)
        run.wait(lambda: run.events("epoch_ended"))
        run.ask("pause")
        # From now on nothing counts as better, and the script's own patience of 4 would end it.
        run.ask("edit", callback="early_stopping", field="min_delta", value=0.9)
        run.ask("edit", callback="reduce_lr_on_plateau", field="min_delta", value=0.9)
        answer = run.ask("edit", callback="early_stopping", field="patience", value=7)
        self.assertEqual((answer["old"], answer["new"]), (4, 7))
        run.ask("resume")
        ended = run.wait(lambda: run.events("run_ended"))[0]
        self.assertEqual(run.finish()[0], 0)
        self.assertEqual(ended["reason"]["name"], "EarlyStopping")
        evidence = ended["reason"]["evidence"]
        self.assertEqual(
            (evidence["monitor"], evidence["wait"], evidence["patience"]), ("val/mAP", 7, 7)
        )
        # The evaluator has worked once in each epoch, for both callbacks.
        epochs = [event["epoch"] for event in run.events("epoch_ended")]
        self.assertEqual([event["epoch"] for event in run.events("evaluated")], epochs)
        self.assertTrue([e for e in run.events("learning_rate") if e["by"] == "ReduceLROnPlateau"])


if __name__ == "__main__":
    unittest.main()
