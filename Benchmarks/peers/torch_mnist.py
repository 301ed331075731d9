"""torch_mnist.py DIR MNIST: the first weights and the mean loss of an epoch of MNIST in the order of the file"""
import glob, gzip, os, sys
import numpy as np, torch, torch.nn as nn

folder, mnist = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
torch.manual_seed(1)
torch.set_num_threads(2)

def read(stem, header):
    path = sorted(glob.glob(f"{mnist}/{stem}[-.]idx*"))[0]
    data = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    return np.frombuffer(data, dtype=np.uint8, offset=header)

X = torch.from_numpy(read("train-images", 16).reshape(-1, 784).astype("float32") / 255)
Y = torch.from_numpy(read("train-labels", 8).astype("int64"))
model = nn.Sequential(nn.Linear(784, 784), nn.ReLU(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
write = lambda name, t: t.detach().numpy().astype("float32").tofile(f"{folder}/{name}.bin")
for i, layer in enumerate((model[0], model[2], model[4])):
    write(f"w{i}", layer.weight.t().contiguous())
    write(f"b{i}", layer.bias)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
criterion = nn.CrossEntropyLoss()
total, steps = 0.0, len(X) // 32
for s in range(steps):
    optimizer.zero_grad()
    loss = criterion(model(X[s * 32:s * 32 + 32]), Y[s * 32:s * 32 + 32])
    loss.backward()
    optimizer.step()
    total += loss.item()
write("loss", torch.tensor([total / steps]))
print(total / steps)
