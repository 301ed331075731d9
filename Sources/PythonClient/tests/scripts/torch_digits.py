"""A training loop in PyTorch, as its tutorials show one."""

import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def validate(model, loader):
    model.eval()
    total = 0.0
    with torch.no_grad():
        for images, labels in loader:
            total += nn.functional.cross_entropy(model(images), labels).item() * len(images)
    return total / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=3)
    args = parser.parse_args()
    torch.manual_seed(0)
    x = torch.randn(6000, 20)
    y = (x.sum(dim=1) > 0).long()
    train = DataLoader(TensorDataset(x[:4800], y[:4800]), batch_size=32, shuffle=True)
    valid = DataLoader(TensorDataset(x[4800:], y[4800:]), batch_size=256)
    model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=3)
    for epoch in range(args.epochs):
        model.train()
        for images, labels in train:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
        val_loss = validate(model, valid)
        scheduler.step(val_loss)
        if epoch < 3:
            print("epoch", epoch, "loss", loss.item(), "val_loss", val_loss)
    print("weights", [float(p.detach().double().sum()) for p in model.parameters()])


main()
