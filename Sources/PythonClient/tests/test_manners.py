"""Whatever happens to the disk, the process or the commands, the script does what it would do alone."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from steering import HANGS

CLIENT = str(Path(__file__).resolve().parent.parent)
ROUNDS = int(os.environ.get("PLATEAU_ROUNDS", "20"))

SCRIPT = """
import sys, time
import plateau_client
run = plateau_client.loop("script", learning_rate=(lambda: 0.1, lambda rate: None))
total = 0.0
for epoch in run.epochs(3):
    for batch in run.batches(range(60)):
        total += 1 / (1 + batch + epoch)
        run.log(loss=total)
        time.sleep(PACE)
    print(epoch, total, flush=True)
print("done")
sys.exit(7)
"""


def script(pace=0.003):
    """The text of the script; it ends with the code 7."""
    return SCRIPT.replace("PACE", str(pace))


def run(folder, text=None, prepare=None):
    """Runs the script to its end; returns its exit code and what it printed."""
    environment = dict(os.environ, PYTHONPATH=CLIENT, PLATEAU_RUN=str(folder))
    result = subprocess.run(
        [sys.executable, "-c", text or script()], env=environment, capture_output=True, text=True,
        timeout=HANGS, preexec_fn=prepare, check=False,
    )
    return result.returncode, result.stdout, result.stderr


def lines(folder):
    """The lines of the events; raises when one is damaged."""
    text = (Path(folder) / "events.jsonl").read_bytes()
    return [json.loads(line) for line in text.split(b"\n") if line], text.endswith(b"\n")


class MannersTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.expected = run("")[:2]
        assert cls.expected[0] == 7

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "run"

    def tearDown(self):
        self.temporary.cleanup()

    def assert_unmoved(self, result):
        self.assertEqual(result[:2], self.expected)
        self.assertLessEqual(len(result[2].splitlines()), 1, result[2])

    def test_a_run_is_written_and_the_script_is_the_same(self):
        self.assert_unmoved(run(self.folder))
        events, is_whole = lines(self.folder)
        self.assertTrue(is_whole)
        self.assertEqual(events[0]["event"], "run_started")
        self.assertEqual(events[-1]["reason"], {"kind": "completed"})
        self.assertEqual(sum(e["event"] == "epoch_ended" for e in events), 3)

    def test_a_line_of_the_client_stands_below_an_open_bar(self):
        code = """
import sys, types
sys.modules["tqdm"] = types.SimpleNamespace(tqdm=types.SimpleNamespace(_instances=[object()]))
sys.stderr.write("  0%|  ")
from plateau_client.writer import say
say("steers")
"""
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env=dict(os.environ, PYTHONPATH=CLIENT),
        )
        self.assertEqual(result.stderr, "  0%|  \nplateau: steers\n")

    def test_an_empty_variable_switches_it_off(self):
        self.assert_unmoved(run(""))

    def test_a_disk_that_is_full_costs_one_line(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))

        result = run(self.folder, prepare=limit)
        self.assert_unmoved(result)
        self.assertIn("too large", result[2])

    def test_a_file_system_that_hangs_holds_nothing_up(self):
        hang = """
