"""Writes keras_optimizers.json: six steps of a small classifier with each optimiser of Keras.

KERAS_BACKEND=jax python keras_optimizers.py keras_optimizers.json
"""
import json, os, sys
os.environ.setdefault("KERAS_BACKEND", "jax")
import numpy as np, keras

keras.utils.set_random_seed(4)
INPUTS, CLASSES, BATCH, STEPS = 6, 5, 8, 6
random = np.random.default_rng(1)
x = random.uniform(-1, 1, (STEPS * BATCH, INPUTS)).astype("float32")
y = random.integers(0, CLASSES, STEPS * BATCH)
O = keras.optimizers
cases = {
    "adam": O.Adam(0.01),
    "adamw": O.AdamW(0.01),
    "adamw of its own": O.AdamW(0.02, weight_decay=0.3, beta_1=0.8, beta_2=0.95, epsilon=1e-4),
    "sgd": O.SGD(0.1),
    "sgd nesterov": O.SGD(0.1, momentum=0.9, nesterov=True),
    "rmsprop": O.RMSprop(0.01),
    "rmsprop momentum": O.RMSprop(0.01, rho=0.8, momentum=0.9, epsilon=1e-4),
    "rmsprop centered": O.RMSprop(0.01, epsilon=1e-3, centered=True),
    "rmsprop all": O.RMSprop(0.005, rho=0.85, momentum=0.5, epsilon=1e-3, centered=True),
}
model = keras.Sequential([
    keras.layers.Input((INPUTS,)), keras.layers.Dense(9, activation="relu"),
    keras.layers.Dense(CLASSES, activation="softmax")])
start = model.get_weights()
flat = lambda tensors: [np.asarray(t, dtype="float32").ravel().tolist() for t in tensors]
out = {"x": x.ravel().tolist(), "y": y.tolist(), "batch": BATCH, "before": flat(start), "cases": []}
for name, optimizer in cases.items():
    model.set_weights(start)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    losses = [float(model.train_on_batch(x[s * BATCH:][:BATCH], y[s * BATCH:][:BATCH])) for s in range(STEPS)]
    slots = {}
    for variable in optimizer.variables:
        kind = next((k for k in ("average_gradient", "momentum", "velocity") if k in variable.path), None)
        if kind: slots.setdefault(kind, []).append(variable)
    out["cases"].append({
        "name": name, "losses": losses, "after": flat(model.get_weights()),
        **{kind: flat(values) for kind, values in slots.items()}})
    print(name, losses, list(slots), [v.path for v in optimizer.variables][:6])
json.dump(out, open(sys.argv[1], "w"))
