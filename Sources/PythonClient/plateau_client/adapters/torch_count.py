"""Counts the steps of an unchanged PyTorch loop, in as little time as may be."""


class StepCount:
    """The steps of the known optimizer, of which those with more to do are looked at.

    ``after_step`` is PyTorch's hook for all optimizers. ``know(id)`` says whose steps count;
    ``look_at(step)`` at which there is more to do, and any thread may call it. Then, and when
    another optimizer steps, ``look(optimizer, is_known)`` is called.
    """

    __slots__ = ("after_step", "know", "look_at", "done", "set")

    def __init__(self, look):
        self.after_step, self.know, self.look_at, self.done, self.set = _counting(look)


def _counting(look):
    """The functions of a ``StepCount``.

    What they use lies in their closure: after a step has filled the processor's caches, each
    further object that is looked at costs as much as all the rest.
    """
    known = next_look = done = 0

    def after_step(optimizer, arguments=None, named=None):
        nonlocal done
        if id(optimizer) == known:
            done += 1
            if done >= next_look:
                look(optimizer, True)
        else:
            look(optimizer, False)

    def know(identity):
        nonlocal known
        known = identity

    def look_at(step):
        nonlocal next_look
        next_look = step

    def set_done(steps):
        nonlocal done
        done = steps

    return after_step, know, look_at, lambda: done, set_done
