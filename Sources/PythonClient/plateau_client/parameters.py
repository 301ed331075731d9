"""Parameters of callbacks: their kinds, their ranges, and the words that refuse a value.

The kinds and the words are those of the Swift program. ``Tests/Vectors/parameters.json`` holds
both to them.
"""

import math

LARGEST_COUNT = 1_000_000_000
"""The largest count that is allowed."""


class Refusal(Exception):
    """The reason why a command is not carried out, for the person who asked for it."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def value_words(value):
    """The value for a person: ``true``, ``none``, ``0.001``."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value)


def is_number(value):
    """True for an int or a float that is not a truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_finite(value):
    if not is_number(value):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _is_count(value, least):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST_COUNT


class Kind:
    """The values that a parameter takes."""

    def __init__(self, name, words, contains):
        self.name = name
        self._words = words
        self._contains = contains

    def words(self, parameter):
        """The values in words, for refusals."""
        return self._words(parameter)

    def contains(self, value, parameter):
        """True for a value that the parameter takes."""
        return self._contains(value, parameter)


def _count_words(least):
    return "a whole number from %d to a billion" % least


KINDS = {
    kind.name: kind
    for kind in (
        Kind("count", lambda p: _count_words(p.least), lambda v, p: _is_count(v, p.least)),
        Kind(
            "magnitude",
            lambda p: "a number of at least 0",
            lambda v, p: _is_finite(v) and v >= 0,
        ),
        Kind(
            "fraction",
            lambda p: "a number between 0 and 1",
            lambda v, p: _is_finite(v) and 0 < v < 1,
        ),
        Kind(
            "optional_number",
            lambda p: "a number or none",
            lambda v, p: v is None or _is_finite(v),
        ),
        Kind(
            "frequency",
            lambda p: "epoch or a number of batches",
            lambda v, p: v == "epoch" or _is_count(v, 1),
        ),
        Kind("boolean", lambda p: "true or false", lambda v, p: isinstance(v, bool)),
        Kind("choice", lambda p: ", ".join(p.choices), lambda v, p: v in p.choices),
        Kind("reading", lambda p: "no other value", lambda v, p: False),
    )
}
"""All kinds by their word in the file."""


class Parameter:
    """A parameter of a callback that can be changed while training runs.

    ``get`` and ``put`` read and store the value where the framework keeps it; they convert units
    and signs. ``check`` refuses a value that does not fit the callback's other values: it gets the
    value and raises ``Refusal``. ``undo`` is called with the stored value and puts it back; without
    it ``put`` does that.
    """

    def __init__(self, name, kind, get, put=None, least=0, choices=(), check=None):
        self.name = name
        self.kind = "reading" if put is None else kind
        self.get = get
        self.put = put
        self.least = least
        self.choices = tuple(choices)
        self.check = check

    def value(self):
        """The value as JSON can hold it; None when it cannot be read."""
        try:
            return plain_value(self.get())
        except Exception:
            return None

    def field(self):
        """The parameter as it stands in events."""
        field = {"name": self.name, "value": self.value(), "kind": self.kind}
        if self.kind == "choice":
            field["choices"] = list(self.choices)
        return field

    def refuse_unless_fits(self, value):
        """Raises ``Refusal`` for a value outside the range."""
        if self.kind == "reading":
            raise Refusal("%s cannot be changed while training runs" % self.name)
        if not KINDS[self.kind].contains(value, self):
            words = KINDS[self.kind].words(self)
            if self.kind == "frequency" and is_number(value) and isinstance(value, int):
                words = _count_words(1)
            raise Refusal("%s takes %s, not %s" % (self.name, words, value_words(value)))

    def set(self, value):
        """Stores a value; returns the old one and a function that puts it back."""
        self.refuse_unless_fits(value)
        if self.check is not None:
            self.check(value)
        old = self.get()
        if self.kind in ("magnitude", "fraction", "optional_number") and value is not None:
            value = float(value)
        self.put(value)
        return plain_value(old), lambda: self.put(old)


def attribute(owner, name, kind, attribute=None, **more):
    """A parameter that is stored as an attribute of an object."""
    place = attribute or name
    return Parameter(
        name,
        kind,
        lambda: getattr(owner, place),
        lambda value: setattr(owner, place, value),
        **more,
    )


def plain_value(value):
    """The value as a bool, int, float, text or None; a number of an array type is unwrapped."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "item"):
        return plain_value(value.item())
    return str(value)
