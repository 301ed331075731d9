"""The scripts on the pages in docs/scripts do what the pages say."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CLIENT = Path(__file__).resolve().parent.parent
PAGES = CLIENT.parent.parent / "docs" / "scripts"
HOOK = str(CLIENT / "plateau_client" / "hook")


def scripts(page):
    """The scripts of a page, in order."""
    return re.findall(r"^```python\n(.*?)^```", (PAGES / page).read_text(), re.M | re.S)


def without_added(script):
    """A script without the lines of the client."""
    return "".join(line for line in script.splitlines(True) if not line.rstrip().endswith("# added"))


class PagesTests(unittest.TestCase):
    def run_script(self, script, is_hooked):
        """Runs a script in a folder of its own; returns its events."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "train.py").write_text(script)
            paths = [HOOK, str(CLIENT)] if is_hooked else [str(CLIENT)]
            environment = dict(
                os.environ, PYTHONPATH=os.pathsep.join(paths), PLATEAU_RUN=os.path.join(folder, "run"),
                KERAS_BACKEND=os.environ.get("KERAS_BACKEND", "jax"), YOLO_OFFLINE="true",
                YOLO_CONFIG_DIR=folder,
            )
            result = subprocess.run(
                [sys.executable, "train.py"], cwd=folder, env=environment, capture_output=True,
                text=True, timeout=300, check=False,
            )
            self.assertEqual(result.returncode, 0, result.stderr[-2000:])
            lines = (Path(folder) / "run" / "events.jsonl").read_text().splitlines()
            return [json.loads(line) for line in lines]

    def check(self, page, module, framework, callbacks, number=0):
        for name in module.split():
            if importlib.util.find_spec(name) is None:
                self.skipTest("%s is not installed" % name)
        script = scripts(page)[number]
        plain = without_added(script)
        runs = [(script, False)] if "plateau_client" in script else []
        if "plateau_client" not in plain:
            runs.append((plain, True))
        for text, is_hooked in runs:
            with self.subTest(is_hooked=is_hooked):
                events = self.run_script(text, is_hooked)
                info = events[0]["info"]
                self.assertEqual(info["framework"], framework)
                # Frameworks add schedulers of their own.
                found = [c["name"] for c in info["callbacks"] if not c["name"].endswith("LR")]
                self.assertEqual(found, callbacks)
                ends = [e for e in events if e["event"] == "epoch_ended"]
                self.assertGreater(len(ends), 1)
                self.assertGreater(ends[0]["learning_rate"], 0)
                self.assertEqual(events[-1]["event"], "run_ended")

    def test_keras(self):
        self.check("keras.md", "keras jax", "keras", ["EarlyStopping", "ReduceLROnPlateau"])

    def test_keras_with_an_evaluator(self):
        script = scripts("keras.md")[1]
        for name in ("keras", "jax"):
            if importlib.util.find_spec(name) is None:
                self.skipTest("%s is not installed" % name)
        ends = [e for e in self.run_script(script, True) if e["event"] == "epoch_ended"]
        self.assertIn("val/mAP", ends[0]["logs"])

    def test_pytorch(self):
        self.check("pytorch.md", "torch", "torch", ["ReduceLROnPlateau"])

    def test_pytorch_with_three_lines(self):
        self.check("pytorch.md", "torch", "torch", ["EarlyStopping"], number=1)

    def test_lightning(self):
        self.check("lightning.md", "lightning", "lightning", ["EarlyStopping"])

    def test_transformers(self):
        self.check(
            "transformers.md", "transformers accelerate", "transformers", ["EarlyStoppingCallback"])

    def test_ultralytics(self):
        self.check("ultralytics.md", "ultralytics", "ultralytics", ["EarlyStopping"])

    def test_mmengine(self):
        self.check(
            "mmengine.md", "mmengine", "mmengine", ["CheckpointHook", "EarlyStoppingHook"])

    def test_any_loop(self):
        self.check("any-loop.md", "numpy", "python", ["EarlyStopping"])


if __name__ == "__main__":
    unittest.main()
