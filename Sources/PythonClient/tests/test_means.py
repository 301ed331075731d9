"""The means between events: read later, by any thread, and from a GPU without waiting for it."""

import os
import sys
import tempfile
import threading
import tracemalloc
import types
import unittest
import weakref
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import plateau_client as client  # noqa: E402
from plateau_client.means import MOST_KEPT, Means  # noqa: E402
from steering import Script  # noqa: E402

ROUNDS = int(os.environ.get("PLATEAU_ROUNDS", "50"))

try:
    import torch
except ImportError:
    torch = None


def add(means, *values):
    for value in values:
        means.add({"loss": value})


class MeansTests(unittest.TestCase):
    def test_a_part_has_its_own_means_and_those_since_the_epoch_began(self):
        means = Means()
        add(means, 1.0, 2.0)
        first = means.part()
        add(means, 6.0)
        second = means.part()
        self.assertEqual(second.means(), ({"loss": 3.0}, {"loss": 6.0}))
        self.assertEqual(first.means(), ({"loss": 1.5}, {"loss": 1.5}))

    def test_an_epoch_that_begins_leaves_the_parts_of_the_last_one_alone(self):
        means = Means()
        add(means, 1.0)
        part = means.part()
        means.begin_epoch()
        add(means, 5.0)
        self.assertEqual(means.take(), ({"loss": 5.0}, {"loss": 5.0}))
        self.assertEqual(part.means(), ({"loss": 1.0}, {"loss": 1.0}))

    def test_a_metric_that_is_not_there_in_each_step_has_a_mean_of_its_own(self):
        means = Means()
        for values in ({"a": 1.0}, {"a": 3.0, "b": 8.0}, {"text": "no"}):
            means.add(values)
        self.assertEqual(means.take(), ({"a": 2.0, "b": 8.0}, {"a": 2.0, "b": 8.0}))

    def test_metrics_are_told_under_the_names_of_the_framework(self):
        means = Means()
        add(means, 2.0)
        logs, recent = means.take(
            extra={"accuracy": 0.5, "text": "no"}, older={"lr": 0.1}, names={"loss": "train_loss"},
            scale=4,
        )
        self.assertEqual(logs, {"lr": 0.1, "accuracy": 0.5, "train_loss": 8.0})
        self.assertEqual(recent, {"accuracy": 0.5, "train_loss": 8.0})

    def test_a_mean_is_one_of_all_steps_however_many(self):
        means = Means()
        count = 3 * MOST_KEPT
        add(means, *range(count))
        self.assertEqual(means.take()[1], {"loss": (count - 1) / 2})
        add(means, count)
        self.assertEqual(means.take(), ({"loss": count / 2}, {"loss": count}))

    def test_a_function_that_a_script_has_kept_notes_in_later_epochs_too(self):
        means = Means()
        note = means.note
        means.begin_epoch()
        note(loss=2.0)
        self.assertEqual(means.take()[0], {"loss": 2.0})

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_tensors_in_memory_are_read_at_once_and_those_of_several_elements_left_out(self):
        means = Means()
        loss = torch.tensor(1.5, requires_grad=True) * 2
        means.note(loss=loss, one=torch.ones(1, dtype=torch.bfloat16), many=torch.ones(3), n=torch.tensor(4))
        with torch.no_grad():
            loss.mul_(100)  # What the script does with it afterwards does not matter.
        self.assertEqual(means.take()[0], {"loss": 3.0, "one": 1.0, "n": 4})

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_a_metric_may_change_its_kind_from_step_to_step(self):
        means = Means()
        for value in (
            torch.tensor(1.0), 2.0, torch.ones(3), torch.tensor([3.0]), None, "text", 4,
            torch.empty((), device="meta"), torch.tensor(5.0),
        ):
            means.note(loss=value)
        self.assertEqual(means.take()[0], {"loss": 3.0})

    def test_what_nobody_reads_does_not_grow(self):
        class Slow:
            """A number of a library that may still be computing it."""

            def __init__(self, value):
                self.value = value
                alive.add(self)

            def item(self):
                return self.value

        means, alive = Means(), weakref.WeakSet()
        for value in range(10 * MOST_KEPT):
            means.add({"loss": Slow(float(value))})
            self.assertLessEqual(len(alive), MOST_KEPT)
        self.assertEqual(means.take()[0], {"loss": (10 * MOST_KEPT - 1) / 2})

    def test_floats_that_nobody_reads_do_not_grow(self):
        means = Means()
        note = means.note
        note(loss=0.0)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        for value in range(1, 100_000):
            note(loss=float(value))
        self.assertLess(tracemalloc.get_traced_memory()[0], 100_000)
        self.assertEqual(means.take()[0], {"loss": 99_999 / 2})

    def test_the_numbers_of_several_steps_are_added_at_once(self):
        means = Means()
        add(means, 1.0)
        means.note_all("loss", [2.0, 6.0])
        means.note_all("other", [])
        self.assertEqual(means.take()[0], {"loss": 3.0})

    def test_what_is_no_number_is_left_out(self):
        means = Means()
        means.add({"text": "no", "none": None, "list": [1], "complex": 1j, "ok": True, "n": 2})
        self.assertEqual(means.take()[0], {"ok": 1.0, "n": 2.0})

    def test_two_threads_that_read_at_once_come_to_the_same_means(self):
        for _ in range(ROUNDS):
            means = Means()
            parts = []
            for number in range(20):
                add(means, float(number), float(number + 1))
                parts.append(means.part())
            found = [[], []]
            threads = [
                threading.Thread(target=lambda f=f, o=o: f.extend(p.means() for p in o))
                for f, o in zip(found, (parts, parts[::-1]))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            wanted = [({"loss": (n + 1) / 2}, {"loss": n + 0.5}) for n in range(20)]
            self.assertEqual(found[0], wanted)
            self.assertEqual(found[1], wanted[::-1])

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_tensors_are_kept_without_their_graph(self):
        means = Means()
        weight = torch.ones(1, requires_grad=True)
        values = {"loss": (weight * 3).sum(), "many": weight.repeat(2) * 3}
        graph = weakref.ref(values["loss"])
        means.add(values)
        del values
        self.assertIsNone(graph())
        self.assertEqual(means.take()[0], {"loss": 3.0})


class Event:
    """An event of a GPU that has not got there yet."""

    has_happened = False
    waits = 0

    def query(self):
        return self.has_happened

    def synchronize(self):
        Event.waits += 1
        self.has_happened = True


class Scalar:
    """A number on a GPU; reading it waits, which only some may do."""

    is_cpu, is_cuda = False, True
    device = "cuda:0"

    def __init__(self, value):
        self.value = value

    def detach(self):
        return self

    def numel(self):
        return 1

    def reshape(self, shape):
        return self

    def to(self, device, non_blocking=False):
        assert device == "cpu" and non_blocking
        return self

    def item(self):
        return self.value


class Stack(list):
    def sum(self, dtype):
        return Scalar(sum(value.value for value in self))


class GPUTests(unittest.TestCase):
    def setUp(self):
        self.event = Event()
        Event.waits = 0
        self.is_capturing = False
        stream = types.SimpleNamespace(record_event=lambda: self.event)
        fake = types.SimpleNamespace(
            Tensor=Scalar, stack=Stack, float64=None,
            cuda=types.SimpleNamespace(
                current_stream=lambda device: stream,
                is_current_stream_capturing=lambda: self.is_capturing,
            ),
        )
        patch = mock.patch.dict(sys.modules, {"torch": fake})
        patch.start()
        self.addCleanup(patch.stop)

    def test_a_sum_on_a_gpu_is_asked_for_and_nobody_waits(self):
        means = Means()
        add(means, Scalar(1.0), Scalar(2.0))
        part = means.part(extra={"accuracy": Scalar(0.5)})
        self.assertFalse(part.is_ready)
        self.event.has_happened = True
        self.assertTrue(part.is_ready)
        both = {"accuracy": 0.5, "loss": 1.5}
        self.assertEqual(part.means(), (both, both))
        self.assertEqual(Event.waits, 0)

    def test_the_end_of_an_epoch_waits_for_it(self):
        means = Means()
        add(means, Scalar(1.0), Scalar(2.0))
        self.assertEqual(means.take()[0], {"loss": 1.5})
        self.assertEqual(Event.waits, 1)

    def test_many_tensors_of_a_gpu_are_summed_there(self):
        means = Means()
        add(means, *(Scalar(float(n)) for n in range(3 * MOST_KEPT + 1)))
        means.add({"loss": 7.0})
        self.assertEqual(Event.waits, 0)
        count = 3 * MOST_KEPT + 2
        total = sum(range(3 * MOST_KEPT + 1)) + 7
        self.assertEqual(means.take()[0], {"loss": total / count})

    def test_nobody_waits_for_a_gpu_after_numbers_or_after_a_part_that_was_in_memory(self):
        means = Means()
        first = Scalar(2.0)
        first.is_cpu = True
        add(means, first)
        self.assertEqual(means.take()[0], {"loss": 2.0})
        with mock.patch.object(Scalar, "item") as read:
            add(means, 0.5, Scalar(1.5))
        read.assert_not_called()
        self.assertEqual(means.take()[1], {"loss": 1.0})

    def test_nothing_is_asked_of_a_gpu_while_a_graph_is_recorded(self):
        means = Means()
        add(means, Scalar(1.0))
        part = means.part()
        self.event.has_happened = self.is_capturing = True
        self.assertFalse(part.is_ready)
        self.is_capturing = False
        self.assertTrue(part.is_ready)

    def test_a_step_that_waits_for_a_gpu_is_told_before_what_follows_it(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.join(folder, "run")
            run = client.Run(client.Training(), "gpu", folder)
            run.epoch_started(0)
            means = Means()
            add(means, Scalar(4.0))
            run.part_ended(0, 1, 10, means.part())
            self.assertIsNotNone(run.late)
            run.look_for_late()
            self.assertIsNotNone(run.late)
            run.message("test", "afterwards")
            self.assertIsNone(run.late)
            add(means, Scalar(6.0))
            self.event = Event()
            run.part_ended(0, 2, 10, means.part())
            self.event.has_happened = True
            run.look_for_late()
            self.assertIsNone(run.late)
            run.end()
            events = Script.events(types.SimpleNamespace(folder=folder))
        told = [e["event"] for e in events if e["event"] in ("step", "message")]
        self.assertEqual(told, ["step", "message", "step"])
        steps = [e for e in events if e["event"] == "step"]
        self.assertEqual([s["recent"] for s in steps], [{"loss": 4.0}, {"loss": 6.0}])
        self.assertEqual(steps[1]["logs"], {"loss": 5.0})


class LoopTests(unittest.TestCase):
    def test_a_long_validation_is_averaged_over_all_its_batches(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.join(folder, "run")
            loop = client.loop("loop", folder=folder)
            for _ in loop.epochs(1):
                for batch in loop.batches(range(3)):
                    loop.log(loss=float(batch))
                for batch in loop.batches(range(2000)):
                    loop.log(val_loss=float(batch))
            events = Script.events(types.SimpleNamespace(folder=folder), "epoch_ended")
        self.assertEqual(events[0]["logs"], {"loss": 1.0, "val_loss": 999.5})


    def test_the_last_step_is_told_where_the_total_is_not_known(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.join(folder, "run")
            loop = client.loop("loop", folder=folder)
            for _ in loop.epochs(2):
                for batch in loop.batches(iter(range(75))):
                    loop.log(loss=float(batch))
                for batch in loop.batches(iter(range(5))):
                    loop.log(val_loss=float(batch))
            events = Script.events(types.SimpleNamespace(folder=folder), "step")
        self.assertEqual({e["epoch"]: e["step"] for e in events}, {0: 75, 1: 75})


class AnswerTests(unittest.TestCase):
    def test_the_step_at_which_a_command_is_carried_out_is_told_before_its_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.join(folder, "run")
            loop = client.loop("loop", folder=folder, learning_rate=(lambda: 0.1, print))
            for _ in loop.epochs(1):
                for batch in loop.batches(range(1000)):
                    loop.log(loss=float(batch))
                    if batch == 3:
                        os.makedirs(folder, exist_ok=True)
                        path = os.path.join(folder, "commands.jsonl")
                        with open(path, "a", encoding="utf-8") as file:
                            file.write('{"id":"1","source":"t","command":"stop","when":"now"}\n')
                        while not loop.run._inbox:
                            pass
            events = Script.events(types.SimpleNamespace(folder=folder))
        kinds = [e["event"] for e in events]
        step = events[kinds.index("applied") - 1]
        self.assertEqual((step["event"], step["step"]), ("step", 4))
        self.assertEqual(step["logs"], {"loss": 1.5})


if __name__ == "__main__":
    unittest.main()
