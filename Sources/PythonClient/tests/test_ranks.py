"""Ranks obey at the same step, and no asymmetry makes a script hang that would not hang alone."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
CLIENT = str(HERE.parent.parent)
sys.path.insert(0, CLIENT)

from plateau_client import ranks as ranks_module  # noqa: E402
from plateau_client.process_group import current_ranks  # noqa: E402
from plateau_client.ranks import Ranks  # noqa: E402
from plateau_client.requests import parse_request  # noqa: E402
from steering import HANGS  # noqa: E402

try:
    import torch.distributed as distributed

    HAS_RANKS = distributed.is_available()
except ImportError:
    HAS_RANKS = False

SCRIPT = """
import hashlib, os, signal, sys, time, torch, torch.distributed as dist, plateau_client
dist.init_process_group("gloo")
rank, mode = dist.get_rank(), sys.argv[1]
torch.manual_seed(0)
weight = torch.nn.Parameter(torch.zeros(8))
optimizer = torch.optim.SGD([weight], lr=0.1)
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / 200))
joins = {"first alone": rank == 0, "second alone": rank == 1}.get(mode, True)
steps = 240 if rank == 0 or mode != "uneven" else 600
run = plateau_client.loop("ranks", optimizer=optimizer) if joins else None
def train(batches):
    for step in batches:
        if mode == "dies" and rank == 1 and step == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        weight.grad = torch.full((8,), 0.001 * (step % 7))
        if mode == "shared":
            dist.all_reduce(weight.grad)
        optimizer.step()
        scheduler.step()
        time.sleep(0.004)
if joins:
    for epoch in run.epochs(1):
        train(run.batches(range(steps)))
else:
    train(range(steps))
