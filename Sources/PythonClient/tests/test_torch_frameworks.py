"""Scripts of Lightning, Hugging Face, Ultralytics and MMEngine: told, steered, and left as they are.

A framework that is not installed is skipped, and the test says so.
"""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import types
import unittest
from unittest import mock

from steering import CLIENT, HANGS, Script, checked

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scripts")


def linear(epoch, steps, epochs):
    """The rate of the Hugging Face script's schedule after an epoch."""
    done, total = (epoch + 1) * steps, steps * epochs
    return 5e-3 * (total - done) / (total - 20)


def falling(epoch, steps, epochs):
    """The rate of the Ultralytics script's schedule in an epoch."""
    return 0.01 * (max(1 - epoch / epochs, 0) * (1.0 - 0.01) + 0.01)


class FrameworkChecks:
    """What is asked of each framework; its subclasses name the script."""

    module = script = ""
    callback = "early_stopping"
    parameter = "patience"
    pace = "0.004"
    schedule = None
    stops_by = "EarlyStopping"
    hopeless_rate = 1e-12

    @classmethod
    def setUpClass(cls):
        if importlib.util.find_spec(cls.module) is None:
            raise unittest.SkipTest("%s is not installed" % cls.module)

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = os.path.join(self.temporary.name, "run")

    def environment(self, **more):
        return dict({"OUT": os.path.join(self.temporary.name, "out"), "SLOW": self.pace}, **more)

    def start(self, is_hooked=False, **more):
        command = [sys.executable, os.path.join(SCRIPTS, self.script)]
        if not is_hooked:
            more["ONE_LINE"] = "1"
        script = Script(command, self.folder, self.environment(**more), is_hooked)
        self.addCleanup(script.process.stdout.close)
        self.addCleanup(script.process.wait)
        self.addCleanup(script.process.kill)
        return script

    def assert_eighteen(self, is_hooked):
        more = {} if is_hooked else {"ONE_LINE": "1"}
        checks = checked(
            [os.path.join(SCRIPTS, self.script)], self.folder, self.environment(**more), is_hooked,
            callback=self.callback, parameter=self.parameter, rate_checker=self.rate_checker(),
        )
        self.assertEqual(checks.failed, [], getattr(checks, "output", "")[-3000:])
        self.assertEqual(len(checks.passed), 18)

    def assert_last_measured(self, step, **more):
        """The measurement that ends training within an epoch is told before that epoch's end."""
        script = self.start(**more)
        self.assertEqual(script.finish()[0], 0)
        last, ended = script.events("measured", "epoch_ended")[-2:]
        self.assertEqual((last["event"], last.get("step")), ("measured", step))
        self.assertTrue(ended["broken_off"])
        self.assertEqual(script.events("run_ended")[0]["reason"]["kind"], "callback")

    def rate_checker(self):
        """Compares the rate with a tenth of the schedule's; None where no schedule moves it."""
        if self.schedule is None:
            return None

        def holds(rate, asked):
            events = Script.events(self)
            info = events[0]["info"]
            epoch = [e for e in events if e["event"] == "epoch_ended"][-1]["epoch"]
            scheduled = type(self).schedule(epoch, info["steps_per_epoch"], info["epochs"])
            return abs(rate / scheduled - 0.1) < 1e-6

        return holds

    def test_an_unchanged_script_is_steered(self):
        self.assert_eighteen(is_hooked=True)

    def test_a_script_with_one_line_is_steered(self):
        self.assert_eighteen(is_hooked=False)

    def test_the_weights_are_the_same_with_and_without(self):
        weights = []
        for way in ("alone", "hook", "line"):
            with tempfile.TemporaryDirectory() as out:
                environment = dict(
                    os.environ, OUT=out, EPOCHS="3", PLATEAU_RUN=os.path.join(out, "run"),
                    OMP_NUM_THREADS="1",
                )
                path = [CLIENT]
                if way == "hook":
                    path.insert(0, os.path.join(CLIENT, "plateau_client", "hook"))
                elif way == "line":
                    environment["ONE_LINE"] = "1"
                else:
                    environment["PLATEAU_RUN"] = ""
                environment["PYTHONPATH"] = os.pathsep.join(path)
                result = subprocess.run(
                    [sys.executable, os.path.join(SCRIPTS, self.script)], env=environment,
                    capture_output=True, text=True, timeout=HANGS, check=False,
                )
                self.assertEqual(result.returncode, 0, result.stderr[-2000:])
                weights += [w for w in result.stdout.splitlines() if w.startswith("weights ")]
                is_told = os.path.exists(os.path.join(out, "run", "events.jsonl"))
                self.assertEqual(is_told, way != "alone")
        self.assertEqual(len(weights), 3)
        self.assertEqual(len(set(weights)), 1, weights)

    def test_an_edited_patience_decides(self):
        script = self.start(is_hooked=True)
        script.wait(lambda: script.events("epoch_ended"))
        self.assertEqual(script.ask("pause")["event"], "applied")
        edit = dict(callback=self.callback, field=self.parameter, value=1)
        self.assertEqual(script.ask("edit", **edit)["event"], "applied")
        answer = script.ask("set_learning_rate", value=self.hopeless_rate)
        self.assertEqual(answer["event"], "applied")
        script.ask("resume")
        ended = script.wait(lambda: script.events("run_ended"))[0]
        self.assertEqual(ended["reason"]["kind"], "callback", ended)
        self.assertEqual(ended["reason"]["name"], self.stops_by)
        self.assertEqual(script.finish()[0], 0)

    def test_a_stop_in_a_pause_between_epochs_trains_no_further_epoch(self):
        script = self.start(is_hooked=True)
        script.wait(lambda: script.events("step"))
        script.ask("step_epoch")
        paused = script.wait(lambda: script.events("paused"))[-1]
        self.assertEqual(paused["step"], 0)
        epochs = len(script.events("epoch_ended"))
        self.assertEqual(script.ask("stop", when="now")["event"], "applied")
        ended = script.wait(lambda: script.events("run_ended"))[0]
        reason = {"kind": "person", "when": "now", "via": "checks"}
        self.assertEqual(ended["reason"], reason)
        self.assertEqual(len(script.events("epoch_ended")), epochs)
        self.assertEqual(script.finish()[0], 0)


