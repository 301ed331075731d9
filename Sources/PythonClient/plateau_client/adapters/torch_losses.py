"""The losses of an unchanged PyTorch loop: the tensors of which ``backward`` is called."""

import sys
import weakref
from collections import deque

from ..values import number

MOST_LOSSES = 10_000
"""The number of losses that are kept while no step is told."""
MOST_BEFORE = 256
"""The number of losses that are kept before a run begins."""
MOST_SCALED = 16
"""The number of scaled losses that are known before ``backward`` is called on them."""


class Losses:
    """The losses since the last event, in the order of the calls; none are noted between runs.

    Where several optimizers step, the losses are those on which the known one does.
    """

    __slots__ = (
        "before", "count_before", "divisor", "_may_follow", "_noted", "_use", "_read", "_unscaled",
        "_whole", "_own", "_others", "_first",
    )

    def __init__(self, may_follow):
        """``may_follow`` tells if a run may begin with the step that follows."""
        self.before = deque(maxlen=MOST_BEFORE)
        """The newest losses before the first step of a run."""
        self._whole = None
        self.count_before = 0
        """The calls before the first step, by which its gradients were accumulated."""
        self.divisor = 1
        """What the script divided its first loss by; 1 when it did not."""
        self._may_follow = may_follow
        self._noted = self._read = None
        self._use = lambda append, note: None
        self._unscaled = []
        # How many there were at the known optimizer's last step, and at another's after it.
        self._own = self._others = None
        self._first = 0  # And at its first step, until they are read.

    def begin_pass(self):
        """Forgets the losses of an earlier pass, on which no run has begun."""
        self.before.clear()
        self.count_before = 0

    def begin(self, count=1):
        """Notes losses for a new run, from the newest ``count`` of those that came before it."""
        self._noted, self.count_before = deque(maxlen=MOST_LOSSES), 0
        self._own = self._others = None
        self._read = sys.modules["torch"].Tensor.detach
        self._note_by(self._note_unscaled)
        self._noted.extend(list(self.before)[-count:])
        self._first = len(self._noted)
        self.before.clear()

    def stop(self):
        """Notes no more losses."""
        self._noted = None
        self._use(None, None)

    def backward(self, original):
        """``Tensor.backward`` that notes its loss, in as little time as may be.

        What it uses lies in its closure, because each further object that is looked at costs.
        """
        append = note = None
        torch, is_special = sys.modules["torch"], _special(original)

        def backward(loss, *arguments, **named):
            if arguments or named or append is None or is_special(loss):
                return other_backward(loss, arguments, named)
            # The original does this, too. PyTorch needs less time for a tuple than for a tensor.
            torch.autograd.backward((loss,))
            try:
                append(note(loss))
            except Exception:
                pass  # A tensor of a kind of its own.

        def other_backward(loss, arguments, named):
            if append is None:
                self._know_divisor(loss)
            result = original(loss, *arguments, **named)
            try:
                if loss.numel() != 1:
                    return result
                if append is None:
                    self._keep_first(loss)
                else:
                    append(note(loss))
            except Exception:
                pass  # A tensor of a kind of its own.
            return result

        def use(its_append, its_note):
            nonlocal append, note
            append, note = its_append, its_note

        self._use = use
        return backward

    def _note_by(self, note):
        """Notes of each loss what ``note`` makes of it, while losses are noted."""
        if self._noted is not None:
            self._use(self._noted.append, note)

    def _know_divisor(self, loss):
        """Notes before a run what a loss was divided by, which ``backward`` forgets."""
        if self._noted is None and self._whole is None and not self._unscaled:
            self.divisor = _divisor(loss)

    def _keep_first(self, loss):
        """Keeps a loss of which a run may follow."""
        if self._may_follow():
            self.count_before += 1
            self.before.append(self._before_scaling(loss).detach())

    def __len__(self):
        """The number of losses since the last event."""
        return len(self._noted or ())

    def take_newest(self):
        """Takes out the newest loss, and returns a list of it; an empty one without losses."""
        return [self._noted.pop()] if self._noted else []

    def put_back(self, losses):
        """Adds losses that were taken out."""
        if self._noted is not None:
            self._noted.extend(losses)

    def read_into(self, means):
        """Adds the losses since the last event to the metrics."""
        losses = list(self._noted)
        self._noted.clear()
        self._first = 0
        if self._own is not None:
            self._own, self._others = 0, None
        if set(map(type, losses)) <= {float}:
            means.note_all("loss", losses)
            return
        for loss in losses:
            while type(loss) is list:  # ``tolist`` gives a list of a loss that is no scalar.
                loss = loss[0]
            means.note(loss=loss)
        # From memory at hand the next ones are read at once: to keep a tensor would cost more.
        kind = sys.modules["torch"].Tensor
        self._read = kind.tolist if getattr(losses[-1], "is_cpu", True) else kind.detach
        if not self._unscaled:
            self._note_by(self._read)

    # Losses that were multiplied for half precision, or divided to accumulate gradients

    def part_of(self, loss):
        """The next ``backward`` is called on a part of this loss."""
        if self._noted is not None or self._may_follow():
            self._know_divisor(loss)
            self._whole = loss.detach()
            self._note_by(self._note_unscaled)

    def scaled(self, loss, unscaled):
        """A loss was multiplied so that its gradients fit into half precision."""
        if loss is not unscaled and hasattr(unscaled, "detach"):
            self._know_divisor(unscaled)
            waiting = [pair for pair in self._unscaled if pair[0]() is not None]
            waiting.append((weakref.ref(loss), unscaled.detach()))
            self._unscaled = waiting[-MOST_SCALED:]
            self._note_by(self._note_unscaled)

    def scaler_updated(self):
        """The script has asked for a step, which was left out if no run has begun with it."""
        self.count_before = 0

    def _note_unscaled(self, loss):
        loss = self._before_scaling(loss)
        if not self._unscaled:
            self._note_by(self._read)
        return self._read(loss)

    def _before_scaling(self, loss):
        """The loss as the script knows it."""
        whole, self._whole = self._whole, None
        for index, (scaled, unscaled) in enumerate(self._unscaled):
            if scaled() is loss:
                del self._unscaled[index]
                return unscaled if whole is None else whole
        return loss if whole is None else whole

    # Several optimizers

    def other_stepped(self, step):
        """Notes the losses on which another optimizer has stepped; the known one may share them.

        ``step`` is the number of the known one's steps so far.

        Returns True for the first such step: from then on each step of the known optimizer says
        which losses are its own.
        """
        self._others = len(self._noted)
        if self._own is not None:
            return False
        self._own = self._first if step == 1 else len(self._noted)
        return True

    def own_stepped(self):
        """Takes the losses so far as those of the known optimizer."""
        if self._own is not None:
            self._own, self._others = len(self._noted), None

    def drop_others(self, shares=False):
        """Forgets the losses on which only others have stepped, and keeps the newer ones.

        With ``shares``, the known optimizer has stepped on those of others if there are no newer.
        """
        if self._others is None or (shares and len(self._noted) <= self._others):
            return
        newer = [self._noted.pop() for _ in range(len(self._noted) - self._others)]
        while len(self._noted) > self._own:
            self._noted.pop()
        self._noted.extend(reversed(newer))
        self._others = None


def _divisor(loss):
    """The number that a loss was divided by last; 1 when that was not its last operation."""
    made_by = getattr(loss, "grad_fn", None)
    try:
        is_divided = type(made_by).__name__ == "DivBackward0"
        return number(made_by._saved_other) or 1 if is_divided else 1
    except Exception:
        return 1  # The script has called backward on it before.


def _special(backward):
    """A function that is true for a tensor on which ``backward`` has to be called itself.

    PyTorch's own passes the loss on to ``torch.autograd.backward``, unless the tensor is of another
    kind or somebody wants to see all calls.
    """
    names = getattr(getattr(backward, "__code__", None), "co_names", ())
    check = getattr(backward, "__globals__", {}).get("has_torch_function_unary")
    is_own = "has_torch_function_unary" in names and "autograd" in names
    return check if is_own and check is not None else lambda loss: True
