"""A schedule in each step; the rate is halved in the first epoch, which is undone in the second.

The schedule is an object of Keras, or that of a callback that writes the rate at the ``WRITES`` of
each batch: its ``begin`` or its ``end``.
"""

import os

import keras
import numpy as np

from plateau_client.requests import parse_request
from plateau_client.run import Run

STEPS, HALVED, BACK = 40, 13, 61
if os.environ.get("MIXED"):
    keras.mixed_precision.set_global_policy("mixed_float16")


class Asks(keras.callbacks.Callback):
    """Asks for a change before two of the steps."""

    async_safe = True
    step = 0

    def on_train_batch_begin(self, batch, logs=None):
        lines = {
            HALVED: '{"command":"set_learning_rate","factor":0.5}', BACK: '{"command":"undo"}'
        }
        if self.step in lines:
            Run.active._inbox.append(parse_request(lines[self.step]))
        self.step += 1


class Writes(keras.callbacks.Callback):
    """Writes the rate of each batch: falling, and halved while it is halved by request."""

    step = 0

    def write(self, step):
        self.model.optimizer.learning_rate = written(step)

    def on_train_batch_begin(self, batch, logs=None):
        if os.environ["WRITES"] == "begin":
            self.write(self.step)

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        if os.environ["WRITES"] == "end":
            self.write(self.step)


def written(step):
    """A rate that falls a little, and is halved twice."""
    return 0.1 * (1 - 0.001 * min(step, 25)) * (1 if step < 30 else 0.5 if step < 50 else 0.25)


schedule = keras.optimizers.schedules.PolynomialDecay(0.1, 3 * STEPS, 0.01)
callbacks, start = [Asks()], schedule
if os.environ.get("WRITES"):
    schedule, start = written, written(0)
    callbacks.append(Writes())
model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
model.compile(keras.optimizers.SGD(start), lambda y, output: keras.ops.mean(output))
before = float(np.asarray(model.get_weights()[0]).item())
model.fit(
    np.ones((STEPS, 1)), np.ones((STEPS, 1)), batch_size=1, epochs=3, verbose=0, callbacks=callbacks
)
rates = [float(keras.ops.convert_to_numpy(schedule(step))) for step in range(3 * STEPS)]
expected = sum(rate * (0.5 if HALVED <= step < BACK else 1) for step, rate in enumerate(rates))
print(expected, before - float(np.asarray(model.get_weights()[0]).item()))