class LightningTests(FrameworkChecks, unittest.TestCase):
    module, script = "lightning", "lightning_points.py"

    def test_a_stop_before_min_epochs_is_refused_with_the_reason(self):
        script = self.start(LEAST="50")
        script.wait(lambda: script.events("step"))
        answer = script.ask("stop", when="now")
        self.assertEqual(answer["event"], "refused")
        self.assertIn("min_epochs=50", answer["why"])

    def test_validations_inside_an_epoch_are_told_with_counters(self):
        script = self.start(EVERY="0.2", PATIENCE="7")
        measured = script.wait(lambda: script.events("measured"))[0]
        self.assertEqual(measured["step"], 10)
        self.assertIn("val_loss", measured["values"])
        state = measured["callbacks"][0]
        self.assertEqual((state["unit"], state["left"]), ("validations", 7 - state["wait"]))

    def test_the_validation_that_stops_within_an_epoch_is_told(self):
        self.assert_last_measured(20, EVERY="0.2", PATIENCE="1", RATE="0", LEAST="0")

    def test_a_value_stands_only_where_it_was_measured(self):
        script = self.start(EPOCHS="4", CHECK="2")
        self.assertEqual(script.finish()[0], 0)
        logs = [event["logs"] for event in script.events("epoch_ended")]
        self.assertEqual(["val_loss" in values for values in logs], [False, True, False, True])
        self.assertEqual(["train_loss" in values for values in logs], 4 * [True])

    def test_a_checkpoint_is_saved_when_asked(self):
        script = self.start()
        script.wait(lambda: script.events("step"))
        self.assertEqual(script.ask("save")["event"], "applied")
        path = script.wait(lambda: script.events("checkpoint"))[0]["path"]
        self.assertTrue(os.path.exists(os.path.join(self.folder, path)), path)

    def test_a_checkpoint_that_replaces_another_is_told_too(self):
        script = self.start(EPOCHS="4", FILE="best", LAST="1")
        script.finish()
        saved = [(e["epoch"], os.path.basename(e["path"])) for e in script.events("checkpoint")]
        last = [epoch for epoch, name in saved if name == "last.ckpt"]
        best = [epoch for epoch, name in saved if name == "best.ckpt"]
        improved = [e["epoch"] for e in script.events("improved") if e["by"] == "ModelCheckpoint"]
        self.assertGreater(len(best), 1)
        self.assertEqual(best, improved)
        self.assertLessEqual(set(best), set(last))  # Earlier versions save the last in each epoch.
        kinds = [e["event"] for e in script.events("improved", "checkpoint")]
        self.assertEqual(kinds[0], "improved")  # Their weights follow it.

    def test_two_ranks_are_steered_together(self):
        self.pace = "0.01"
        environment = self.environment(DEVICES="2")
        checks = checked(
            [os.path.join(SCRIPTS, self.script)], self.folder, environment, is_hooked=True
        )
        self.assertEqual(checks.failed, [], getattr(checks, "output", "")[-3000:])


