"""The bench's model in PyTorch: GPT-2 layout, AdamW, clip, eager and compiled, float32 and bfloat16, on CUDA if there is any, else the CPU.

    python3 pytorch_bench.py [--config A|B|FILE] [--rounds N] [--steps N] [--beside last-result.json]

Prints the columns of `npm run bench -- step` as far as they mean something here. Tokens follow the same recipe as there (most follow from the one
before by a permutation), drawn by another generator. float32 products stay float32 (no TF32).
"""
import argparse
import datetime
import json
import math
import random
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

CONFIGS = {
    "A": dict(L=2, D=64, H=4, T=64, B=8, V=128),
    "B": dict(L=4, D=128, H=4, T=128, B=8, V=512),
}


class Block(nn.Module):
    def __init__(self, C, H):
        super().__init__()
        self.H = H
        self.ln_1, self.ln_2 = nn.LayerNorm(C), nn.LayerNorm(C)
        self.c_attn, self.c_proj = nn.Linear(C, 3 * C), nn.Linear(C, C)
        self.c_fc, self.m_proj = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.c_attn(self.ln_1(x)).view(B, T, 3, self.H, C // self.H).permute(2, 0, 3, 1, 4)
        x = x + self.c_proj(attention(q, k, v).transpose(1, 2).reshape(B, T, C))
        return x + self.m_proj(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))


def attention(q, k, v):
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    hidden = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).triu(1)
    return scores.masked_fill(hidden, float("-inf")).softmax(-1) @ v


class Gpt2(nn.Module):
    def __init__(self, L, D, H, T, V, **_):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(V, D), nn.Embedding(T, D)
        self.blocks = nn.ModuleList(Block(D, H) for _ in range(L))
        self.ln_f = nn.LayerNorm(D)
        std = math.sqrt(2 / (5 * D))
        for name, p in self.named_parameters():
            if p.dim() == 2:
                nn.init.normal_(p, 0, std / math.sqrt(2 * L) if "proj" in name else std)
            elif name.endswith("bias"):
                nn.init.zeros_(p)

    def forward(self, ids, targets):
        x = self.wte(ids) + self.wpe.weight
        for block in self.blocks:
            x = block(x)
        logits = F.linear(self.ln_f(x), self.wte.weight)
        return F.cross_entropy(logits.float().view(-1, logits.shape[-1]), targets.view(-1))


def token_stream(V, count=1 << 16):
    draw = random.Random(1)
    follows = list(range(V))
    draw.shuffle(follows)
    ids, last = [], 0
    for _ in range(count):
        last = int(V * draw.random() ** 3) if draw.random() < 0.3 else follows[last]
        ids.append(last)
    return torch.tensor(ids)


class Run:
    """One variant: model, optimizer, and a step over the next batch."""

    def __init__(self, shape, device, compiled, half):
        torch.manual_seed(1)
        self.shape, self.device, self.half = shape, device, half
        self.model = Gpt2(**shape).to(device)
        decayed = [p for p in self.model.parameters() if p.dim() == 2]
        others = [p for p in self.model.parameters() if p.dim() != 2]
        groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
        fused = {"fused": True} if device == "cuda" else {}
        self.optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.95), eps=1e-8, **fused)
        self.forward = torch.compile(self.model) if compiled else self.model
        self.tokens = token_stream(shape["V"])
        self.draw = random.Random(2)

    def issue(self):
        B, T = self.shape["B"], self.shape["T"]
        starts = [self.draw.randrange(len(self.tokens) - T) for _ in range(B)]
        rows = torch.stack([self.tokens[s : s + T + 1] for s in starts]).to(self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            loss = self.forward(rows[:, :-1].contiguous(), rows[:, 1:].contiguous())
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.detach()

    def steps(self, count):
        """Milliseconds a step, and the last loss. Waits for the device once, at the end."""
        wait(self.device)
        began = time.perf_counter()
        for _ in range(count):
            loss = self.issue()
        value = loss.item()
        wait(self.device)
        return 1000 * (time.perf_counter() - began) / count, value


def wait(device):
    if device == "cuda":
        torch.cuda.synchronize()


def allocated(device):
    if device != "cuda":
        return 0
    torch.cuda.reset_peak_memory_stats()
    return torch.cuda.memory_allocated()


def peak_mb(device, before):
    """Of this variant alone: the others stay where they are."""
    return (torch.cuda.max_memory_allocated() - before) / 1e6 if device == "cuda" else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="A")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--beside")
    given, _ = parser.parse_known_args()
    shape = CONFIGS.get(given.config.upper())
    if shape is None:
        with open(given.config) as file:
            shape = json.load(file)
    if shape.pop("family", "gpt2") != "gpt2":
        return print("PyTorch has only the gpt2 layout here.")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    runs, first, notes = {}, {}, []
    for compiled in (False, True):
        for half in (False, True):
            name = f"torch {'compiled' if compiled else 'eager'} {'bf16' if half else 'fp32'}"
            try:
                before = allocated(device)
                began = time.perf_counter()
                run = Run(shape, device, compiled, half)
                _, loss = run.steps(1)
                first[name] = (1000 * (time.perf_counter() - began), loss)
                run.steps(2)
                run.peak = peak_mb(device, before)
                runs[name] = (run, [], loss)
            except Exception as error:  # a variant that this PyTorch has not, or that does not fit
                notes.append(f"{name} was left out: {str(error).splitlines()[0][:160]}")
    for _ in range(given.rounds):
        for name, (run, times, _) in runs.items():
            ms, loss = run.steps(given.steps)
            times.append(ms)
            runs[name] = (run, times, loss)

    ours = ours_ms(given.beside)
    tokens = shape["B"] * shape["T"]
    where = torch.cuda.get_device_name() if device == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    print(f"\nPyTorch {torch.__version__}, {shape}. {datetime.date.today()}, {where}. Median of {given.rounds} rounds of {given.steps} steps.\n")
    print("| peer | tokens/s | ours is x times | ms/step | peak MB | first step ms | loss |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, (run, times, loss) in runs.items():
        ms = statistics.median(times)
        ratio = f"{ms / ours:.2f}" if ours else "-"
        peak = f"{run.peak:.1f}" if run.peak is not None else "-"
        took, start = first[name]
        print(f"| {name} | {1000 * tokens / ms:,.0f} | {ratio} | {ms:.3g} | {peak} | {took:.0f} | {start:.3f} > {loss:.3f} |")
        if not loss < start:
            notes.append(f"{name} did NOT learn")
    print("\n".join(["", *notes]))


def ours_ms(path):
    try:
        with open(path) as file:
            results = json.load(file)["results"]
        return next(r["stepMs"] for r in results if r["peer"] == "ours")
    except (OSError, TypeError, StopIteration):
        return None


if __name__ == "__main__":
    main()
