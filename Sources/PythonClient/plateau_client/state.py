"""The state of a callback at one moment, as events hold it."""

from .values import json_number

ROLES = (
    "stops", "reduces_learning_rate", "schedules_learning_rate", "measures", "saves", "backs_up",
    "logs", "prints", "other",
)
"""The parts that a callback can play in a run."""

_NUMBERS = ("best", "value_to_beat", "next_learning_rate")
_MEMBERS = (
    "monitor", "direction", "best", "best_epoch", "value_to_beat", "wait", "patience",
    "cooldown_counter", "cooldown", "next_learning_rate", "stopped", "summary", "left", "unit",
)


class CallbackState(dict):
    """The state of a callback: a dictionary that leaves out what a callback does not have.

    ``id`` is unique in the chain and ``name`` is the name of its type. ``role`` is one of
    ``ROLES``. The other members are optional: ``monitor``, ``direction`` (``min`` or ``max``),
    ``best``, ``best_epoch`` (from 0), ``value_to_beat``, ``wait``, ``patience``,
    ``cooldown_counter``, ``cooldown``, ``next_learning_rate``, ``stopped``, ``summary``; and, for a
    callback that does not count as Keras does, ``left`` (how many more ``unit`` without an
    improvement until it acts) and ``unit`` (a plural: ``epochs``, ``validations``).
    """

    def __init__(self, id, name, role="other", fields=(), **members):
        unknown = set(members) - set(_MEMBERS)
        if unknown:
            raise TypeError("a callback state has no %s" % ", ".join(sorted(unknown)))
        super().__init__(id=id, name=name)
        for member in _MEMBERS:
            value = members.get(member)
            if value is None or value is False:
                continue
            self[member] = json_number(float(value)) if member in _NUMBERS else value
        self["role"] = role
        if fields:
            self["fields"] = list(fields)


class Link:
    """One callback of a chain: its state and the parameters that can be changed.

    Adapters subclass it, or give it functions. ``read`` returns the members of ``CallbackState``
    as a dictionary. ``forget`` resets the best value and the counters and returns a function that
    puts them back; None for a callback that has nothing to forget.
    """

    forget = None
    resets = 0
    """The number of resets that were not taken back."""

    def __init__(self, name, role="other", parameters=(), read=None, forget=None, id=None):
        self.id = id or snake_case(name)
        self.name = name
        self.role = role
        self.parameters = list(parameters)
        self._read = read
        if forget is not None:
            self.forget = forget

    def reset(self):
        """Resets the best value and the counters; returns a function that takes that back."""
        undo = self.forget()
        self.resets += 1

        def back():
            undo()
            self.resets -= 1

        return back

    def members(self):
        """The changing members of the state."""
        return self._read() if self._read else {}

    def state(self):
        """The state now; an error of the framework costs only the changing members."""
        try:
            members = self.members()
        except Exception:
            members = {}
        fields = [parameter.field() for parameter in self.parameters]
        return CallbackState(self.id, self.name, self.role, fields=fields, **members)


def snake_case(name):
    """The name of a type in snake case: ``EarlyStopping`` becomes ``early_stopping``."""
    words = []
    for index, letter in enumerate(name):
        before = name[index - 1] if index else ""
        after = name[index + 1] if index + 1 < len(name) else ""
        starts = letter.isupper() and index > 0 and before != "_" and (
            not before.isupper() or (after.islower())
        )
        if starts:
            words.append("_")
        words.append(letter.lower())
    return "".join(words)


KNOWN_IDS = {"ReduceLROnPlateau": "reduce_lr_on_plateau", "TerminateOnNaN": "terminate_on_nan"}
"""The ids that the rule of ``snake_case`` would get wrong."""


def number_ids(links, others=()):
    """Gives links ids that are unique in a chain: ``early_stopping_2`` for a second one.

    ``others`` are the links that the chain has already.
    """
    taken = {link.id for link in others}
    for link in links:
        link.id = stem = KNOWN_IDS.get(link.name, link.id)
        count = 1
        while link.id in taken:
            count += 1
            link.id = "%s_%d" % (stem, count)
        taken.add(link.id)
    return links