class TransformersTests(FrameworkChecks, unittest.TestCase):
    module, script = "transformers", "transformers_words.py"
    callback, parameter = "early_stopping_callback", "early_stopping_patience"
    stops_by = "EarlyStoppingCallback"
    schedule = linear

    def test_evaluations_inside_an_epoch_are_told_with_counters(self):
        script = self.start(EVERY="15")
        measured = script.wait(lambda: script.events("measured"))[0]
        self.assertEqual(measured["step"], 15)
        self.assertIn("eval_loss", measured["values"])
        self.assertNotIn("eval_runtime", measured["values"])
        self.assertEqual(measured["callbacks"][0]["unit"], "evaluations")

    def test_the_evaluation_that_stops_within_an_epoch_is_told(self):
        self.assert_last_measured(30, EVERY="15", PATIENCE="1", RATE="0")

    def test_the_loss_of_an_epoch_is_the_mean_of_all_its_steps(self):
        script = self.start(EPOCHS="3")
        said = re.search(r"'train_loss': '?([\d.]+)", script.finish()[1])
        losses = [event["logs"]["loss"] for event in script.events("epoch_ended")]
        self.assertAlmostEqual(sum(losses) / 3, float(said.group(1)), delta=1e-4)

    def test_the_epoch_in_which_it_reaches_its_last_step_counts(self):
        script = self.start(MAX_STEPS="60")
        self.assertEqual(script.finish()[0], 0)
        self.assertEqual([e.get("broken_off") for e in script.events("epoch_ended")], [None, None])
        self.assertEqual(script.events("run_ended")[0]["reason"], {"kind": "completed"})

    def test_all_of_several_sets_are_told_that_it_evaluates_within_an_epoch(self):
        from plateau_client.adapters.transformers import TransformersHooks

        hooks = TransformersHooks()
        hooks.run = mock.Mock()
        hooks.run.links.return_value = []
        hooks.has_epoch, hooks.step, hooks.newest, hooks.measured = True, 30, {}, {}
        for values in ({"eval_a_loss": 1.0}, {"eval_b_loss": 2.0}):
            hooks.on_evaluate(None, None, None, values)
        hooks._tell_measured()
        hooks.run.measured.assert_called_once_with({"eval_a_loss": 1.0, "eval_b_loss": 2.0})
        hooks.on_evaluate(None, None, None, {"eval_a_loss": 3.0})
        hooks._tell_measured()
        hooks.run.measured.assert_called_with({"eval_a_loss": 3.0})

    def test_it_saves_and_evaluates_when_asked(self):
        script = self.start()
        script.wait(lambda: script.events("step"))
        script.ask("pause")
        for command in ("save", "evaluate"):
            self.assertEqual(script.ask(command)["event"], "applied")
        script.ask("resume")
        saved = script.wait(lambda: script.events("checkpoint"))[0]
        self.assertTrue(os.path.isdir(saved["path"]), saved)
        self.assertEqual(saved["path"].rpartition("-")[2], str(saved["step"]))
        script.wait(lambda: script.events("measured"))

    def test_the_epoch_of_the_best_model_is_told_where_it_is_loaded_at_the_end(self):
        script = self.start(EPOCHS="3", BEST="1")
        self.assertEqual(script.finish()[0], 0)
        best = [e["epoch"] for e in script.events("improved")][-1]
        self.assertEqual(script.events("run_ended")[0].get("restored_epoch"), best)

    def test_a_checkpoint_at_the_end_of_an_epoch_has_no_step(self):
        script = self.start(EPOCHS="1")
        script.finish()
        self.assertEqual([e.get("step") for e in script.events("checkpoint")], [None])
        kinds = [e["event"] for e in script.events("improved", "checkpoint")]
        self.assertEqual(kinds[0], "improved")  # Their weights follow it.


