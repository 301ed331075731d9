"""Requests: the lines of ``commands.jsonl``."""

import json
import math

from .parameters import Refusal, is_number

COMMANDS = (
    "pause", "resume", "step_epoch", "stop", "stop_after", "set_learning_rate", "edit", "reset",
    "move", "undo", "redo", "cancel", "save", "evaluate",
)
"""The names of the commands that a run knows."""
RATE_FORMS = ("value", "factor", "by")
"""The forms of a new learning rate: a number, or what the present one is multiplied by or added to."""


class Request:
    """A command and its sender.

    ``id`` and ``source`` are repeated in the answer; ``command`` is one of ``COMMANDS``; ``json``
    is the whole request, as the answer repeats it. ``fault`` is the reason why the sender, who
    waits for an answer, gets a refusal; None for a request that can be carried out.
    """

    __slots__ = ("id", "source", "command", "json", "fault")

    def __init__(self, json, fault=None):
        self.json = json
        self.fault = fault
        self.id = json["id"]
        self.source = json["source"]
        self.command = json["command"]

    def __getitem__(self, name):
        return self.json.get(name)

    @property
    def screen(self):
        """What all requests share that keys of one screen make; None for other requests."""
        shared = self.id.rstrip("0123456789")
        return shared if shared.endswith("key-") else None


def parse_request(text, number=0):
    """Reads a line.

    ``number`` is the line's number, from 1, which gives an id to a line without one. Raises
    ``Refusal`` with the reason when the line is not a command; a line with an id of its own gives a
    request with a ``fault`` instead.
    """
    try:
        line = json.loads(text)
    except RecursionError:
        raise Refusal("not JSON: nested too deeply") from None
    except ValueError as error:
        raise Refusal("not JSON: %s" % error) from None
    word = line.get("command") if isinstance(line, dict) else None
    if not isinstance(word, str):
        raise Refusal('no "command"; write, for example, {"command":"pause"}')
    own = line.get("id")
    source = line.get("source")
    request = {
        "id": own if isinstance(own, str) else "line-%d" % number,
        "source": source if isinstance(source, str) else "commands.jsonl",
        "command": word,
    }
    try:
        if word == "apply":
            raise Refusal("a script takes edits one by one, not with their places")
        if word == "set_epochs":
            raise Refusal("a script has its own number of epochs; stop_after ends it earlier")
        if word not in COMMANDS:
            names = ", ".join(COMMANDS)
            raise Refusal("no such command: %s; the commands are %s" % (word[:80], names))
        request.update(_members(word, line))
    except Refusal as refusal:
        if not isinstance(own, str):
            raise
        simple = (str, int, float, bool, type(None))
        rest = {k: v for k, v in line.items() if k not in request and isinstance(v, simple)}
        return Request(dict(request, **rest), fault=refusal.why)
    return Request(request)


def _members(word, line):
    """The members that a command takes, checked."""
    if word == "stop":
        when = line.get("when") if isinstance(line.get("when"), str) else "now"
        if when not in ("now", "after_epoch"):
            raise Refusal('stop takes "when": "now" or "after_epoch", not "%s"' % when[:80])
        return {"when": when}
    if word == "stop_after":
        epoch = line.get("epoch")
        if not isinstance(epoch, int) or isinstance(epoch, bool):
            raise Refusal('stop_after takes the number of an epoch as "epoch"')
        return {"epoch": epoch}
    if word == "set_learning_rate":
        return _rate_member(line)
    if word == "edit":
        words = 'edit takes "callback", "field" and "value"'
        if "value" not in line or isinstance(line["value"], (list, dict)):
            raise Refusal(words)
        names = {name: _text(line, name, words) for name in ("callback", "field")}
        value = line["value"]
        return dict(names, value=_number(value) if _is_special(value) else value)
    if word == "reset":
        return {"callback": _text(line, "callback", 'reset takes "callback"')}
    if word == "move":
        words = 'move takes "callback" and "by", such as -1 for one place up'
        by = line.get("by")
        if not isinstance(by, int) or isinstance(by, bool) or by == 0:
            raise Refusal(words)
        return {"callback": _text(line, "callback", words), "by": max(-1000, min(1000, by))}
    if word == "cancel":
        waiting = line.get("waiting")
        if waiting not in ("stop", "step_epoch"):
            raise Refusal('cancel takes "waiting": "stop" or "step_epoch"')
        return {"waiting": waiting}
    return {}


def _rate_member(line):
    """What becomes of the learning rate: one of its forms."""
    given = {name: _number(line[name]) for name in RATE_FORMS if line.get(name) is not None}
    name, number = next(iter(given.items()), ("value", None))
    if len(given) != 1 or number is None or not (name == "value" or math.isfinite(number)):
        raise Refusal('set_learning_rate takes one number, as "value", "factor" or "by"')
    if name == "factor" and number <= 0:
        raise Refusal('set_learning_rate takes a "factor" above 0, such as 0.5')
    return given


def _text(line, name, words):
    value = line.get(name)
    if not isinstance(value, str):
        raise Refusal(words)
    return value


_SPECIAL = {
    "nan": math.nan, "NaN": math.nan, "inf": math.inf, "Infinity": math.inf,
    "-inf": -math.inf, "-Infinity": -math.inf,
}


def _is_special(value):
    return isinstance(value, str) and value in _SPECIAL


def _number(value):
    if _is_special(value):
        return _SPECIAL[value]
    if not is_number(value):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
