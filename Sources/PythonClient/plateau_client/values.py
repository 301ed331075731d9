"""Numbers and metrics in the form that events hold them."""

import math


def json_number(value):
    """A number for a line of events: NaN and the infinities become text."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if value != value:
        return "nan"
    if value in (math.inf, -math.inf):
        return "inf" if value > 0 else "-inf"
    return value


def number(value):
    """The value as an int or float; None for text, images, arrays of several elements and None.

    Reading a tensor waits for its device. A tensor is detached first, so that no graph is kept.
    """
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int):
        return value if -(2**53) <= value <= 2**53 else float(value)
    try:
        if hasattr(value, "detach"):
            value = value.detach()
        size = getattr(value, "numel", None)
        if callable(size) and size() != 1:
            return None
        shape = getattr(value, "shape", None)
        if shape is not None and math.prod(tuple(shape)) != 1:
            return None
        if hasattr(value, "item"):
            value = value.item()
        elif hasattr(value, "numpy"):
            value = value.numpy().item()
        elif hasattr(value, "__float__"):
            value = float(value)
        return number(value) if isinstance(value, (int, float)) else None
    except Exception:
        return None


def numbers(logs):
    """The metrics that are numbers, by name; all others are left out."""
    found = {}
    for name, value in dict(logs or {}).items():
        value = number(value)
        if value is not None:
            found[str(name)] = value
    return found


def json_numbers(logs):
    """Metrics for a line of events."""
    return {name: json_number(value) for name, value in logs.items()}
