"""An MMEngine script as somebody writes it; with ONE_LINE it has the client's hook."""

import os
import time

import torch
import torch.nn.functional as F
from mmengine.evaluator import BaseMetric
from mmengine.hooks import EarlyStoppingHook
from mmengine.model import BaseModel
from mmengine.runner import Runner
from torch.utils.data import TensorDataset

torch.manual_seed(5)
x = torch.randn(1200, 12, generator=torch.Generator().manual_seed(0))
y = (x[:, :3].sum(1) > 0).long()


class Classifier(BaseModel):
    def __init__(self):
        super().__init__()
        self.first, self.second = torch.nn.Linear(12, 16), torch.nn.Linear(16, 2)

    def forward(self, x, y, mode):
        out = self.second(F.relu(self.first(x)))
        if mode == "loss":
            time.sleep(float(os.environ.get("SLOW", "0")))
            return {"loss": F.cross_entropy(out, y)}
        return out, y


class Accuracy(BaseMetric):
    def process(self, data_batch, data_samples):
        out, y = data_samples
        loss = F.cross_entropy(out, y, reduction="sum").item()
        self.results.append((len(y), (out.argmax(1) == y).sum().item(), loss))

    def compute_metrics(self, results):
        count, hits, loss = (sum(column) for column in zip(*results))
        return {"accuracy": hits / count, "val_loss": loss / count}


def loader(data, size, shuffle):
    return dict(
        batch_size=size, dataset=data, sampler=dict(type="DefaultSampler", shuffle=shuffle),
        num_workers=0, collate_fn=dict(type="default_collate"),
    )


def main():
    rate = float(os.environ.get("RATE", "0.05"))
    patience = int(os.environ.get("PATIENCE", "100"))
    hooks = [EarlyStoppingHook("val_loss", rule="less", min_delta=0.0, patience=patience)]
    if os.environ.get("ONE_LINE"):
        import plateau_client

        hooks.append(plateau_client.mmengine())
    if os.environ.get("ITERATIONS"):
        loop = dict(by_epoch=False, max_iters=int(os.environ["ITERATIONS"]), val_interval=20)
        schedule = dict(type="MultiStepLR", milestones=[10_000], by_epoch=False)
    else:
        loop = dict(by_epoch=True, max_epochs=int(os.environ.get("EPOCHS", "300")), val_interval=1)
        schedule = dict(type="ReduceOnPlateauLR", monitor="val_loss", rule="less", patience=50)
    runner = Runner(
        model=Classifier(), work_dir=os.environ["OUT"],
        train_dataloader=loader(TensorDataset(x[:1000], y[:1000]), 20, True),
        val_dataloader=loader(TensorDataset(x[1000:], y[1000:]), 100, False),
        train_cfg=loop, val_cfg=dict(), val_evaluator=[Accuracy()],
        optim_wrapper=dict(optimizer=dict(type="SGD", lr=rate, momentum=0.9)),
        param_scheduler=[schedule], custom_hooks=hooks, randomness=dict(seed=5),
        default_hooks=dict(checkpoint=dict(
            type="CheckpointHook", interval=int(os.environ.get("SAVES", "50")),
            save_best="val_loss", rule="less", by_epoch=loop["by_epoch"],
        )),
    )
    runner.train()
    weights = runner.model.parameters()
    print("weights", sum(p.double().abs().sum().item() for p in weights).hex())


if __name__ == "__main__":
    main()