print(rank, hashlib.md5(weight.detach().numpy().tobytes()).hexdigest(), flush=True)
os._exit(0)
"""


class FakeStore:
    """A key-value store in memory."""

    def __init__(self):
        self.values = {}

    def set(self, key, value):
        self.values[key] = value

    def get(self, key):
        return self.values[key].encode()

    def check(self, keys):
        return all(key in self.values for key in keys)

    def wait(self, keys, timeout):
        if not self.check(keys):
            raise TimeoutError

    def delete_key(self, key):
        self.values.pop(key, None)


def request(command):
    """A request as it arrives."""
    return parse_request(json.dumps({"command": command, "id": "1"}))


class ProtocolTests(unittest.TestCase):
    def setUp(self):
        # Both ranks run on one thread here: a rank that waited would wait for itself.
        patience, ranks_module.PATIENCE = ranks_module.PATIENCE, 0.02
        self.addCleanup(setattr, ranks_module, "PATIENCE", patience)

    def test_a_request_reaches_both_ranks_at_the_same_safe_point(self):
        store = FakeStore()
        first, second = Ranks(store, 0, 2), Ranks(store, 1, 2)
        waiting = [request("pause")]
        taken = {0: [], 1: []}

        def take():
            items, waiting[:] = list(waiting), []
            return items

        for count in range(1, 5000):
            for rank, ranks in ((0, first), (1, second)):
                for item in ranks.safe_point(take, None):
                    taken[rank].append((count, item.command))
        self.assertEqual(len(taken[0]), 1)
        self.assertEqual(taken[0], taken[1])

    def test_a_process_that_cannot_reach_the_others_refuses(self):
        refused = []
        ranks = Ranks(None, 0, 2)
        got = ranks.safe_point(lambda: [request("stop")], lambda item, why: refused.append(why))
        self.assertFalse(got)
        self.assertIn("cannot reach the others", refused[0])

    def test_workers_of_tensorflow_are_several_processes(self):
        cluster = {"cluster": {"worker": ["a:1", "b:1"]}, "task": {"type": "worker", "index": 1}}
        self.addCleanup(os.environ.pop, "TF_CONFIG", None)
        os.environ["TF_CONFIG"] = json.dumps(cluster)
        ranks = current_ranks()
        self.assertEqual((ranks.rank, ranks.size, ranks.is_first), (1, 2, False))

    def test_until_all_have_joined_requests_wait_and_then_are_refused(self):
        ranks = Ranks(FakeStore(), 0, 2)
        ranks._begun -= 60
        refused = []
        for _ in range(5):
            got = ranks.safe_point(lambda: [request("pause")], lambda item, why: refused.append(why))
            self.assertFalse(got)
        self.assertIn("not all ranks have the callback", refused[0])

    def test_a_rank_that_counts_differently_ends_steering_on_all(self):
        store = FakeStore()
        first, second = Ranks(store, 0, 2), Ranks(store, 1, 2)
        for count in range(4000):
            first.safe_point(list, lambda item, why: None)
            second.safe_point(list, None)
            if count == 3000:
                second._count += 3
        refused = []
        for _ in range(20_000):
            first.safe_point(lambda: [request("pause")], lambda item, why: refused.append(why))
        self.assertTrue(refused)
        self.assertIn("no longer keep step", refused[0])

    def test_a_goodbye_frees_the_others(self):
        store = FakeStore()
        first, second = Ranks(store, 0, 2), Ranks(store, 1, 2)
        for _ in range(100):
            first.safe_point(list, None)
            second.safe_point(list, None)
        first.say_goodbye()
        begun = time.monotonic()
        for _ in range(100_000):
            second.safe_point(list, None)
        self.assertLess(time.monotonic() - begun, 5)


@unittest.skipUnless(HAS_RANKS, "PyTorch with process groups is not installed")
class ProcessTests(unittest.TestCase):
    def run_ranks(self, mode, steer=False):
        """Runs two ranks; returns exit codes, outputs and the events.

        A rank that waits for another one hangs for longer than this.
        """
        with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
            probe.bind(("localhost", 0))
            port = probe.getsockname()[1]
            probe.close()
            run = os.path.join(folder, "run")
            processes = []
            for rank in range(2):
                environment = dict(
                    os.environ, RANK=str(rank), WORLD_SIZE="2", MASTER_ADDR="localhost",
                    MASTER_PORT=str(port), PYTHONPATH=CLIENT, PLATEAU_RUN=run, OMP_NUM_THREADS="1",
                )
                processes.append(
                    subprocess.Popen(
                        [sys.executable, "-c", SCRIPT, mode], env=environment, text=True,
                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                    )
                )
            events = Path(run, "events.jsonl")
            if steer:
                self.steer(events, processes)
            outputs = [process.communicate(timeout=HANGS)[0] for process in processes]
            codes = [process.returncode for process in processes]
            lines = []
            if events.exists():
                lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
            return codes, outputs, lines

    def steer(self, events, processes):
        """Asks for new rates once the first rank trains."""
        deadline = time.monotonic() + HANGS
        while time.monotonic() < deadline and processes[0].poll() is None:
            if events.exists() and b'"step"' in events.read_bytes():
                break
            time.sleep(0.01)
        forms = {"value": 0.037}, {"factor": 0.3}, {"by": 0.0007}
        with open(events.parent / "commands.jsonl", "a", encoding="utf-8") as file:
            for form in forms:
                line = dict({"command": "set_learning_rate", "id": "1"}, **form)
                file.write(json.dumps(line) + "\n")
            file.write('{"command":"undo","id":"2"}\n')

    def hashes(self, outputs):
        """The checksum of each rank's weights."""
        # On a busy machine, the process group may print a warning of its own.
        return [re.search(r"\b[0-9a-f]{32}\b", output).group() for output in outputs]

    def test_a_rate_reaches_both_ranks_at_the_same_step(self):
        codes, outputs, events = self.run_ranks("shared", steer=True)
        self.assertEqual(codes, [0, 0], outputs)
        changes = [(e["old"], e["new"]) for e in events if e["event"] == "applied"]
        self.assertEqual(len(changes), 4)
        self.assertAlmostEqual(changes[1][1], 0.037 * 0.3)
        self.assertAlmostEqual(changes[2][1], 0.037 * 0.3 + 0.0007)
        self.assertAlmostEqual(changes[3][1], 0.037 * 0.3)
        self.assertEqual(*self.hashes(outputs))

    def test_the_callback_on_the_first_rank_alone_is_refused(self):
        codes, outputs, events = self.run_ranks("first alone", steer=True)
        self.assertEqual(codes, [0, 0], outputs)
        self.assertNotIn("applied", [event["event"] for event in events])
        self.assertEqual(*self.hashes(outputs))

    def test_the_callback_on_the_second_rank_alone_hangs_nothing(self):
        codes, outputs, events = self.run_ranks("second alone")
        self.assertEqual((codes, events), ([0, 0], []), outputs)

    def test_uneven_ranks_end_as_they_would_alone(self):
        codes, outputs, _ = self.run_ranks("uneven")
        self.assertEqual(codes, [0, 0], outputs)

    def test_a_rank_that_dies_leaves_the_other_alone(self):
        codes, outputs, _ = self.run_ranks("dies")
        self.assertEqual(codes, [0, -9], outputs)


if __name__ == "__main__":
    unittest.main()
