"""A GAN that learns a normal distribution: two optimizers, a schedule, and a loop of its own."""

import os
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)


class GAN:
    """Two networks that learn against each other."""

    def __init__(self):
        self.generator = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1))
        self.discriminator = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
        self.optimizer_d = torch.optim.Adam(self.discriminator.parameters(), lr=2e-4)
        self.optimizer_g = torch.optim.Adam(self.generator.parameters(), lr=1e-4)
        self.judge = nn.BCEWithLogitsLoss()

    def step(self, real):
        """Teaches each network a batch; returns both losses."""
        ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
        made = self.generator(torch.randn(len(real), 4))
        loss_d = self.judge(self.discriminator(real), ones)
        loss_d = loss_d + self.judge(self.discriminator(made.detach()), zeros)
        self.optimizer_d.zero_grad()
        loss_d.backward()
        self.optimizer_d.step()
        loss_g = self.judge(self.discriminator(made), ones)
        self.optimizer_g.zero_grad()
        loss_g.backward()
        self.optimizer_g.step()
        return loss_d.item(), loss_g.item()


gan = GAN()
loader = DataLoader(TensorDataset(torch.randn(512, 1) * 2 + 5), batch_size=32, shuffle=True)
decay = torch.optim.lr_scheduler.LambdaLR(gan.optimizer_g, lambda epoch: 1 / (1 + 0.001 * epoch))
epochs = int(os.environ.get("EPOCHS", "5"))
run = None
if os.environ.get("ONE_LINE"):
    import plateau_client

    optimizers = {"critic": gan.optimizer_d, "artist": gan.optimizer_g}
    run = plateau_client.loop("gan", optimizer=optimizers)
numbers = run.epochs(epochs) if run else range(epochs)
for epoch in numbers:
    for (real,) in run.batches(loader) if run else loader:
        loss_d, loss_g = gan.step(real)
        if run:
            run.log(loss_d=loss_d, loss_g=loss_g)
    decay.step()
    own = 1 / (1 + 0.001 * (epoch + 1))
    rates = gan.optimizer_d.param_groups[0]["lr"], gan.optimizer_g.param_groups[0]["lr"] / own
    print("rates %.8f %.8f" % rates)
    sys.stdout.flush()