class UltralyticsTests(FrameworkChecks, unittest.TestCase):
    module, script = "ultralytics", "ultralytics_shades.py"
    schedule = falling

    def test_saving_before_the_first_validation_is_refused(self):
        script = self.start()
        script.wait(lambda: script.events("step"))
        answer = script.ask("save")
        if not script.events("epoch_ended"):
            self.assertEqual(answer["event"], "refused")
            self.assertIn("first validation", answer["why"])


    def test_the_epoch_of_the_weights_that_the_model_takes_is_told(self):
        script = self.start(EPOCHS="4")
        self.assertEqual(script.finish()[0], 0)
        saved = [e["epoch"] for e in script.events("checkpoint") if e["path"].endswith("best.pt")]
        self.assertIn(script.events("improved")[-1]["epoch"], saved)
        self.assertEqual(script.events("run_ended")[0].get("restored_epoch"), saved[-1])
        kinds = [e["event"] for e in script.events("improved", "checkpoint")]
        self.assertEqual(kinds[0], "improved")  # Their weights follow it.

    def test_a_resumed_training_knows_the_epoch_of_its_best_weights(self):
        import torch

        from plateau_client.adapters.ultralytics import UltralyticsHooks

        trainer = types.SimpleNamespace(
            optimizer=torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1), start_epoch=6,
            stopper=types.SimpleNamespace(best_fitness=0.9, best_epoch=5, patience=40), epochs=9,
            args=types.SimpleNamespace(seed=1), train_loader=[], batch_size=8, model=None,
        )
        for best_fitness, epoch in ((0.9, 4), (0.0, None)):
            trainer.stopper.best_fitness = best_fitness
            hooks = UltralyticsHooks()
            with mock.patch.object(hooks, "may_begin", return_value=True), \
                    mock.patch.object(hooks, "begin"):
                hooks.on_train_start(trainer)
            self.assertFalse(hooks.is_off)
            self.assertEqual(hooks.best_saved, epoch)


class MMEngineTests(FrameworkChecks, unittest.TestCase):
    module, script = "mmengine", "mmengine_points.py"
    callback, stops_by = "early_stopping_hook", "EarlyStoppingHook"
    hopeless_rate = 1.0  # It takes a value equal to the best one for an improvement.

    def test_its_checkpoints_are_told(self):
        script = self.start(EPOCHS="3", SAVES="1")
        script.finish()
        saved = [(e["epoch"], os.path.basename(e["path"])) for e in script.events("checkpoint")]
        each = [(epoch, "epoch_%d.pth" % (epoch + 1)) for epoch in range(3)]
        self.assertEqual([pair for pair in saved if pair in each], each)
        improved = [e["epoch"] for e in script.events("improved") if e["by"] == "EarlyStoppingHook"]
        self.assertEqual([epoch for epoch, name in saved if name.startswith("best")], improved)
        kinds = [e["event"] for e in script.events("improved", "checkpoint")]
        self.assertEqual(kinds[0], "improved")  # Their weights follow it.

    def test_a_loop_of_iterations_is_one_epoch_with_measurements(self):
        script = self.start(ITERATIONS="400", SAVES="10")
        info = script.wait(lambda: script.events("run_started"))[0]["info"]
        self.assertEqual((info["epochs"], info["steps_per_epoch"]), (1, 400))
        measured = script.wait(lambda: script.events("measured"))[0]
        self.assertEqual(measured["step"], 20)
        best = [e for e in script.events("checkpoint") if "best" in e["path"]][0]
        self.assertEqual(best["step"], 20)
        saved = [e for e in script.events("checkpoint") if "iter_10.pth" in e["path"]]
        self.assertEqual([e["step"] for e in saved], [10])
        self.assertEqual(script.ask("stop", when="now")["event"], "applied")
        ended = script.wait(lambda: script.events("run_ended"))[0]
        self.assertEqual(ended["reason"]["kind"], "person")
        self.assertTrue(script.events("epoch_ended")[-1]["broken_off"])

    def test_the_validation_that_stops_a_loop_of_iterations_is_told(self):
        self.assert_last_measured(20, ITERATIONS="400", PATIENCE="1", RATE="1e6")


if __name__ == "__main__":
    unittest.main()
