"""An Ultralytics script as somebody writes it; with ONE_LINE it has the client's callbacks."""

import os
from pathlib import Path

import numpy as np
from PIL import Image
from ultralytics import YOLO


def images(root):
    random = np.random.default_rng(0)
    for split, count in (("train", 40), ("val", 12)):
        for name, shade in (("dark", 60), ("light", 180)):
            folder = root / split / name
            folder.mkdir(parents=True)
            for index in range(count):
                pixels = np.clip(random.normal(shade, 50, (32, 32, 3)), 0, 255).astype("uint8")
                Image.fromarray(pixels).save(folder / ("%d.png" % index))


def main():
    out = Path(os.environ["OUT"])
    data = out / "images"
    if not data.exists():
        images(data)
    model = YOLO("yolov8n-cls.yaml")
    if os.environ.get("ONE_LINE"):
        import plateau_client

        plateau_client.ultralytics(model)
    model.train(
        data=str(data), epochs=int(os.environ.get("EPOCHS", "60")), imgsz=32, batch=8, workers=0,
        device="cpu", patience=int(os.environ.get("PATIENCE", "40")), plots=False, optimizer="SGD",
        lr0=0.01, warmup_epochs=float(os.environ.get("WARMUP", "0")), project=str(out / "runs"),
        exist_ok=True, verbose=False, seed=1, amp=False,
    )
    weights = model.trainer.model.parameters()
    print("weights", sum(p.double().abs().sum().item() for p in weights).hex())


if __name__ == "__main__":
    main()
