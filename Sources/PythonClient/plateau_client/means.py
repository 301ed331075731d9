"""The means of metrics between events, read when somebody has time for it."""

import sys
from collections import deque

from .device_sum import DeviceSum
from .values import number

MOST_KEPT = 512
"""The number of steps whose metrics are kept unread."""


class Means:
    """The means of metrics since the last event and since the epoch began.

    ``add`` keeps tensors of a device without reading them, detached from their graph: reading one
    waits for the device.
    """

    __slots__ = ("_kept", "_is_on_device", "_last")

    def __init__(self):
        self.begin_epoch()

    def begin_epoch(self):
        """Forgets everything."""
        self._kept = deque(maxlen=MOST_KEPT)
        self._is_on_device = False
        self._last = None

    def add(self, values):
        """Adds the metrics of one step."""
        self.note(**values)

    def note(self, **values):
        """Adds the metrics of one step, in as little time as may be: it is called for each."""
        for name, value in values.items():
            if type(value) is not float:
                try:
                    if value.is_cpu:
                        # Nobody waits for memory at hand, and keeping a tensor would cost more.
                        values[name] = value.item()
                    else:
                        values[name] = value.detach()
                        self._is_on_device = True
                except AttributeError:
                    pass  # It is no tensor.
                except Exception:
                    values[name] = value.detach()  # It has several elements.
        self._kept.append(values)

    def pop(self):
        """Takes the metrics of the last step back; empty when they belong to a part already."""
        return self._kept.pop() if self._kept else {}

    def part(self, extra=None, older=None, names=None, scale=1):
        """The metrics since the last part, to be read later, by any thread.

        ``extra`` holds metrics that are no means, by name, and ``older`` numbers among them that
        are not of these steps. ``names`` maps metrics to the names
        under which they are told; these are multiplied by ``scale``.
        """
        part = Part(self._last, self._kept, extra or {}, older or {}, names or {}, scale)
        if self._is_on_device or (extra and not all(map(_is_at_hand, extra.values()))):
            part.copy_from_device()
        self._kept = deque(maxlen=MOST_KEPT)
        self._is_on_device = False
        self._last = part
        return part

    def take(self, **options):
        """The means ``(since the epoch began, since the last part)``; waits for the device."""
        return self.part(**options).means()


class Part:
    """The metrics of the steps between two events.

    Two threads may read a part at the same time: each comes to the same result, and keeps it.
    """

    __slots__ = ("_before", "_kept", "_extra", "_older", "_names", "_scale", "_totals", "_sums", "_means",
                 "_on_device")

    def __init__(self, before, kept, extra, older, names, scale):
        self._before = before
        self._kept = kept
        self._extra = extra
        self._older = older
        self._names = names
        self._scale = scale
        self._totals = self._sums = None
        self._on_device = {}
        self._means = None

    def copy_from_device(self):
        """Begins to copy tensors from CUDA without waiting, and reads those of other devices."""
        columns = dict(_columns(self._kept))
        # A metric of both kinds may have the same name.
        columns.update(((name,), [value]) for name, value in self._extra.items())
        for key, values in columns.items():
            if _is_at_hand(values[0]):
                continue
            copy = DeviceSum.of(values)
            if copy is None:
                self.means()
                return
            self._on_device[key] = copy

    @property
    def is_ready(self):
        """True when reading waits for no device."""
        return all(copy.is_ready for copy in self._on_device.values())

    def means(self):
        """The means ``(since the epoch began, of this part)``, with the extra metrics."""
        if self._means is None:
            sums, totals = self._fold(), self._totals
            extra = {}
            for name, value in self._extra.items():
                copy = self._on_device.get((name,))
                value = number(value) if copy is None else copy.read()[0]
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
        kept, sums = self._kept, self._sums
        if sums is not None:
            return sums
        totals = {
            name: self._on_device[name].read() if name in self._on_device else _total(values)
            for name, values in _columns(kept).items()
        }
        totals = {name: total for name, total in totals.items() if total[1]}
        sums = dict(before)
        for name, (total, count) in totals.items():
            old, number_before = sums.get(name, (0.0, 0))
            sums[name] = (old + total, number_before + count)
        self._totals = totals
        self._sums = sums
        # What was read is let go of; a thread that reads it too has its own references.
        self._kept, self._before = (), None
        return sums


def _is_at_hand(value):
    """True unless the value is a tensor on a device."""
    return getattr(value, "is_cpu", True)


def _columns(kept):
    """The values of several steps by name."""
    if not kept:
        return {}
    names = kept[0].keys()
    if all(values.keys() == names for values in kept):
        return {name: [values[name] for values in kept] for name in names}
    columns = {}
    for values in kept:
        for name, value in values.items():
            columns.setdefault(name, []).append(value)
    return columns


def _total(values):
    """The sum and the number of the values that are numbers."""
    kinds = set(map(type, values))
    if kinds == {float}:
        return sum(values), len(values)
    torch = sys.modules.get("torch")
    if torch is not None and kinds == {torch.Tensor} and len(values) > 1:
        try:
            if values[0].is_cpu:
                return float(sum(map(torch.Tensor.item, values))), len(values)
            if values[0].numel() == 1:
                return float(torch.stack(values).double().sum().item()), len(values)
        except Exception:
            pass  # Of several shapes or devices; they are read one by one.
    numbers = [value for value in map(number, values) if value is not None]
    return sum(numbers), len(numbers)
