"""The course of a learning rate: what the script gives it, times the factor that persons asked for."""

import math

NEAR_ONE = 1e-6
"""The distance from 1 within which a factor is what rounding has left of changes taken back.

Rates of 32 bits are rounded to a part in 16 million.
"""

STEPS = {"float16": 2**-10, "bfloat16": 2**-7}
"""The greatest relative distance between neighbours among the numbers of a type."""
STEP = 2**-22
"""Twice that distance for numbers of 32 bits."""


def step_of(variable):
    """The relative distance that tells rates apart which a variable, or a tensor, keeps."""
    dtype = getattr(variable, "dtype", None)
    return STEPS.get(getattr(dtype, "name", None) or str(dtype).rpartition(".")[2], STEP)


def is_same(rate, other, step=STEP):
    """True for one and the same rate, of which either may be rounded."""
    return math.isclose(rate, other, rel_tol=step)


def shortest(rate):
    """The shortest number that a 32-bit variable stores as this one: 0.001 for its neighbour."""
    for digits in range(6, 10):
        short = float("%.*g" % (digits, rate))
        if abs(short - rate) <= abs(rate) * 6e-8:
            return short
    return rate


def multiplied(factor, ratio):
    """A factor times a ratio: exactly 1 when the ratio takes back what was asked for before."""
    product = factor * ratio
    return 1.0 if abs(product - 1) < NEAR_ONE else product


def is_scripts_own(rate, asked, factor, epochs):
    """True when a rate that the script wrote lies nearer its own course than what was asked for.

    ``asked`` is the rate before, and ``factor`` is that rate over the script's own. Nothing that
    is made from a rate of 0 becomes more, so a rate above 0 after it is the script's own.

    ``epochs`` have begun since what was asked for was written. A script that writes its own rate
    where that stays the same does so in each epoch. One that has not done so for a whole epoch has
    made the very number from what was asked for: by ``*= 0.5`` after a factor of 2.
    """
    if rate <= 0 or asked < 0:
        return False
    if asked == 0:
        return True
    if epochs > 1 and is_same(rate * factor, asked):
        return False
    return abs(math.log(rate * factor / asked)) < abs(math.log(rate / asked))
