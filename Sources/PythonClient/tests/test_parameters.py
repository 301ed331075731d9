"""Parameters, requests and refusals are those of the Swift program: the shared vectors hold both."""

import json
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent))

from plateau_client.parameters import Parameter, Refusal  # noqa: E402
from plateau_client.requests import parse_request  # noqa: E402

VECTORS = HERE.parents[3] / "Tests" / "Vectors" / "parameters.json"


def json_value(value):
    """A value as an edit's line gives it."""
    line = {"command": "edit", "callback": "c", "field": "x", "value": value}
    return parse_request(json.dumps(line))["value"]


class VectorTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vectors = json.loads(VECTORS.read_text(encoding="utf-8"))

    def test_values_are_accepted_and_refused_in_the_shared_words(self):
        self.assertGreater(len(self.vectors["values"]), 50)
        for row in self.vectors["values"]:
            with self.subTest(row):
                stored = []
                parameter = Parameter(
                    "x", row["kind"], lambda: None, stored.append, least=row.get("least", 0),
                    choices=row.get("choices", ()),
                )
                why = None
                try:
                    parameter.set(json_value(row["value"]))
                except Refusal as refusal:
                    why = refusal.why
                self.assertEqual(why, row["refusal"])
                self.assertEqual(len(stored), 1 if why is None else 0)

    def test_requests_are_read_and_refused_in_the_shared_words(self):
        for row in self.vectors["requests"]:
            with self.subTest(row["line"]):
                try:
                    request = dict(parse_request(row["line"], 3).json)
                except Refusal as refusal:
                    self.assertEqual(refusal.why, row["refusal"])
                    continue
                self.assertIsNone(row["refusal"])
                for name in ("id", "source"):
                    request.pop(name)
                self.assertEqual(request, row["request"])

    def test_the_tables_of_keras_have_the_shared_names_and_kinds(self):
        from plateau_client.adapters.keras_links import make_links

        for name, kinds in self.vectors["callbacks"].items():
            with self.subTest(name):
                members = dict.fromkeys(kinds, 0)
                callback = type(name, (), dict(members, monitor="val_loss", best=None))()
                (link,) = make_links([callback], lambda: 0.1)
                self.assertEqual({p.name: p.kind for p in link.parameters}, kinds)


class RequestTests(unittest.TestCase):
    def test_a_line_without_an_id_gets_its_number(self):
        request = parse_request('{"command":"pause"}', 12)
        self.assertEqual((request.id, request.source), ("line-12", "commands.jsonl"))

    def test_a_sender_that_waits_gets_a_refusal_for_an_unknown_command(self):
        request = parse_request('{"command":"dance","id":"7","to":"tango"}')
        self.assertIn("no such command: dance", request.fault)
        self.assertEqual(request.json["to"], "tango")

    def test_hostile_lines_raise_nothing_but_refusals(self):
        lines = [
            "{", "null", "\\u0000", "[" * 5000, '{"command":5}', '{"command":{"a":1}}',
            '{"command":"edit","callback":1,"field":2,"value":3}', '"pause"', "1e999",
            '{"command":"set_learning_rate","value":1' + "0" * 400 + "}",
        ]
        for line in lines:
            with self.subTest(line[:40]):
                try:
                    parse_request(line)
                except Refusal:
                    pass


if __name__ == "__main__":
    unittest.main()
