"""A learning rate is asked for, taken back and told."""

import unittest

from asked_run import WORDS, AskedRun


class RateRequestTests(AskedRun):
    def test_a_changed_rate_is_told_with_the_one_of_the_script(self):
        self.run_.step_ended(0, 1, 10, {"loss": 1.0}, learning_rate=0.1)
        self.assertNotIn("scheduled_learning_rate", self.events[-1])
        self.training.rate_factor = lambda: 0.5
        self.run_.step_ended(0, 2, 10, {"loss": 1.0}, learning_rate=0.05)
        self.assertEqual(self.events[-1]["scheduled_learning_rate"], 0.1)

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


if __name__ == "__main__":
    unittest.main()