import time, plateau_client.writer
plateau_client.writer.claim = lambda *_: time.sleep(1_000_000)
"""
        begun = time.monotonic()
        self.assert_unmoved(run(self.folder, hang + script()))
        self.assertLess(time.monotonic() - begun, 20)

    def test_a_pipe_instead_of_the_events_blocks_nothing(self):
        self.folder.mkdir()
        os.mkfifo(self.folder / "events.jsonl")
        self.assert_unmoved(run(self.folder))

    def test_a_pipe_instead_of_the_commands_blocks_nothing(self):
        self.folder.mkdir()
        os.mkfifo(self.folder / "commands.jsonl")
        self.assert_unmoved(run(self.folder))
        self.assertIn("warning", [e["event"] for e in lines(self.folder)[0]])

    def test_a_folder_instead_of_the_commands_is_told(self):
        (self.folder / "commands.jsonl").mkdir(parents=True)
        self.assert_unmoved(run(self.folder))
        self.assertIn("warning", [e["event"] for e in lines(self.folder)[0]])

    def test_a_folder_that_cannot_be_made_costs_one_line(self):
        self.folder.write_text("a file")
        self.assert_unmoved(run(self.folder))

    def test_a_folder_that_is_removed_is_made_again(self):
        text = script(pace=0.01)
        environment = dict(os.environ, PYTHONPATH=CLIENT, PLATEAU_RUN=str(self.folder))
        process = subprocess.Popen(
            [sys.executable, "-c", text], env=environment, stdout=subprocess.PIPE, text=True
        )
        while not (self.folder / "events.jsonl").exists():
            time.sleep(0.01)
        time.sleep(0.2)
        shutil.rmtree(self.folder)
        output, _ = process.communicate(timeout=HANGS)
        self.assertEqual((process.returncode, output), self.expected)
        self.assertEqual(lines(self.folder)[0][0]["event"], "run_started")

    def test_hostile_commands_are_answered_or_told(self):
        self.folder.mkdir()
        hostile = [
            b"not json", b"[]", b"\xff\xfe\x00", b'{"command":"dance"}', b"x" * 2_000_000,
            b'{"command":"dance","id":"1"}', b"[" * 100_000, b'{"command":"edit","value":{}}',
            b'{"command":"edit","callback":"nobody","field":"x","value":1,"id":"2"}',
            b'{"command":"move","callback":"nobody","by":1,"id":"3"}',
            b'{"command":"set_learning_rate","value":"nan","id":"4"}',
        ]
        (self.folder / "commands.jsonl").write_bytes(b"\n".join(hostile) + b"\n")
        self.assert_unmoved(run(self.folder))
        refused = [e["request"]["id"] for e in lines(self.folder)[0] if e["event"] == "refused"]
        self.assertEqual(refused, ["1", "2", "3", "4"])

    def test_an_error_of_the_script_is_the_reason_and_stays_its_own(self):
        fault = 'raise ValueError("bad shape")'
        code, _, error = run(self.folder, script().replace("print(epoch, total, flush=True)", fault))
        self.assertEqual(code, 1)
        self.assertIn("ValueError: bad shape", error)
        reason = lines(self.folder)[0][-1]["reason"]
        self.assertEqual(reason, {"kind": "failed", "why": "ValueError: bad shape"})

    def test_a_break_is_told_as_the_scripts_own_end(self):
        text = script().replace("print(epoch, total, flush=True)", "break")
        self.assertEqual(run(self.folder, text)[0], 7)
        reason = lines(self.folder)[0][-1]["reason"]
        self.assertEqual((reason["kind"], reason["name"]), ("callback", "the script"))

    def test_a_run_that_is_there_is_never_overwritten(self):
        run(self.folder)
        before = (self.folder / "events.jsonl").read_bytes()
        self.assert_unmoved(run(self.folder))
        self.assertEqual((self.folder / "events.jsonl").read_bytes(), before)
        self.assertEqual(lines(str(self.folder) + "-2")[0][-1]["event"], "run_ended")

    def test_a_run_that_resumes_goes_on_in_its_folder(self):
        run(self.folder)
        run(self.folder, script().replace("epochs(3)", "epochs(5, start=3)"))
        starts = [e["info"] for e in lines(self.folder)[0] if e["event"] == "run_started"]
        self.assertEqual([s.get("first_epoch", 0) for s in starts], [0, 3])

    def test_a_second_process_leaves_a_run_that_is_alive_alone(self):
        environment = dict(os.environ, PYTHONPATH=CLIENT, PLATEAU_RUN=str(self.folder))
        resuming = script(pace=0.01).replace("epochs(3)", "epochs(4, start=1)")
        first = subprocess.Popen(
            [sys.executable, "-c", script(pace=0.02).replace("epochs(3)", "epochs(3000)")],
            env=environment, stdout=subprocess.DEVNULL,
        )
        self.addCleanup(first.kill)
        while not (self.folder / "events.jsonl").exists():
            time.sleep(0.01)
        time.sleep(0.1)
        code, _, error = run(self.folder, resuming)
        first.kill()
        first.wait()
        self.assertEqual(code, 7)
        self.assertIn("another process is training", error)
        starts = [e for e in lines(self.folder)[0] if e["event"] == "run_started"]
        self.assertEqual(len(starts), 1)

    def test_kills_leave_whole_lines(self):
        environment = dict(os.environ, PYTHONPATH=CLIENT)
        generator = random.Random(7)
        text = script(pace=0.0005).replace("epochs(3)", "epochs(300)")
        for number in range(ROUNDS):
            folder = Path(self.temporary.name) / str(number)
            environment["PLATEAU_RUN"] = str(folder)
            process = subprocess.Popen(
                [sys.executable, "-c", text], env=environment, stdout=subprocess.DEVNULL
            )
            while not (folder / "events.jsonl").exists():
                time.sleep(0.005)
            time.sleep(generator.uniform(0.0, 0.2))
            process.send_signal(generator.choice([signal.SIGKILL, signal.SIGTERM]))
            process.wait(timeout=HANGS)
            events, is_whole = lines(folder)
            self.assertTrue(is_whole or not events)
            shutil.rmtree(folder)


if __name__ == "__main__":
    unittest.main()
