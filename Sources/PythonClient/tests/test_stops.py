"""A run ends once, with its reason: by a person, at once or later, or by the next run."""

import sys
import threading
import unittest
from pathlib import Path

from asked_run import WORDS, AskedRun, FakeTraining, client


class StopTests(AskedRun):
    def test_a_training_that_begins_ends_the_one_before_with_its_reason(self):
        client.Run(FakeTraining(), "second", folder=str(Path(self.folder.name) / "second")).end()
        self.assertEqual(self.events[-1]["reason"]["kind"], "failed")
        first = client.Run(FakeTraining(), "third", folder=str(Path(self.folder.name) / "third"))
        reason = {"kind": "callback", "name": "the script", "epoch": 0}
        first.reason_when_left, ends = reason, []
        first.end = lambda reason=None, end=first.end: (ends.append(reason), end(reason))
        client.Run(FakeTraining(), "fourth", folder=str(Path(self.folder.name) / "fourth")).end()
        self.assertEqual(ends, [reason])
        self.assertTrue(first.is_over)

    def test_two_threads_that_end_a_run_at_once_tell_its_end_once(self):
        self.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(1e-6)
        for number in range(20):
            path = Path(self.folder.name) / ("run-%d" % number)
            run, barrier = client.Run(FakeTraining(), "ends", folder=str(path)), threading.Barrier(2)

            def end(run=run, barrier=barrier):
                barrier.wait()
                run.end()

            other = threading.Thread(target=end)
            other.start()
            end()
            other.join()
            self.assertEqual((path / "events.jsonl").read_text().count('"run_ended"'), 1)

    def test_a_stop_now_asks_the_framework_and_a_later_one_is_refused(self):
        self.assertEqual(self.ask("stop", when="now")["event"], "applied")
        self.assertEqual(self.training.stops, 1)
        self.assertTrue(self.run_.stops)
        answer = self.ask("stop", when="after_epoch")
        self.assertEqual(answer["why"], WORDS["stopping_already"])

    def test_a_stop_after_the_epoch_can_be_cancelled(self):
        self.ask("stop", when="after_epoch")
        self.assertEqual(self.ask("cancel", waiting="stop")["subject"], "stop")
        self.run_.epoch_ended(0, {}, 1.0)
        self.run_.between_epochs()
        self.assertEqual(self.training.stops, 0)

    def test_a_stop_after_the_epoch_is_asked_for_between_epochs(self):
        self.ask("stop", when="after_epoch")
        self.run_.epoch_ended(0, {}, 1.0)
        self.run_.between_epochs()
        self.assertEqual(self.training.stops, 1)
        self.run_.end()
        reason = self.events[-1]["reason"]
        self.assertEqual(reason, {"kind": "person", "when": "after_epoch", "via": "test"})

    def test_a_stop_after_a_later_epoch_is_asked_for_when_that_has_ended(self):
        answer = self.ask("stop_after", epoch=2)
        self.assertEqual((answer["event"], answer["request"]["epoch"]), ("applied", 2))
        for epoch, stops in ((0, 0), (1, 1)):
            self.run_.epoch_started(epoch)
            self.assertFalse(self.run_.stops)
            self.run_.step_ended(epoch, 3, 3, {})
            self.assertEqual(self.run_.control.stops_after_epoch, epoch == 1)
            self.run_.epoch_ended(epoch, {}, 1.0)
            self.run_.between_epochs()
            self.assertEqual(self.training.stops, stops)
        self.run_.end()
        reason = self.events[-1]["reason"]
        self.assertEqual(reason, {"kind": "person", "when": "after_epoch", "via": "test"})

    def test_a_stop_after_a_later_epoch_can_be_cancelled_undone_and_replaced(self):
        self.ask("stop_after", epoch=1)
        self.assertEqual(self.ask("cancel", waiting="stop")["subject"], "stop")
        self.ask("stop_after", epoch=1)
        self.assertEqual(self.ask("undo")["subject"], "stop")
        self.ask("stop_after", epoch=1)
        self.ask("stop_after", epoch=2)
        self.run_.epoch_started(0)
        self.run_.epoch_ended(0, {}, 1.0)
        self.run_.between_epochs()
        self.assertEqual(self.training.stops, 0)
        self.ask("cancel", waiting="stop")
        # A training that ends by itself was not ended by a person.
        self.ask("stop_after", epoch=3)
        self.run_.end()
        self.assertEqual(self.events[-1]["reason"], {"kind": "completed"})

    def test_a_stop_after_an_epoch_that_has_gone_by_is_refused(self):
        self.assertEqual(self.ask("stop_after", epoch=0)["why"], "epochs count from 1")
        self.run_.epoch_started(0)
        self.run_.epoch_ended(0, {}, 1.0)
        self.run_.epoch_started(1)
        self.run_.step_ended(1, 1, 3, {})
        self.assertEqual(self.ask("stop_after", epoch=1)["why"], "epoch 1 has ended already")
        self.run_.total = 4
        self.assertEqual(self.ask("stop_after", epoch=5)["why"], "training ends after epoch 4")
        self.assertIn("number of an epoch", self.ask("stop_after", epoch="two")["why"])


if __name__ == "__main__":
    unittest.main()
