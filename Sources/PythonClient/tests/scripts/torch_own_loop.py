"""A training loop in PyTorch with the client's three lines."""

import os

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import plateau_client

torch.manual_seed(0)
x = torch.randn(6000, 20)
y = (x.sum(dim=1) > 0).long()
loader = DataLoader(TensorDataset(x[:4800], y[:4800]), batch_size=32, shuffle=True)
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 2))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=5)

stopper = plateau_client.EarlyStopping("val_loss", patience=20)
run = plateau_client.loop("digits", optimizer=optimizer, callbacks=[stopper])
for epoch in run.epochs(int(os.environ.get("EPOCHS", 3))):
    for images, labels in run.batches(loader):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        run.log(loss=loss)
    with torch.no_grad():
        val_loss = nn.functional.cross_entropy(model(x[4800:]), y[4800:]).item()
    scheduler.step(val_loss)
    run.log(val_loss=val_loss)
