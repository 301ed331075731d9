"""Commands are carried out at safe points, and each is answered."""

import json
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent))

import plateau_client as client  # noqa: E402
from plateau_client.parameters import Refusal  # noqa: E402
from plateau_client.requests import parse_request  # noqa: E402

WORDS = json.loads((HERE.parents[3] / "Tests/Vectors/parameters.json").read_text("utf-8"))["refusals"]


class Stopper:
    """A callback with two parameters and counters."""

    def __init__(self):
        self.patience, self.min_delta, self.wait, self.best = 3, 0.0, 2, 0.5


class FakeTraining(client.Training):
    """A training without a framework."""

    def __init__(self):
        self.rate = 0.1
        self.stops = 0
        self.stopper = Stopper()

    def links(self):
        stopper = self.stopper

        def forget():
            kept = stopper.wait, stopper.best
            stopper.wait, stopper.best = 0, None

            def back():
                stopper.wait, stopper.best = kept

            return back

        rows = [
            client.attribute(stopper, "patience", "count"),
            client.attribute(stopper, "min_delta", "magnitude"),
        ]
        read = lambda: {"wait": stopper.wait, "best": stopper.best}  # noqa: E731
        return [
            client.Link("EarlyStopping", "stops", rows, read, forget),
            client.Link("ReduceLROnPlateau", "reduces_learning_rate"),
            client.Link("CSVLogger", "logs"),
        ]

    def learning_rate(self):
        return self.rate

    def set_learning_rate(self, rate):
        self.rate = rate

    def stop(self):
        self.stops += 1


class ControlTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.training = FakeTraining()
        path = str(Path(self.folder.name) / "run")
        self.run_ = client.Run(self.training, "test", folder=path, epochs=5)
        self.events = []
        put = self.run_.put
        self.run_.put = lambda event, is_step=False: (self.events.append(event), put(event, is_step))

    def tearDown(self):
        self.run_.end()
        self.folder.cleanup()

    def ask(self, command, **members):
        """The answer to a command at a safe point."""
        line = dict({"id": "x", "source": "test", "command": command}, **members)
        self.run_._inbox.append(parse_request(json.dumps(line)))
        before = len(self.events)
        self.run_.safe_point()
        answers = [e for e in self.events[before:] if e["event"] in ("applied", "refused")]
        self.assertEqual(len(answers), 1)
        self.assertEqual(answers[0]["request"], line)
        return answers[0]

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

    def test_a_changed_rate_is_told_with_the_one_of_the_script(self):
        self.run_.step_ended(0, 1, 10, {"loss": 1.0}, learning_rate=0.1)
        self.assertNotIn("scheduled_learning_rate", self.events[-1])
        self.training.rate_factor = lambda: 0.5
        self.run_.step_ended(0, 2, 10, {"loss": 1.0}, learning_rate=0.05)
        self.assertEqual(self.events[-1]["scheduled_learning_rate"], 0.1)

    def test_edits_with_their_places_are_refused(self):
        request = parse_request('{"id":"x","command":"apply","edits":[]}')
        self.assertIn("one by one", request.fault)

    def test_another_number_of_epochs_is_refused_with_what_a_script_can_do(self):
        line = '{"id":"x","command":"set_epochs","value":9}'
        words = "a script has its own number of epochs; stop_after ends it earlier"
        self.assertEqual(parse_request(line).fault, words)
        with self.assertRaisesRegex(Refusal, words):
            parse_request('{"command":"set_epochs","value":9}')

    def test_an_edit_tells_old_and_new_and_all_states(self):
        answer = self.ask("edit", callback="early_stopping", field="patience", value=12)
        self.assertEqual((answer["old"], answer["new"]), (3, 12))
        self.assertEqual(answer["subject"], "early_stopping.patience")
        self.assertEqual(self.training.stopper.patience, 12)
        self.assertEqual(len(answer["callbacks"]), 3)

    def test_what_holds_already_is_said_and_cannot_be_undone(self):
        answer = self.ask("edit", callback="early_stopping", field="patience", value=3)
        self.assertEqual(answer["note"], "early_stopping.patience is 3 already")
        self.assertNotIn("subject", answer)
        for form in ({"value": 0.1}, {"factor": 1}, {"by": 0}):
            answer = self.ask("set_learning_rate", **form)
            self.assertEqual(answer["note"], "the learning rate is 0.1 already")
        self.assertEqual(self.ask("undo")["why"], WORDS["nothing_to_undo"])

    def test_undo_goes_back_one_change_at_a_time(self):
        self.ask("edit", callback="early_stopping", field="patience", value=12)
        self.ask("set_learning_rate", value=0.02)
        self.ask("reset", callback="early_stopping")
        self.assertEqual(self.training.stopper.wait, 0)
        self.assertEqual(self.ask("undo")["subject"], "early_stopping")
        self.assertEqual(self.training.stopper.wait, 2)
        self.assertEqual(self.ask("undo")["new"], 0.1)
        answer = self.ask("undo")
        self.assertEqual((answer["old"], answer["new"]), (12, 3))
        self.assertEqual(self.ask("undo")["why"], WORDS["nothing_to_undo"])

    def test_a_rate_is_multiplied_and_added_to_as_it_is_then(self):
        answer = self.ask("set_learning_rate", factor=0.5)
        self.assertEqual((answer["old"], answer["new"]), (0.1, 0.05))
        told = [event for event in self.events if event["event"] == "learning_rate"]
        self.assertEqual((told[-1]["old"], told[-1]["new"]), (0.1, 0.05))
        self.training.rate = 0.02  # A schedule has moved on.
        answer = self.ask("set_learning_rate", by=-0.005)
        self.assertEqual((answer["old"], answer["new"]), (0.02, 0.015))
        answer = self.ask("set_learning_rate", factor=3.0)
        self.assertEqual(answer["new"], 0.045)
        self.assertEqual(self.ask("undo")["new"], 0.015)
        self.assertEqual(self.ask("redo")["new"], 0.045)

    def test_undo_of_a_rate_leaves_what_a_schedule_has_done_since(self):
        self.ask("set_learning_rate", value=0.01)
        self.training.rate = 0.005
        answer = self.ask("undo")
        self.assertEqual((answer["old"], answer["new"]), (0.005, 0.05))
        told = [event for event in self.events if event["event"] == "learning_rate"]
        self.assertEqual(told[-1]["by"], "undo by test")
        self.ask("set_learning_rate", by=0.15)
        self.training.rate = 0.1
        self.assertEqual(self.ask("undo")["new"], 0.025)

    def test_undo_of_a_rate_that_nobody_moved_gives_the_very_number(self):
        self.training.rate = 0.12345678901234567
        self.ask("set_learning_rate", value=0.05)
        self.assertEqual(self.ask("undo")["new"], 0.12345678901234567)
        self.assertEqual(self.training.rate, 0.12345678901234567)

    def test_a_refused_undo_keeps_the_change(self):
        self.ask("edit", callback="early_stopping", field="patience", value=12)
        self.ask("set_learning_rate", value=0.2)
        self.training.rate = 0.0
        for _ in range(2):
            self.assertEqual(self.ask("undo")["why"], WORDS["learning_rate_is_0"])
        self.assertEqual(self.training.stopper.patience, 12)
        self.training.rate = 0.1
        self.assertEqual(self.ask("undo")["new"], 0.05)
        self.assertEqual(self.ask("undo")["new"], 3)

    def test_a_rate_that_stays_is_said_when_it_is_taken_back(self):
        self.ask("set_learning_rate", value=0.01)
        self.training.rate_factor = lambda: 0.5
        self.training.rate = 0.03
        told = len([event for event in self.events if event["event"] == "learning_rate"])
        answer = self.ask("undo")
        self.assertEqual(
            answer["note"], "the learning rate stays 0.03: the script has written its own since"
        )
        self.assertNotIn("subject", answer)
        self.assertEqual(self.training.rate, 0.03)
        self.assertEqual(
            len([event for event in self.events if event["event"] == "learning_rate"]), told
        )
        self.assertEqual(self.ask("undo")["why"], WORDS["nothing_to_undo"])

    def test_a_factor_at_a_rate_of_zero_is_said_with_what_it_multiplies(self):
        def messages():
            return [event["text"] for event in self.events if event["event"] == "message"]

        self.training.rate, self.training.scale_learning_rate = 0.0, lambda ratio: None
        self.training.rate_factor = lambda: 0.5
        self.ask("set_learning_rate", factor=0.5)
        self.assertEqual(messages(), [
            "the learning rate is 0 now; what the script gives next is multiplied by 0.5"
        ])
        self.training.rate_factor = lambda: 1.0
        self.ask("set_learning_rate", factor=2.0)
        self.assertEqual(len(messages()), 1)

    def test_what_is_no_change_of_a_rate_is_refused_with_the_reason(self):
        one = 'set_learning_rate takes one number, as "value", "factor" or "by"'
        below = "the learning rate 0.1 would become %s, which is not a number above 0"
        above = 'set_learning_rate takes a "factor" above 0, such as 0.5'
        for members, why in (
            ({}, one), ({"value": 0.1, "factor": 2}, one), ({"factor": "half"}, one),
            ({"factor": True}, one), ({"factor": "inf"}, one), ({"by": "nan"}, one),
            ({"factor": 0}, above), ({"factor": -0.5}, above),
            ({"by": -0.1}, below % "0"), ({"by": -0.2}, WORDS["learning_rate_falls_below_0"]),
            ({"factor": 5e-324}, below % "0"), ({"value": 1e308}, None),
            ({"factor": 10}, below.replace("0.1", "1e+308") % "inf"),
        ):
            with self.subTest(members):
                self.assertEqual(self.ask("set_learning_rate", **members).get("why"), why)
        self.training.rate = 0.0
        for form in ({"factor": 0.5}, {"by": -0.1}):
            answer = self.ask("set_learning_rate", **form)
            self.assertEqual(answer["why"], WORDS["learning_rate_is_0"])
        self.assertEqual(self.ask("set_learning_rate", by=0.01)["new"], 0.01)
        self.training.learning_rate = lambda: None
        for form in ("factor", "by"):
            why = self.ask("set_learning_rate", **{form: 0.5})["why"]
            self.assertEqual(why, "the learning rate is not known: set a number, such as 0.001")
        answer = self.ask("set_learning_rate", value=0.2)
        self.assertEqual((answer["event"], answer["new"]), ("applied", 0.2))
        self.assertIn("is not known", self.ask("undo")["why"])

    def test_redo_makes_undone_changes_again(self):
        self.ask("edit", callback="early_stopping", field="patience", value=12)
        self.ask("set_learning_rate", value=0.02)
        self.ask("undo")
        self.ask("undo")
        answer = self.ask("redo")
        self.assertEqual((answer["subject"], answer["new"]), ("early_stopping.patience", 12))
        self.assertEqual(answer["request"]["command"], "redo")
        self.assertEqual(self.ask("redo")["new"], 0.02)
        self.assertEqual(self.ask("redo")["why"], WORDS["nothing_to_redo"])
        # What was made again can be undone again, and a new change ends the redoing.
        self.assertEqual(self.ask("undo")["new"], 0.1)
        self.ask("set_learning_rate", value=0.03)
        self.assertEqual(self.ask("redo")["why"], WORDS["nothing_to_redo"])
        # What waits for the end of the epoch is asked for anew.
        self.ask("stop", when="after_epoch")
        self.ask("undo")
        self.assertEqual(self.ask("redo")["why"], WORDS["nothing_to_redo"])

    def test_refusals_have_the_shared_words(self):
        def edit(callback, field):
            return self.ask("edit", callback=callback, field=field, value=1)["why"]

        self.assertEqual(
            edit("nobody", "patience").replace(", csv_logger", ""), WORDS["unknown_callback"]
        )
        self.assertEqual(edit("early_stopping", "patients"), WORDS["unknown_field"])
        self.assertEqual(edit("csv_logger", "x"), WORDS["nothing_to_change"])
        self.assertEqual(
            self.ask("reset", callback="csv_logger")["why"], WORDS["nothing_to_reset"]
        )
        self.assertEqual(self.ask("cancel", waiting="stop")["why"], WORDS["no_stop_pending"])
        self.assertEqual(self.ask("cancel", waiting="step_epoch")["why"], WORDS["no_pause_pending"])
        for rate in (0, -1.5):
            answer = self.ask("set_learning_rate", value=rate)
            self.assertEqual(answer["why"], WORDS["learning_rate"])

    def test_a_move_is_refused_with_the_reason(self):
        answer = self.ask("move", callback="early_stopping", by=1)
        self.assertEqual(answer["why"], "the order of a script's callbacks is its own")

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

    def test_a_pause_waits_until_somebody_resumes(self):
        lines = [{"command": "pause", "id": "1"}, {"command": "resume", "id": "2"}]
        commands = Path(self.folder.name) / "run" / "commands.jsonl"

        def type_lines():
            for line in lines:
                time.sleep(0.2)
                with open(commands, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")

        thread = threading.Thread(target=type_lines)
        thread.start()
        deadline = time.monotonic() + 10
        while not self.run_.seconds_paused and time.monotonic() < deadline:
            self.run_.safe_point()
            time.sleep(0.001)
        thread.join()
        self.assertGreater(self.run_.seconds_paused, 0.1)
        kinds = [e["event"] for e in self.events]
        self.assertEqual(kinds, ["applied", "paused", "applied", "resumed"])

    def test_a_parameter_that_fails_is_refused_and_nothing_breaks(self):
        link = self.run_.links()[0]
        link.parameters[0].put = lambda value: 1 / 0
        answer = self.ask("edit", callback="early_stopping", field="patience", value=4)
        self.assertEqual(answer["event"], "refused")
        self.assertIn("ZeroDivisionError", answer["why"])


if __name__ == "__main__":
    unittest.main()
