"""A GAN in Lightning: two optimizers that the script steps itself, each with its schedule."""

import os
import sys

import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

L.seed_everything(3)


class GAN(L.LightningModule):
    """Two networks that learn against each other."""

    automatic_optimization = False

    def __init__(self):
        super().__init__()
        self.generator = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1))
        self.discriminator = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
        self.judge = nn.BCEWithLogitsLoss()

    def configure_optimizers(self):
        critic = torch.optim.Adam(self.discriminator.parameters(), lr=2e-4)
        artist = torch.optim.Adam(self.generator.parameters(), lr=1e-4)
        decay = torch.optim.lr_scheduler.LambdaLR(artist, lambda epoch: 1 / (1 + 0.001 * epoch))
        cut = torch.optim.lr_scheduler.ReduceLROnPlateau(artist, patience=10**6)
        return [critic, artist], [decay, {"scheduler": cut, "monitor": "loss_g"}]

    def training_step(self, batch, index):
        critic, artist = self.optimizers()
        real, = batch
        ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
        made = self.generator(torch.randn(len(real), 4))
        loss_d = self.judge(self.discriminator(real), ones)
        loss_d = loss_d + self.judge(self.discriminator(made.detach()), zeros)
        critic.zero_grad()
        self.manual_backward(loss_d)
        critic.step()
        loss_g = self.judge(self.discriminator(made), ones)
        artist.zero_grad()
        self.manual_backward(loss_g)
        artist.step()
        self.log_dict({"loss_d": loss_d, "loss_g": loss_g})

    def on_train_epoch_end(self):
        self.lr_schedulers()[0].step()
        own = 1 / (1 + 0.001 * (self.current_epoch + 1))
        critic, artist = (o.param_groups[0]["lr"] for o in self.trainer.optimizers)
        print("rates %.8f %.8f" % (critic, artist / own))
        sys.stdout.flush()


callbacks = []
if os.environ.get("ONE_LINE"):
    import plateau_client

    callbacks.append(plateau_client.lightning())
trainer = L.Trainer(
    max_epochs=int(os.environ.get("EPOCHS", "5")), accelerator="cpu", logger=False,
    enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False,
    callbacks=callbacks,
)
trainer.fit(GAN(), DataLoader(TensorDataset(torch.randn(512, 1) * 2 + 5), batch_size=32))
