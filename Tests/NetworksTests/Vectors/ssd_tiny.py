"""Three Adam steps of a tiny detector in PyTorch, and what it then predicts.

ssd_tiny.py ssd_tiny.safetensors 6 10 18; ssd_tiny.py ssd_blocks.safetensors 16 16 32
"""
import json, struct, sys
import torch, torch.nn as nn, torch.nn.functional as F

torch.manual_seed(11)
torch.set_num_threads(1)
BATCH, SIDE, CLASSES = 5, 17, 2
A, B, C = map(int, sys.argv[2:])

class Block(nn.Module):
    def __init__(self, i, o, stride, normalized=True):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 3, stride, 1, bias=not normalized)
        self.norm = nn.BatchNorm2d(o) if normalized else None
    def forward(self, x):
        x = self.conv(x)
        return F.relu(self.norm(x) if self.norm else x)

class Net(nn.Module):
    """Ap – B [tap] p – Cb s2 [tap]; two boxes a place."""
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(3, A, 1), Block(A, B, 1), Block(B, C, 2, False)])
        self.heads = nn.ModuleList([nn.Conv2d(c, 2 * (5 + CLASSES), 3, padding=1) for c in (B, C)])
    def forward(self, x):
        x = F.max_pool2d(self.blocks[0](x), 2)
        a = self.blocks[1](x)
        b = self.blocks[2](F.max_pool2d(a, 2))
        out = [h(f).permute(0, 2, 3, 1).reshape(len(x), -1, 5 + CLASSES) for h, f in zip(self.heads, (a, b))]
        return torch.cat(out, 1)

net = Net()
with torch.no_grad():
    for block in net.blocks[:2]:
        block.norm.weight.uniform_(0.5, 1.5); block.norm.bias.uniform_(-0.3, 0.3)
tensors = {}
def keep(name, t): tensors[name] = t.detach().float().contiguous().clone()
def weights(prefix):
    for name, t in net.state_dict().items():
        if "num_batches" not in name: keep(prefix + name, t)
x = torch.rand(BATCH, 3, SIDE, SIDE)
boxes = (8 * 8 + 2 * 2) * 2
labels = torch.randint(0, CLASSES + 1, (BATCH, boxes)); offsets = torch.randn(BATCH, boxes, 4)
keep("x", x); keep("labels", labels); keep("offsets", offsets); weights("before.")
opt = torch.optim.Adam(net.parameters(), lr=1e-2); losses = []
for step in range(3):
    opt.zero_grad()
    o = net(x)
    loss = F.cross_entropy(o[..., 4:].reshape(-1, CLASSES + 1), labels.reshape(-1)) + F.smooth_l1_loss(o[..., :4], offsets)
    loss.backward(); losses.append(loss.item())
    if step == 0:
        for name, p in net.named_parameters(): keep("gradient." + name, p.grad)
    opt.step()
keep("losses", torch.tensor(losses)); weights("after.")
net.eval()
with torch.no_grad(): keep("scores", net(x)[..., 4:].softmax(-1))
header, data = {}, b""
for name, t in tensors.items():
    raw = t.numpy().tobytes()
    header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode(); text += b" " * (-len(text) % 8)
open(sys.argv[1], "wb").write(struct.pack("<Q", len(text)) + text + data)
print(losses)
