"""Every line that the client writes fits the schema of docs/run-folder.md."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
CLIENT = str(HERE.parent.parent)
sys.path.insert(0, str(HERE.parent))

from schema import faults  # noqa: E402
from steering import HANGS  # noqa: E402

SCHEMA = HERE.parents[3] / "docs" / "run-folder.schema.json"

SCRIPT = """
import json, math, os, time
import plateau_client as client
folder = os.environ["PLATEAU_RUN"]
rate = [0.1]
run = client.loop(
    "schema", learning_rate=(lambda: rate[0], lambda r: rate.__setitem__(0, r)),
    save=lambda: "checkpoints/a.npz", seed="7", network="none", sample_unit="rows",
    callbacks=[client.EarlyStopping("val_loss", patience=3, baseline=None),
               client.ReduceLROnPlateau("val_loss", patience=1, factor=0.5)])
commands = [
    {"command": "pause"}, {"command": "resume"}, {"command": "set_learning_rate", "value": 0.01},
    {"command": "set_learning_rate", "factor": 0.5}, {"command": "set_learning_rate", "by": 0.001},
    {"command": "set_learning_rate", "by": -1},
    {"command": "edit", "callback": "early_stopping", "field": "patience", "value": 4},
    {"command": "edit", "callback": "early_stopping", "field": "patience", "value": 4},
    {"command": "edit", "callback": "early_stopping", "field": "patience", "value": -1},
    {"command": "reset", "callback": "early_stopping"}, {"command": "undo"}, {"command": "redo"},
    {"command": "move", "callback": "early_stopping", "by": 1}, {"command": "save"},
    {"command": "evaluate"}, {"command": "dance"}, {"command": "stop_after", "epoch": 8}, {"command": "step_epoch"},
    {"command": "cancel", "waiting": "step_epoch"}, {"command": "stop", "when": "after_epoch"},
    {"command": "cancel", "waiting": "stop"}]
for epoch in run.epochs(9):
    for batch in run.batches(range(40)):
        run.log(loss=math.nan if batch % 9 == 0 else 1 / (1 + batch), bad="text")
        time.sleep(0.005)
        if epoch == 1 and batch < len(commands):
            with open(os.path.join(folder, "commands.jsonl"), "a") as file:
                file.write(json.dumps(dict(commands[batch], id=str(batch))) + "\\n")
                file.write("nonsense\\n" if batch == 3 else "")
    run.run.measured({"val/mAP": 0.25}, by="test")
    run.run.message("test", "a message")
    for batch in run.batches(range(5)):
        run.log(val_loss=0.5)
"""


@unittest.skipUnless(SCHEMA.exists(), "docs/run-folder.schema.json is not beside the sources")
class SchemaTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            run = os.path.join(folder, "run")
            environment = dict(os.environ, PLATEAU_RUN=run, PYTHONPATH=CLIENT)
            subprocess.run([sys.executable, "-c", SCRIPT], env=environment, check=True, timeout=HANGS)
            text = Path(run, "events.jsonl").read_text(encoding="utf-8")
        cls.events = [json.loads(line) for line in text.splitlines()]

    def test_every_event_fits(self):
        event = self.schema["$defs"]["event"]
        for line in self.events:
            with self.subTest(line["event"]):
                self.assertEqual(faults(line, event, self.schema), [], line)

    def test_the_script_writes_all_kinds_that_a_loop_has(self):
        kinds = {line["event"] for line in self.events}
        expected = {
            "run_started", "epoch_started", "step", "validation_started", "measured",
            "epoch_ended", "learning_rate", "improved", "checkpoint", "message", "warning",
            "paused", "resumed", "applied", "refused", "run_ended",
        }
        self.assertEqual(expected - kinds, set())

    def test_a_checkpoint_that_was_asked_for_has_its_step(self):
        def places(kind, command=None):
            return [
                (line["epoch"], line["step"]) for line in self.events
                if line["event"] == kind
                and (command is None or line["request"]["command"] == command)
            ]

        self.assertEqual(places("checkpoint"), places("applied", "save"))

    def test_requests_that_are_carried_out_fit_as_commands(self):
        command = self.schema["$defs"]["command"]
        requests = [line["request"] for line in self.events if line["event"] == "applied"]
        self.assertGreater(len(requests), 8)
        for request in requests:
            with self.subTest(request["command"]):
                self.assertEqual(faults(request, command, self.schema), [])

    def test_a_damaged_event_does_not_fit(self):
        line = dict(self.events[0], info={"name": 7})
        self.assertNotEqual(faults(line, self.schema["$defs"]["event"], self.schema), [])


if __name__ == "__main__":
    unittest.main()
