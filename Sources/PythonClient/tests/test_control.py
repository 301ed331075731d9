"""Commands are carried out at safe points, and each is answered."""

import json
import threading
import time
import unittest
from pathlib import Path

from asked_run import WORDS, AskedRun
from plateau_client.parameters import Refusal
from plateau_client.requests import parse_request


class ControlTests(AskedRun):
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

    def hold(self, screen, *values):
        """Answers to presses of a key that set the patience."""
        self.presses = getattr(self, "presses", 0)
        for value in values:
            self.presses += 1
            answer = self.ask(
                "edit", id="%skey-%d" % (screen, self.presses), callback="early_stopping",
                field="patience", value=value,
            )
        return answer

    def undone(self):
        answer = self.ask("undo")
        return answer["old"], answer["new"]

    def test_a_held_key_is_one_change(self):
        self.hold("", 4, 5, 6)
        self.assertEqual(self.undone(), (6, 3))
        self.assertEqual(self.ask("redo")["new"], 6)
        self.hold("", 7)
        self.assertEqual(self.undone(), (7, 6))
        self.assertEqual(self.undone(), (6, 3))
        self.hold("", 4, 3)
        self.assertEqual(self.ask("undo")["why"], WORDS["nothing_to_undo"])

    def test_presses_of_two_screens_and_after_a_pause_are_changes_of_their_own(self):
        self.hold("a-", 4)
        self.hold("b-", 5)
        self.hold("a-", 6)
        self.assertEqual(self.undone(), (6, 5))
        self.assertEqual(self.undone(), (5, 4))
        self.run_.control.changes.all[-1].time -= 2
        self.hold("a-", 5)
        self.assertEqual(self.undone(), (5, 4))
        # A program that writes lines means each of them.
        self.ask("edit", id="line-1", callback="early_stopping", field="patience", value=8)
        self.ask("edit", id="line-2", callback="early_stopping", field="patience", value=9)
        self.assertEqual(self.undone(), (9, 8))

    def test_relative_rates_of_a_held_key_are_made_again_as_one(self):
        for number in range(3):
            self.ask("set_learning_rate", id="key-%d" % number, factor=2)
        self.assertAlmostEqual(self.training.rate, 0.8)
        self.assertAlmostEqual(self.ask("undo")["new"], 0.1)
        self.assertAlmostEqual(self.ask("redo")["new"], 0.8)

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
