"""A Lightning script as somebody writes it; with ONE_LINE it has the client's callback."""

import os
import time

import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

L.seed_everything(3)
x = torch.randn(1200, 12, generator=torch.Generator().manual_seed(0))
y = (x[:, :3].sum(1) > 0).long()


class Classifier(L.LightningModule):
    def __init__(self, lr=0.05):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 2))

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log("train_loss", loss)
        time.sleep(float(os.environ.get("SLOW", "0")))
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.net(x)
        self.log("val_loss", F.cross_entropy(logits, y), sync_dist=True)
        self.log("val_acc", (logits.argmax(1) == y).float().mean(), sync_dist=True)

    def configure_optimizers(self):
        each = self.trainer.check_val_every_n_epoch
        optimizer = torch.optim.SGD(self.parameters(), lr=self.hparams.lr, momentum=0.9)
        scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=50)
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": scheduler, "monitor": "val_loss", "frequency": each},
        }


def main():
    out = os.environ["OUT"]
    callbacks = [
        EarlyStopping("val_loss", patience=int(os.environ.get("PATIENCE", "100"))),
        ModelCheckpoint(
            monitor="val_loss", dirpath=out, filename=os.environ.get("FILE"),
            save_last="LAST" in os.environ, enable_version_counter=False,
        ),
    ]
    if os.environ.get("ONE_LINE"):
        import plateau_client

        callbacks.append(plateau_client.lightning())
    model = Classifier(float(os.environ.get("RATE", "0.05")))
    each = int(os.environ.get("CHECK", "1"))
    trainer = L.Trainer(
        max_epochs=int(os.environ.get("EPOCHS", "300")), min_epochs=int(os.environ.get("LEAST", "1")),
        accelerator="cpu", devices=int(os.environ.get("DEVICES", "1")), logger=False,
        enable_progress_bar=False, enable_model_summary=False, default_root_dir=out,
        val_check_interval=float(os.environ.get("EVERY", "1.0")), check_val_every_n_epoch=each,
        callbacks=callbacks,
    )
    trainer.fit(
        model,
        DataLoader(TensorDataset(x[:1000], y[:1000]), batch_size=20, shuffle=True),
        DataLoader(TensorDataset(x[1000:], y[1000:]), batch_size=100),
    )
    print("weights", sum(p.double().abs().sum().item() for p in model.parameters()).hex())


if __name__ == "__main__":
    main()
