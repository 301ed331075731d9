"""A classifier in Keras, as its guide shows one."""

import os

import keras
import numpy as np

keras.utils.set_random_seed(3)
x = np.random.rand(8000, 20).astype("float32")
y = (x.sum(axis=1) > 10).astype("int32")

model = keras.Sequential(
    [keras.layers.Dense(32, activation="relu"), keras.layers.Dense(2, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
callbacks = [
    keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True),
    keras.callbacks.ReduceLROnPlateau(patience=3, factor=0.5),
]
if os.environ.get("ONE_LINE"):
    import plateau_client

    callbacks.insert(0, plateau_client.keras())
history = model.fit(
    x, y, validation_split=0.2, epochs=int(os.environ.get("EPOCHS", 3)), batch_size=32, verbose=2,
    callbacks=callbacks,
)
weights = np.concatenate([np.asarray(w).ravel() for w in model.get_weights()])
print("weights", weights.tobytes().hex()[:64], float(np.abs(weights).sum()))
