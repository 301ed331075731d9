"""A schedule in each step; the rate is halved in the first epoch, which is undone in the second."""

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


schedule = keras.optimizers.schedules.PolynomialDecay(0.1, 3 * STEPS, 0.01)
model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
model.compile(keras.optimizers.SGD(schedule), lambda y, output: keras.ops.mean(output))
before = float(np.asarray(model.get_weights()[0]).item())
model.fit(
    np.ones((STEPS, 1)), np.ones((STEPS, 1)), batch_size=1, epochs=3, verbose=0, callbacks=[Asks()]
)
rates = [float(keras.ops.convert_to_numpy(schedule(step))) for step in range(3 * STEPS)]
expected = sum(rate * (0.5 if HALVED <= step < BACK else 1) for step, rate in enumerate(rates))
print(expected, before - float(np.asarray(model.get_weights()[0]).item()))
