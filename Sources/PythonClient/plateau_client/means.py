"""The means of metrics between events, read when somebody has time for it."""

import sys

from .device_sum import DeviceSum
from .values import number

MOST_KEPT = 512
"""The number of steps whose metrics are kept unread; then they are summed where they are."""


class Means:
    """The means of metrics since the last event and since the epoch began.

    ``note(**values)`` notes numbers and reads tensors in memory at once. Tensors of a device are
    kept, detached from their graph, because reading one waits for the device.
    """

    __slots__ = ("note", "_noted", "_sums", "_kept", "_copies", "_last")

    def __init__(self):
        self._noted = {}
        self.note = _noting(self._noted, self._at_hand, self._sum_noted)
        self.begin_epoch()

    def begin_epoch(self):
        """Forgets everything."""
        self._noted.clear()
        self._sums, self._kept, self._copies = {}, {}, {}
        self._last = None

    def add(self, values):
        """Adds the metrics of one step."""
        self.note(**values)

    def note_all(self, name, values):
        """Adds a metric's numbers of several steps."""
        if values:
            self._sums = _added(self._sums, [(name, (sum(values), len(values)))])

    def _sum_noted(self, name):
        """Makes one number of many, for a script that nobody reads any more or for long."""
        self.note_all(name, self._noted.pop(name))

    def _at_hand(self, name, value):
        """The number in memory; None for what is none, and for what a device has to be asked for."""
        try:
            if value.is_cpu:
                # Nobody waits for memory at hand, and keeping a tensor would cost more.
                return number(value.item())
        except AttributeError:
            if isinstance(value, (int, float, str)) or hasattr(value, "__array_interface__"):
                return number(value)
            if value is None:
                return None
        except Exception:
            return None  # It has several elements.
        kept = self._kept.setdefault(name, [])
        kept.append(value.detach() if hasattr(value, "detach") else value)
        if len(kept) >= MOST_KEPT:
            self._sum_up(name, self._kept.pop(name))
        return None

    def _sum_up(self, name, values):
        """Makes one number of many values: on their device, or by reading them."""
        copy = DeviceSum.of(values)
        if copy is None:
            self.note_all(name, _numbers(values))
        else:
            self._copies.setdefault(name, []).append(copy)

    def part(self, extra=None, older=None, names=None, scale=1):
        """The metrics since the last part, to be read later, by any thread.

        ``extra`` holds metrics that are no means, by name, and ``older`` numbers among them that
        are not of these steps. ``names`` maps metrics to the names
        under which they are told; these are multiplied by ``scale``.
        """
        part = Part(
            self._last, dict(self._noted), self._sums, self._kept, self._copies, extra or {},
            older or {}, names or {}, scale,
        )
        if self._kept or extra:
            part.copy_from_device()
        self._noted.clear()
        self._sums, self._kept, self._copies = {}, {}, {}
        self._last = part
        return part

    def take(self, **options):
        """The means ``(since the epoch began, since the last part)``; waits for the device."""
        return self.part(**options).means()


def _noting(noted, at_hand, sum_up):
    """The function that notes the metrics of a step, called for each.

    What it uses lies in its closure: after a step has filled the processor's caches, each further
    object that is looked at costs. ``at_hand`` is for all but floats and tensors in memory,
    and ``sum_up`` for a metric of which there are many.
    """
    tensor = getattr(sys.modules.get("torch"), "Tensor", None)

    def note(**values):
        for name in values:
            value = values[name]
            if type(value) is tensor and value.is_cpu:
                try:
                    value = value.item()
                except Exception:
                    continue  # It has several elements.
            if type(value) is not float:
                value = at_hand(name, value)
                if value is None:
                    continue
            if name in noted:
                values_before = noted[name]
                values_before.append(value)
                if len(values_before) == MOST_KEPT:
                    sum_up(name)
            else:
                noted[name] = [value]

    return note


class Part:
    """The metrics of the steps between two events.

    Two threads may read a part at the same time: each comes to the same result, and keeps it.
    """

    __slots__ = ("_before", "_noted", "_own", "_kept", "_extra", "_older", "_names", "_scale",
                 "_totals", "_sums", "_means", "_copies")

    def __init__(self, before, noted, own, kept, copies, extra, older, names, scale):
        self._before = before
        self._noted = noted
        self._own = own
        self._kept = kept
        self._copies = copies
        self._extra = extra
        self._older = older
        self._names = names
        self._scale = scale
        self._totals = self._sums = self._means = None

    def copy_from_device(self):
        """Begins to copy tensors from CUDA without waiting, and reads those of other devices."""
        columns = list(self._kept.items())
        # A metric of both kinds may have the same name.
        columns += (((name,), [value]) for name, value in self._extra.items())
        for key, values in columns:
            if _is_at_hand(values[0]):
                continue
            copy = DeviceSum.of(values)
            if copy is None:
                self.means()
                return
            self._copies.setdefault(key, []).append(copy)
            self._kept.pop(key, None)

    @property
    def is_ready(self):
        """True when reading waits for no device."""
        return all(copy.is_ready for copies in self._copies.values() for copy in copies)

    def means(self):
        """The means ``(since the epoch began, of this part)``, with the extra metrics."""
        if self._means is None:
            sums, totals = self._fold(), self._totals
            extra = {}
            for name, value in self._extra.items():
                copies = self._copies.get((name,))
                value = copies[0].read()[0] if copies else number(value)
                if value is not None:
                    extra[name] = value
            logs = dict(self._older, **extra)
            self._means = dict(logs, **self._named(sums)), dict(extra, **self._named(totals))
        return self._means

    def _named(self, sums):
        names, scale = self._names, self._scale
        return {
            names.get(name, name): total / count * (scale if name in names else 1)
            for name, (total, count) in sums.items()
        }

    def _fold(self):
        """The sums since the epoch began: those of the part before, and this one's."""
        parts = [self]
        before = self._before
        while before is not None and before._sums is None:
            parts.append(before)
            before = before._before
        sums = {} if before is None else before._sums
        for part in reversed(parts):
            sums = part._fold_into(sums)
        return sums

    def _fold_into(self, before):
        # The kept values first: a thread that adds them up sets the sums before it lets go of them.
        kept, sums = self._kept, self._sums
        if sums is not None:
            return sums
        totals = self._total(kept)
        sums = _added(before, totals.items())
        self._totals = totals
        self._sums = sums
        # What was read is let go of; a thread that reads it too has its own references.
        self._kept, self._before = {}, None
        return sums

    def _total(self, kept):
        """The sum and the number of the values of each metric."""
        read = [
            (name, copy.read())
            for name, copies in self._copies.items() if type(name) is str for copy in copies
        ]
        columns = list(self._noted.items())
        columns += [(name, _numbers(values)) for name, values in kept.items()]
        read += [(name, (sum(values), len(values))) for name, values in columns if values]
        return _added(self._own, read)


def _added(sums, more):
    """Sums with their numbers of values, and more of them."""
    sums = dict(sums)
    for name, (total, count) in more:
        old, number_before = sums.get(name, (0.0, 0))
        sums[name] = (old + total, number_before + count)
    return sums


def _is_at_hand(value):
    """True unless the value is a tensor on a device."""
    return getattr(value, "is_cpu", True)


def _numbers(values):
    """The values that are numbers."""
    return [value for value in map(number, values) if value is not None]
