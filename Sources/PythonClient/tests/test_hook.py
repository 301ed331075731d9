"""The import hook joins what it finds and disturbs nothing else."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

from steering import HANGS, Script

CLIENT = Path(__file__).resolve().parent.parent
HOOK = str(CLIENT / "plateau_client" / "hook")

# A package with the names of Keras's, so that the hook can be tested without Keras.
FAKE_KERAS = {
    "keras/__init__.py": "from keras.src.models.model import Model",
    "keras/callbacks.py": """
        class Callback:
            def __init__(self):
                self.params = None
            def set_params(self, params):
                self.params = params
            def set_model(self, model):
                self.model = model
        """,
    "keras/src/__init__.py": "",
    "keras/src/models/__init__.py": "",
    "keras/src/models/model.py": """
        class CallbackList:
            def __init__(self, callbacks, model, **params):
                self.callbacks = list(callbacks or [])
                for callback in self.callbacks:
                    callback.set_model(model)
                    callback.set_params(params)
            def call(self, name, *arguments):
                for callback in list(self.callbacks):
                    getattr(callback, name, lambda *_: None)(*arguments)
            def train_begins(self):
                self.call("on_train_begin", {})
        class Optimizer:
            learning_rate = 0.5
        class Model:
            name = "fake"
            trainable_weights = metrics = ()
            stop_training = False
            batches = steps = 4
            def __init__(self):
                self.optimizer = Optimizer()
            def fit(self, x=None, epochs=1, callbacks=None, initial_epoch=0):
                callbacks = CallbackList(callbacks, self, epochs=epochs, steps=self.steps)
                callbacks.train_begins()
                for epoch in range(initial_epoch, epochs):
                    callbacks.call("on_epoch_begin", epoch)
                    for step in range(self.batches + (self.steps is None)):
                        callbacks.call("on_train_batch_begin", step)
                        if step == self.batches:
                            break  # Keras looks for another batch where it does not know their number.
                        callbacks.call("on_train_batch_end", step, {"loss": 1 / (1 + step)})
                    callbacks.call("on_epoch_end", epoch, {"loss": 0.5})
                callbacks.call("on_train_end", {})
                return "history"
        """,
}


class HookTests(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.place = Path(self.temporary.name)
        self.folder = self.place / "run"

    def write(self, files):
        """Writes the modules that scripts of this test can import."""
        for name, text in files.items():
            path = self.place / "modules" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")

    def run_script(self, text, folder=None, options=()):
        """Runs a script with the hook; returns its output and what it wrote on standard error."""
        environment = dict(
            os.environ, PYTHONPATH=os.pathsep.join([HOOK, str(self.place / "modules")]),
            PLATEAU_RUN=str(self.folder) if folder is None else folder,
        )
        result = subprocess.run(
            [sys.executable, *options, "-c", textwrap.dedent(text)], env=environment,
            capture_output=True, text=True, timeout=HANGS, check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.strip(), result.stderr.strip()

    def events(self):
        """The names of the run's events."""
        text = (self.folder / "events.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def test_an_unchanged_script_joins_and_one_line_says_so(self):
        self.write(FAKE_KERAS)
        script = """
            import keras
            mine = []
            print(keras.Model().fit([1], epochs=2, callbacks=mine), mine)
            """
        output, said = self.run_script(script)
        self.assertEqual(output, "history []")
        self.assertEqual(len(said.splitlines()), 1)
        self.assertIn("Keras", said)
        kinds = [event["event"] for event in self.events()]
        self.assertEqual(kinds.count("epoch_ended"), 2)
        self.assertEqual(self.events()[-1]["reason"], {"kind": "completed"})

    def test_a_loop_of_fits_of_one_epoch_is_one_run(self):
        self.write(FAKE_KERAS)
        script = """
            import keras
            model = keras.Model()
            for number in range(3):
                model.fit([1])
            model.fit([1], epochs=2)
            keras.Model().fit([1])
            """
        self.run_script(script)
        ended = [event["epoch"] for event in self.events() if event["event"] == "epoch_ended"]
        self.assertEqual(ended, [0, 1, 2])
        starts = [e["info"] for e in self.events() if e["event"] == "run_started"]
        self.assertEqual([s.get("first_epoch", 0) for s in starts], [0, 1, 2])
        self.assertEqual([s["epochs"] for s in starts], [1, 0, 0])
        self.assertTrue((self.place / "run-2").exists() and (self.place / "run-3").exists())
        self.assertFalse((self.place / "run-4").exists())

    def test_the_last_step_is_told_where_the_total_is_not_known(self):
        self.write(FAKE_KERAS)
        self.run_script("""
            import keras
            keras.Model.batches, keras.Model.steps = 75, None
            keras.Model().fit([1], epochs=2)
            """)
        steps = [event for event in self.events() if event["event"] == "step"]
        self.assertEqual({e["epoch"]: e["step"] for e in steps}, {0: 75, 1: 75})
        self.assertEqual(steps[-1]["logs"], {"loss": 0.5})

    def test_the_last_step_has_no_metrics_of_the_epoch(self):
        self.write(FAKE_KERAS)
        self.run_script("""
            import keras.callbacks
            keras.Model.batches, keras.Model.steps = 75, None
            class Score(keras.callbacks.Callback):
                def on_epoch_end(self, epoch, logs=None):
                    logs.update(f1=0.7, val_loss=2.0)
            keras.Model().fit([1], epochs=1, callbacks=[Score()])
            """)
        events = {event["event"]: event for event in self.events()}
        self.assertEqual(events["step"]["logs"], {"loss": 0.5})
        self.assertEqual(events["epoch_ended"]["logs"], {"loss": 0.5, "f1": 0.7, "val_loss": 2.0})

    def test_an_epoch_without_a_total_that_is_stopped_counts_its_steps(self):
        self.write(FAKE_KERAS)
        self.run_script("""
            import keras.callbacks
            from plateau_client import Run
            keras.Model.batches, keras.Model.steps = 75, None
            class Stop(keras.callbacks.Callback):
                def on_epoch_end(self, epoch, logs=None):
                    Run.active.control._stop_reason = {"kind": "person", "when": "now"}
            keras.Model().fit([1], epochs=1, callbacks=[Stop()])
            """)
        events = self.events()
        step = [event for event in events if event["event"] == "step"][-1]
        ended = [event for event in events if event["event"] == "epoch_ended"][-1]
        self.assertEqual((step["step"], step["steps"]), (75, 0))
        self.assertEqual((ended["broken_off"], ended["step"]), (True, 75))

    def test_an_evaluation_is_of_the_epoch_of_the_run(self):
        self.write(FAKE_KERAS)
        script = """
            import keras, keras.callbacks, plateau_client
            model = keras.Model()
            for number in range(3):
                model.fit([1], callbacks=[plateau_client.Evaluation(lambda: 0.5)])
            """
        self.run_script(script)
        told = [event["epoch"] for event in self.events() if event["event"] == "evaluated"]
        self.assertEqual(told, [0, 1, 2])

    def test_an_evaluation_counts_the_epochs_of_the_run(self):
        self.write(FAKE_KERAS)
        script = """
            import keras, keras.callbacks, plateau_client
            model = keras.Model()
            for number in range(5):
                model.fit([1], callbacks=[plateau_client.Evaluation(lambda: 0.5, every=2)])
            """
        self.run_script(script)
        told = [event["epoch"] for event in self.events() if event["event"] == "evaluated"]
        self.assertEqual(told, [1, 3])

    def test_a_rate_that_a_callback_writes_at_the_end_of_an_epoch_is_multiplied(self):
        self.write(FAKE_KERAS)
        script = """
            import keras, keras.callbacks
            from plateau_client.requests import parse_request
            from plateau_client.run import Run
            asks = {
                1: '{"command": "set_learning_rate", "factor": 0.5, "source": "test"}',
                9: '{"command": "undo", "source": "test"}',
            }
            class Writes(keras.callbacks.Callback):
                step = 0
                def on_train_batch_begin(self, batch, logs=None):
                    if self.step in asks:
                        Run.active._inbox.append(parse_request(asks[self.step]))
                    self.step += 1
                def on_epoch_end(self, epoch, logs=None):
                    self.model.optimizer.learning_rate = 0.5 - 0.1 * (epoch + 1)
            keras.Model().fit([1], epochs=4, callbacks=[Writes()])
            """
        self.run_script(script)
        changes = [(e["old"], e["new"]) for e in self.events() if e["event"] == "learning_rate"]
        self.assertEqual(changes, [(0.5, 0.25), (0.15, 0.3)])

    def test_fits_of_one_epoch_with_folders_or_names_of_their_own_are_runs_of_their_own(self):
        self.write(FAKE_KERAS)
        (self.place / "file").write_text("no folder can be in it")
        script = """
            import os, keras, keras.callbacks, plateau_client
            model = keras.Model()
            def fit(**options):
                model.fit([1], callbacks=[plateau_client.keras(**options)])
            os.chdir(%r)
            fit(folder="one"); fit(folder="one"); fit(folder="two")
            os.environ["PLATEAU_RUN"] = "three"
            fit(); fit()
            os.environ["PLATEAU_RUN"] = "four"
            fit(); fit(name="five"); fit(name="five")
            fit(folder="file/run"); fit(folder="file/run")
            """ % str(self.place)
        self.run_script(script)
        starts = {}
        for path in self.place.glob("**/events.jsonl"):
            events = [json.loads(line) for line in path.read_text().splitlines()]
            starts[str(path.parent.relative_to(self.place))] = [
                e["info"].get("first_epoch", 0) for e in events if e["event"] == "run_started"
            ]
        two = [0, 1]
        self.assertEqual(starts, {"one": two, "two": [0], "three": two, "four": [0], "four-2": two})

    def test_what_is_asked_in_a_loop_of_fits_of_one_epoch_lasts(self):
        self.write(FAKE_KERAS)
        script = textwrap.dedent("""
            import os, sys, time
            sys.path.insert(0, %r)
            import keras, keras.callbacks
            from plateau_client import Run
            class Schedule(keras.callbacks.Callback):
                def on_epoch_begin(self, epoch):
                    self.model.optimizer.learning_rate = 0.5
                def on_train_batch_begin(self, step):
                    time.sleep(0.02)
                    while step == 1 and not self.model.has_begun and not Run.active.requests:
                        time.sleep(0.01)
            model = keras.Model()
            model.has_begun = False
            while not os.path.exists(%r):
                model.fit([1], callbacks=[Schedule()])
                model.has_begun = True
            """) % (str(self.place / "modules"), str(self.place / "run-2"))
        run = Script([sys.executable, "-c", script], str(self.folder), is_hooked=True)
        self.addCleanup(run.process.kill)
        run.wait(lambda: run.events("run_started"))
        run.ask("step_epoch")
        paused = run.wait(lambda: run.events("paused"))[0]
        self.assertEqual((paused["epoch"], paused["step"]), (1, 0))
        # Again, from the pause between two fits.
        run.ask("step_epoch")
        paused = run.wait(lambda: run.events("paused")[1:])[0]
        self.assertEqual((paused["epoch"], paused["step"]), (2, 0))
        run.ask("set_learning_rate", value=0.05)
        run.ask("stop_after", epoch=40)
        run.ask("resume")
        ended = run.wait(lambda: [e for e in run.events("run_ended") if e["reason"]["kind"] == "person"])
        self.assertEqual(run.finish()[0], 0)
        self.assertEqual([e["epoch"] for e in run.events("epoch_ended")], list(range(40)))
        self.assertEqual(ended[0]["reason"]["when"], "after_epoch")
        rates = [e["learning_rate"] for e in run.events("epoch_ended")]
        self.assertEqual(rates, [0.5] * 2 + [0.05] * 38)
        self.assertEqual(len(run.events("paused")), 2)

    def test_a_loop_of_fits_of_one_epoch_may_count_its_epochs(self):
        self.write(FAKE_KERAS)
        script = """
            import keras
            model = keras.Model()
            for number in range(3):
                model.fit([1], initial_epoch=number, epochs=number + 1)
            """
        self.run_script(script)
        ended = [event["epoch"] for event in self.events() if event["event"] == "epoch_ended"]
        self.assertEqual(ended, [0, 1, 2])

    def test_a_fit_of_one_epoch_ends_its_run_at_once_and_keeps_no_model_alive(self):
        self.write(FAKE_KERAS)
        script = """
            import gc, keras, os, time, threading, weakref
            from plateau_client import Run
            model = keras.Model()
            for number in range(2):
                model.fit([1])
                assert Run.active is None
                text = open(os.environ["PLATEAU_RUN"] + "/events.jsonl").read()
                assert text.count("run_ended") == number + 1
            alive = weakref.ref(model)
            del model
            gc.collect()
            assert alive() is None
            time.sleep(1)
            raise SystemExit(0)
            """
        self.run_script(script)
        ends = [event for event in self.events() if event["event"] == "run_ended"]
        self.assertEqual([end["reason"] for end in ends], [{"kind": "completed"}] * 2)
        self.assertLess(ends[-1]["seconds"], 1)

    def test_a_best_value_is_told_once_in_a_loop_of_fits(self):
        self.write(FAKE_KERAS)
        script = """
            import keras, keras.callbacks
            class ModelCheckpoint(keras.callbacks.Callback):
                best, monitor, save_best_only = 0.3, "loss", True
                filepath, mode = "best.keras", "min"
            model, saving = keras.Model(), ModelCheckpoint()
            for number in range(3):
                model.fit([1], callbacks=[saving])
            saving.best = 0.2
            model.fit([1], callbacks=[saving])
            """
        self.run_script(script)
        for kind in ("improved", "checkpoint"):
            told = [event["epoch"] for event in self.events() if event["event"] == kind]
            self.assertEqual(told, [0, 3])

    def test_a_stop_in_the_last_fit_of_a_loop_leaves_later_fits_alone(self):
        self.write(FAKE_KERAS)
        script = """
            import json, keras, keras.callbacks, os, time
            from plateau_client import Run
            class Stops(keras.callbacks.Callback):
                def on_train_batch_begin(self, step):
                    if step == 1:
                        while not os.path.exists(os.environ["PLATEAU_RUN"] + "/events.jsonl"):
                            time.sleep(0.01)
                        time.sleep(0.2)  # Until the requests of the fits before are passed over.
                        with open(os.environ["PLATEAU_RUN"] + "/commands.jsonl", "a") as file:
                            print(json.dumps({"command": "stop", "when": "now"}), file=file)
                        while not Run.active.requests:
                            time.sleep(0.01)
            model = keras.Model()
            model.fit([1])
            model.fit([1], callbacks=[Stops()])
            print(model.fit([1], epochs=3))
            """
        output, _ = self.run_script(script)
        self.assertEqual(output, "history")
        kinds = [e["reason"]["kind"] for e in self.events() if e["event"] == "run_ended"]
        self.assertEqual(kinds, ["completed", "person"])

    def test_empty_switches_it_off(self):
        self.write(FAKE_KERAS)
        output, said = self.run_script("import keras; print(keras.Model().fit([1]))", folder="")
        self.assertEqual((output, said), ("history", ""))
        self.assertFalse(self.folder.exists())

    def test_another_sitecustomize_still_runs(self):
        self.write({"sitecustomize.py": "import builtins; builtins.other_ran = True"})
        for folder in (None, ""):
            output, _ = self.run_script("print(other_ran)", folder=folder)
            self.assertEqual(output, "True")

    def test_a_module_of_the_users_named_plateau_is_the_one_imported(self):
        self.write({"plateau.py": "whose = 'mine'"})
        output, _ = self.run_script("import plateau; print(plateau.whose)")
        self.assertEqual(output, "mine")

    def test_a_script_without_a_framework_makes_no_run_and_says_nothing(self):
        output, said = self.run_script("print(1 + 1)")
        self.assertEqual((output, said), ("2", ""))
        self.assertFalse(self.folder.exists())

    def test_a_framework_that_is_not_as_expected_is_told_once_and_works(self):
        self.write(dict(FAKE_KERAS, **{"keras/src/models/model.py": "class Model:\n    x = 7\n"}))
        output, said = self.run_script("import keras; print(keras.Model.x)")
        self.assertEqual(output, "7")
        self.assertIn("has no fit", said)
        self.assertEqual(len(said.splitlines()), 1)

    def test_an_error_of_the_script_passes_through_and_is_the_reason(self):
        self.write(FAKE_KERAS)
        script = """
            import keras
            class Bad(keras.callbacks.Callback):
                def on_train_batch_end(self, batch, logs):
                    raise KeyError("mine")
            import keras.callbacks
            try:
                keras.Model().fit([1], callbacks=[Bad()])
            except KeyError as error:
                print("caught", error)
            """.replace("import keras\n", "import keras, keras.callbacks\n", 1)
        output, _ = self.run_script(script)
        self.assertEqual(output, "caught 'mine'")
        self.assertEqual(self.events()[-1]["reason"]["why"], "KeyError: 'mine'")

    def test_forked_children_write_nothing(self):
        script = """
            import os, keras, keras.callbacks
            class Forks(keras.callbacks.Callback):
                def on_train_batch_end(self, batch, logs):
                    child = os.fork()
                    if child == 0:
                        keras.Model
                        os._exit(0)
                    os.waitpid(child, 0)
            keras.Model().fit([1], epochs=2, callbacks=[Forks()])
            """
        self.write(FAKE_KERAS)
        self.run_script(script)
        kinds = [event["event"] for event in self.events()]
        self.assertEqual((kinds.count("run_started"), kinds.count("run_ended")), (1, 1))

    def test_a_script_that_ends_just_after_its_run_waits_for_the_disk(self):
        self.run_script("""
            import time, plateau_client
            from plateau_client import ending, journal
            append = journal.Journal.append
            def slow(self, lines):
                if b"run_ended" in lines:
                    time.sleep(0.8)
                return append(self, lines)
            journal.Journal.append = slow
            ending.MOMENT = 0.1
            for epoch in plateau_client.loop("left").epochs(9):
                break
            time.sleep(0.5)
            """)
        self.assertEqual(self.events()[-1]["reason"]["kind"], "callback")

    def test_a_process_by_fork_tells_its_end_after_its_parent_has_trained(self):
        self.write(FAKE_KERAS)
        script = """
            import os, keras, multiprocessing
            def train():
                import plateau_client
                model = keras.Model()
                model.fit([1], epochs=2)
                for epoch in plateau_client.loop("left").epochs(9):
                    if epoch == 3:
                        break
            keras.Model().fit([1], epochs=2)
            process = multiprocessing.get_context("fork").Process(target=train)
            process.start()
            process.join()
            print(process.exitcode)
            """
        output, _ = self.run_script(script)
        self.assertEqual(output, "0")
        ends = []
        for name in ("run-2", "run-3"):
            lines = (self.place / name / "events.jsonl").read_text().splitlines()
            ends.append(json.loads(lines[-1]).get("reason", {}).get("kind"))
        self.assertEqual(ends, ["completed", "callback"])


if __name__ == "__main__":
    unittest.main()
