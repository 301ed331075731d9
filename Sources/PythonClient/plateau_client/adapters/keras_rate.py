"""The learning rate of a Keras optimizer: a variable, a schedule, or what a callback sets."""

from ..before_change import BeforeChange
from ..epochs_since import EpochsSince
from ..parameters import Refusal
from ..rate_course import is_same, is_scripts_own, multiplied, shortest, step_of
from ..training import RATE_STAYS_0
from ..values import number


class KerasRate:
    """Reads and sets the learning rate so that it holds.

    ``factor`` is the product of all changes that a person asked for, over the script's own course.
    """

    def __init__(self, model, warn=None):
        """``warn`` gets a sentence."""
        self.model = model
        self.warn = warn or (lambda text: None)
        self.factor = 1.0
        self.last = None
        self.is_written_in_batches = False
        """True once the script has written its own rate within an epoch over what was asked for."""
        self._epochs = EpochsSince()
        self._before = BeforeChange()
        self._held = None  # What the variable holds of a rate that is told apart.
        self._iterations = None
        self.last = self.read()

    @property
    def optimizer(self):
        """The optimizer, within a loss-scaling one where there is one."""
        optimizer = getattr(self.model, "optimizer", None)
        return getattr(optimizer, "inner_optimizer", None) or optimizer

    def sync(self):
        """Attaches JAX's state to the model, without which the rate is stale and a new one lost."""
        sync = getattr(self.model, "jax_state_sync", None)
        if sync is not None and getattr(self.model, "_jax_state", None) is not None:
            sync()

    def read(self):
        """The rate now; the last known one while JAX holds the state."""
        state = getattr(self.model, "_jax_state_synced", True)
        if not state:
            return self.last
        rate = self._stored()
        if rate is not None and rate != self._held:
            self.last, self._held = shortest(rate), None
        return self.last

    def _step(self):
        """The relative distance that tells rates apart which the variable holds."""
        # Not ``learning_rate``: of a schedule, that is computed from what JAX hides within an epoch.
        return step_of(getattr(self.optimizer, "_learning_rate", None))

    def _stored(self):
        """The number that the variable holds; None when it is not known."""
        try:
            return number(self._convert(self.optimizer.learning_rate))
        except Exception:
            return None

    @staticmethod
    def _convert(rate):
        if callable(rate) and not hasattr(rate, "assign"):
            raise TypeError("a schedule without its step")
        numpy = getattr(rate, "numpy", None)
        if numpy is not None:
            return numpy()
        value = getattr(rate, "value", None)
        return value if value is not None and not callable(value) else rate

    def now(self):
        """The rate at this step; JAX hands its state to the model for it, which takes a moment."""
        self.sync()
        if self._schedule() is None:
            return self.hold()
        self.last = shortest(self._scaled_rate())
        return self.last

    def set(self, rate):
        """Sets the rate; under a schedule, scales the rest of its course."""
        old = self._checked_rate()
        if old == 0:
            raise Refusal(RATE_STAYS_0)
        if old is not None:
            self.scale(rate / old)
        if self._schedule() is None:
            self._write(rate)

    def scale(self, ratio):
        """Multiplies the rate; at 0, what the schedule or a callback gives next."""
        old, schedule = self._checked_rate(), self._schedule()
        if old is None:
            raise Refusal("the learning rate is not known")
        if schedule is None:
            self._before.note([old], self.factor)
            self._write(old * ratio)
        else:
            self._scale(schedule, ratio)
            self.last = old * ratio
        self.factor = multiplied(self.factor, ratio)

    def leave(self, ratio):
        """Counts a change by ``ratio`` as taken back, though the rate stays as it is."""
        self.factor = multiplied(self.factor, 1 / ratio)
        self._before.forget()

    def _checked_rate(self):
        if hasattr(self.optimizer, "optimizers"):
            raise Refusal("this model has several optimizers; their rates cannot be set together")
        return self.now()

    def _write(self, rate):
        """Writes a rate: told apart from the script's, where the script writes its own in batches."""
        optimizer = self.optimizer
        self._epochs.restart()
        if self.is_written_in_batches:
            optimizer.learning_rate = rate * (1 + self._step())
            self.last, self._held = rate, self._stored()
        else:
            optimizer.learning_rate = rate
            stored, self._held = self._stored(), None
            self.last = rate if stored is None else shortest(stored)

    def follow(self, cuts=()):
        """Keeps a rate that was asked for when a callback sets one at either end of an epoch.

        A new rate that lies nearer the old course than the asked one came from the epoch or the
        step alone, so it is scaled; any other was made from the asked rate, as one of ``cuts`` was.
        Returns the rate.
        """
        asked = self.last
        rate = self.read()
        if self._schedule() is None:
            if self._is_written_over(asked, rate, cuts):
                self._write(shortest(rate * self.factor))
            elif self.is_written_in_batches and self._held is None and rate is not None:
                self._write(rate)
        return self.last

    def hold(self):
        """Keeps a rate that was asked for when the script writes its own within an epoch.

        Called before a step, after the script's callbacks. Returns the rate.
        """
        if not self.is_written_in_batches:
            if self._is_written_over(self.last, self.read()):
                self.is_written_in_batches = True
                self.warn(
                    "the script writes its own learning rate; each step multiplies it by %.6g"
                    % self.factor
                )
        return self.follow()

    def _is_written_over(self, asked, rate, cuts=()):
        """True when the script has written its own rate over the one that was asked for."""
        if self.factor == 1.0 or not rate or asked is None or self.is_one_of(rate, cuts):
            return False
        if self.is_written_in_batches:
            return self._held is None
        if rate != asked and self._before.is_written_again(0, rate, self._step()):
            self.factor = self._before.alone(self.factor)
            return True
        epochs = self._epochs.count()
        return rate != asked and is_scripts_own(rate, asked, self.factor, epochs)

    def is_one_of(self, rate, others):
        """True when a rate that the variable held is one of the others."""
        return any(is_same(rate, other, self._step()) for other in others)

    @property
    def has_schedule(self):
        """True when the optimizer's rate is a schedule."""
        return self._schedule() is not None

    def begin_epoch(self):
        """Notes the optimizer's count of steps, which JAX hides within an epoch."""
        try:
            self._iterations = int(number(self._convert(self.optimizer.iterations)))
        except Exception:
            self._iterations = None

    def after(self, steps):
        """The rate after some steps of the epoch: of a schedule, its value there."""
        schedule = self._schedule()
        if schedule is None and self.factor == 1.0:
            return self.read()
        if self._iterations is None or not hasattr(schedule, "get_config"):
            return self.last
        try:
            rate = number(self._convert(schedule(self._iterations + steps)))
        except Exception:
            return self.last
        scaled = self.optimizer.__dict__.get("_get_current_learning_rate")
        return rate if scaled is None else rate * scaled.factor

    def _schedule(self):
        """The schedule or function that gives the rate; None for a variable."""
        rate = getattr(self.optimizer, "_learning_rate", None)
        return rate if callable(rate) and not hasattr(rate, "assign") else None

    def _scaled_rate(self):
        if hasattr(self.optimizer, "_get_current_learning_rate"):
            return number(self._convert(self.optimizer.learning_rate))
        return number(self._convert(self._schedule()(self.optimizer.iterations)))

    def _scale(self, schedule, factor):
        optimizer = self.optimizer
        if hasattr(optimizer, "_get_current_learning_rate"):
            scaled = optimizer.__dict__.get("_get_current_learning_rate")
            before = scaled.factor if scaled is not None else 1.0
            product = multiplied(before, factor)
            optimizer._get_current_learning_rate = ScaledRate(optimizer, product)
        else:
            before = getattr(schedule, "_plateau_factor", None)
            if before is None:
                schedule = optimizer._learning_rate = _scaled(schedule)
            schedule._plateau_factor = multiplied(before or 1.0, factor)
        self.model.make_train_function(force=True)


class ScaledRate:
    """The rate of an optimizer times a factor, in place of its own method.

    The schedule itself stays as it is, so that a saved model loads without the client.
    """

    def __init__(self, optimizer, factor):
        self.optimizer = optimizer
        self.factor = factor

    def __call__(self):
        method = type(self.optimizer)._get_current_learning_rate
        return method(self.optimizer) * self.factor


def _scaled(schedule):
    """A copy of a schedule of tf.keras that multiplies its rate."""
    original = type(schedule)

    def call(self, step):
        return original.__call__(self, step) * self._plateau_factor

    members = {"__call__": call, "__module__": original.__module__, "__doc__": original.__doc__}
    copy = object.__new__(type(original.__name__, (original,), members))
    copy.__dict__.update(schedule.__dict__)
    return copy
