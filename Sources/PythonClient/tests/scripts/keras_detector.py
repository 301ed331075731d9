"""A detector in Keras whose mAP is computed by a class of its own, once per epoch."""

import sys

import keras
import numpy as np

from keras import layers

keras.utils.set_random_seed(1)
EPOCHS = int(sys.argv[1]) if len(sys.argv) > 1 else 30


def draw(count):
    """Images with one bright square each, and the square's centre."""
    images = np.random.rand(count, 16, 16, 1).astype("float32") * 0.3
    corners = np.random.randint(0, 12, (count, 2))
    for image, (row, column) in zip(images, corners):
        image[row : row + 4, column : column + 4] = 1
    return images, (corners + 2).astype("float32") / 16


class SSDEvaluation:
    """The share of squares that are found, averaged over distances."""

    def __init__(self, model, images, centres):
        self.model, self.images, self.centres = model, images, centres

    def evaluate(self):
        found = self.model.predict(self.images, verbose=0)
        distances = np.abs(found - self.centres).max(axis=1) * 16
        return float(np.mean([(distances < limit).mean() for limit in (0.5, 1, 2, 3)]))


train, valid = draw(2000), draw(300)
model = keras.Sequential([
    layers.Input((16, 16, 1)), layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(32, activation="relu"), layers.Dense(2),
])
model.compile("adam", "mse")
callbacks = [
    keras.callbacks.ReduceLROnPlateau("val/mAP", mode="max", factor=0.5, patience=2),
    keras.callbacks.EarlyStopping("val/mAP", mode="max", patience=4, restore_best_weights=True),
]
import plateau_client; callbacks += [plateau_client.Evaluation(SSDEvaluation(model, *valid)), plateau_client.keras()]  # noqa: E401, E702
model.fit(*train, batch_size=64, epochs=EPOCHS, verbose=2, callbacks=callbacks)
print("mAP", round(SSDEvaluation(model, *valid).evaluate(), 4))
