"""A GAN in MMEngine: two optimizers by name, one of them with a schedule."""

import os
import sys
import tempfile

import torch
from mmengine.hooks import Hook
from mmengine.model import BaseModel
from mmengine.optim import OptimWrapper, OptimWrapperDict
from mmengine.runner import Runner
from torch import nn
from torch.utils.data import TensorDataset

torch.manual_seed(3)
GAMMA = 0.999


class GAN(BaseModel):
    """Two networks that learn against each other."""

    def __init__(self):
        super().__init__()
        self.artist = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1))
        self.critic = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
        self.judge = nn.BCEWithLogitsLoss()

    def forward(self, *inputs, **named):
        """MMEngine asks for it; ``train_step`` does everything here."""

    def train_step(self, data, optim_wrapper):
        real, = data
        ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
        made = self.artist(torch.randn(len(real), 4))
        loss_d = self.judge(self.critic(real), ones) + self.judge(self.critic(made.detach()), zeros)
        optim_wrapper["critic"].update_params(loss_d)
        loss_g = self.judge(self.critic(made), ones)
        optim_wrapper["artist"].update_params(loss_g)
        return {"loss_d": loss_d.detach(), "loss_g": loss_g.detach()}


class Rates(Hook):
    """Prints the rate of each optimizer, without its schedule."""

    def after_train_epoch(self, runner):
        critic, artist = (w.optimizer.param_groups[0]["lr"] for w in runner.optim_wrapper.values())
        print("rates %.8f %.8f" % (critic, artist / GAMMA ** (runner.epoch + 1)))
        sys.stdout.flush()


def main():
    model = GAN()
    hooks = [dict(type=Rates, priority="VERY_LOW")]
    if os.environ.get("ONE_LINE"):
        import plateau_client

        hooks.append(plateau_client.mmengine())
    Runner(
        model, tempfile.mkdtemp(), custom_hooks=hooks, log_level="ERROR",
        train_dataloader=dict(
            batch_size=32, dataset=TensorDataset(torch.randn(512, 1) * 2 + 5), num_workers=0,
            sampler=dict(type="DefaultSampler", shuffle=True),
            collate_fn=dict(type="default_collate"),
        ),
        train_cfg=dict(by_epoch=True, max_epochs=int(os.environ.get("EPOCHS", "5"))),
        optim_wrapper=OptimWrapperDict(
            critic=OptimWrapper(torch.optim.Adam(model.critic.parameters(), lr=2e-4)),
            artist=OptimWrapper(torch.optim.Adam(model.artist.parameters(), lr=1e-4)),
        ),
        param_scheduler=dict(critic=[], artist=[dict(type="ExponentialLR", gamma=GAMMA)]),
        default_hooks=dict(checkpoint=None),
    ).train()


if __name__ == "__main__":
    main()
