"""The load of the machine, from recorded files of the system."""

import json
import os
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent))
sys.path.insert(0, str(HERE.parent))

from plateau_client import machine, writer  # noqa: E402
from schema import faults  # noqa: E402

SCHEMA = json.loads((HERE.parents[3] / "docs" / "run-folder.schema.json").read_text())


class MachineTests(unittest.TestCase):
    def test_times_of_the_cores(self):
        text = "cpu  1623 110 932 190431 842 0 61 12 0 0\ncpu0 1"
        self.assertEqual(machine._times(text), (2738, 194011))
        for text in ("", "\n", "intr 1 2 3", "cpu", "cpu a b c d", "cpu 1 2 3"):
            self.assertIsNone(machine._times(text))

    def test_memory(self):
        text = "MemTotal: 65768648 kB\nMemFree: 1 kB\nMemAvailable: 52614920 kB\n"
        self.assertEqual(
            machine._memory(text),
            {"memory_used": (65768648 - 52614920) * 1024, "memory": 65768648 * 1024},
        )
        self.assertEqual(machine._memory("MemTotal: many kB\n"), {})

    def test_a_reading_fits_the_schema_and_is_taken_once(self):
        with tempfile.TemporaryDirectory() as folder:
            reader = machine.Machine(folder, interval=0.02)
            end = time.monotonic() + 20
            reading = None
            while reading is None and time.monotonic() < end:
                reading = reader.take()
            reader.close()
            self.assertIn("disk_free", reading)
            event = dict({"event": "machine", "time": 1.0}, **reading)
            self.assertEqual(faults(event, SCHEMA["$defs"]["event"], SCHEMA), [])

    def test_whoever_wants_it_is_called_at_each_turn(self):
        asked = threading.Event()
        with tempfile.TemporaryDirectory() as folder:
            tested = writer.Writer(os.path.join(folder, "run"), "run", False)
            tested.put({"event": "run_started", "time": 1.0, "info": {"name": "run"}})
            tested.on_turn = asked.set
            self.assertTrue(asked.wait(20))
            tested.close()

    def test_a_run_tells_it_only_with_other_news(self):
        before, machine.INTERVAL = machine.INTERVAL, 0.02
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "run")
                tested = writer.Writer(path, "run", False)
                tested.put({"event": "run_started", "time": 1.0, "info": {"name": "run"}})
                events = Path(path) / "events.jsonl"

                def kinds():
                    lines = events.read_text().splitlines() if events.exists() else []
                    return [json.loads(line)["event"] for line in lines]

                time.sleep(0.5)
                self.assertNotIn("machine", kinds()[1:])
                tested.put({"event": "epoch_started", "time": 2.0, "epoch": 0})
                end = time.monotonic() + 20
                while "machine" not in kinds() and time.monotonic() < end:
                    time.sleep(0.05)
                tested.close()
                self.assertEqual(kinds()[0], "run_started")
                self.assertIn("machine", kinds())
        finally:
            machine.INTERVAL = before


if __name__ == "__main__":
    unittest.main()
