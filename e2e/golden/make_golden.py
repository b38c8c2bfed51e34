#!/usr/bin/python3
"""Golden files for both model families, made by an independent implementation: PyTorch modules written by hand from the papers and from
Hugging Face's layout (transformers itself is not used). Debian: apt install python3-torch; then

    /usr/bin/python3 e2e/golden/make_golden.py

Everything is computed in float64 from float32 weights, so that the file is the truth and not another rounding of it. Each file holds the
settings, first weights, batches, logits of the first batch, and ten AdamW steps: learning rates, losses, gradient norms, last weights.
"""
import base64
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
STEPS, WARM_UP_SHARE, FLOOR = 10, 0.3, 0.1
BATCH, TIME, VOCABULARY = 3, 12, 29
PEAK_RATE, DECAY, CLIP = 1e-2, 0.1, 1.0
# The gradient of a key's bias is zero in exact arithmetic (softmax ignores a shift); with Adam's usual 1e-8 the update there would be
# rounding noise blown up to the learning rate, and no two implementations could agree.
EPSILON, BETAS = 1e-5, (0.9, 0.95)


class Conv1D(nn.Module):
    """Hugging Face's: y = x W + b with W [in, out]."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs))
        self.bias = nn.Parameter(torch.empty(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


def gelu_new(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def causal_attention(q, k, v):
    """[B, H, T, D] each."""
    time = q.shape[2]
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    future = torch.triu(torch.ones(time, time, dtype=torch.bool), diagonal=1)
    return F.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v


def heads_of(x, heads):
    batch, time, _ = x.shape
    return x.view(batch, time, heads, -1).transpose(1, 2)


def merged(x):
    batch, heads, time, size = x.shape
    return x.transpose(1, 2).reshape(batch, time, heads * size)


class Gpt2Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = c["n_head"]
        width = c["n_embd"]
        self.ln_1 = nn.LayerNorm(width, eps=c["layer_norm_epsilon"])
        self.attn = nn.ModuleDict({"c_attn": Conv1D(width, 3 * width), "c_proj": Conv1D(width, width)})
        self.ln_2 = nn.LayerNorm(width, eps=c["layer_norm_epsilon"])
        self.mlp = nn.ModuleDict({"c_fc": Conv1D(width, c["n_inner"]), "c_proj": Conv1D(c["n_inner"], width)})

    def forward(self, x):
        q, k, v = (heads_of(part, self.heads) for part in self.attn["c_attn"](self.ln_1(x)).chunk(3, dim=-1))
        x = x + self.attn["c_proj"](merged(causal_attention(q, k, v)))
        return x + self.mlp["c_proj"](gelu_new(self.mlp["c_fc"](self.ln_2(x))))


class Gpt2(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.transformer = nn.ModuleDict(
            {
                "wte": nn.Embedding(c["vocab_size"], c["n_embd"]),
                "wpe": nn.Embedding(c["n_positions"], c["n_embd"]),
                "h": nn.ModuleList(Gpt2Block(c) for _ in range(c["n_layer"])),
                "ln_f": nn.LayerNorm(c["n_embd"], eps=c["layer_norm_epsilon"]),
            }
        )

    def forward(self, ids):
        t = self.transformer
        x = t["wte"](ids) + t["wpe"](torch.arange(ids.shape[1]))
        for block in t["h"]:
            x = block(x)
        return t["ln_f"](x) @ t["wte"].weight.T


class RmsNorm(nn.Module):
    def __init__(self, width, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width))
        self.eps = eps

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


def rotated(x, theta):
    """Hugging Face's rotate-half: component i is paired with i + D/2. x [B, H, T, D]."""
    size, time = x.shape[-1], x.shape[2]
    frequencies = theta ** (-torch.arange(0, size, 2, dtype=x.dtype) / size)
    angles = torch.arange(time, dtype=x.dtype)[:, None] * frequencies[None, :]
    angles = torch.cat([angles, angles], dim=-1)
    first, second = x[..., : size // 2], x[..., size // 2 :]
    return x * angles.cos() + torch.cat([-second, first], dim=-1) * angles.sin()


class LlamaBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.kv_heads, self.theta = c["num_attention_heads"], c["num_key_value_heads"], c["rope_theta"]
        width, size, inner = c["hidden_size"], c["hidden_size"] // self.heads, c["intermediate_size"]
        linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
        self.input_layernorm = RmsNorm(width, c["rms_norm_eps"])
        self.self_attn = nn.ModuleDict(
            {
                "q_proj": linear(width, self.heads * size),
                "k_proj": linear(width, self.kv_heads * size),
                "v_proj": linear(width, self.kv_heads * size),
                "o_proj": linear(self.heads * size, width),
            }
        )
        self.post_attention_layernorm = RmsNorm(width, c["rms_norm_eps"])
        self.mlp = nn.ModuleDict(
            {"gate_proj": linear(width, inner), "up_proj": linear(width, inner), "down_proj": linear(inner, width)}
        )

    def forward(self, x):
        a, m, normed = self.self_attn, self.mlp, self.input_layernorm(x)
        q = rotated(heads_of(a["q_proj"](normed), self.heads), self.theta)
        k = rotated(heads_of(a["k_proj"](normed), self.kv_heads), self.theta)
        v = heads_of(a["v_proj"](normed), self.kv_heads)
        # Query head h uses key/value head h // group.
        group = self.heads // self.kv_heads
        k, v = (y.repeat_interleave(group, dim=1) for y in (k, v))
        x = x + a["o_proj"](merged(causal_attention(q, k, v)))
        normed = self.post_attention_layernorm(x)
        return x + m["down_proj"](F.silu(m["gate_proj"](normed)) * m["up_proj"](normed))


class Llama(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.model = nn.ModuleDict(
            {
                "embed_tokens": nn.Embedding(c["vocab_size"], c["hidden_size"]),
                "layers": nn.ModuleList(LlamaBlock(c) for _ in range(c["num_hidden_layers"])),
                "norm": RmsNorm(c["hidden_size"], c["rms_norm_eps"]),
            }
        )
        if not c["tie_word_embeddings"]:
            self.lm_head = nn.Linear(c["hidden_size"], c["vocab_size"], bias=False)

    def forward(self, ids):
        x = self.model["embed_tokens"](ids)
        for block in self.model["layers"]:
            x = block(x)
        head = self.lm_head.weight if hasattr(self, "lm_head") else self.model["embed_tokens"].weight
        return self.model["norm"](x) @ head.T


def packed(tensor):
    data = tensor.detach().to(torch.float32).contiguous().numpy().astype("<f4").tobytes()
    return {"shape": list(tensor.shape), "float32": base64.b64encode(data).decode()}


def learning_rate(step):
    warm = int(WARM_UP_SHARE * STEPS)
    if step <= warm:
        return PEAK_RATE * step / warm
    progress = (step - warm - 1) / (STEPS - warm - 1)
    return PEAK_RATE * (FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * progress)))


def make(name, config, model):
    torch.manual_seed(20261124)
    with torch.no_grad():
        for key, p in model.named_parameters():
            is_gain = p.dim() == 1 and key.endswith("weight")
            p.copy_((1.0 if is_gain else 0.0) + (0.1 if p.dim() == 1 else 0.25) * torch.randn(p.shape))
    model.double()
    first = {key: packed(p) for key, p in model.named_parameters()}
    text = torch.randint(0, VOCABULARY, (STEPS, BATCH, TIME + 1))
    logits = model(text[0, :, :-1]).reshape(-1, VOCABULARY)
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}],
        lr=PEAK_RATE, betas=BETAS, eps=EPSILON,
    )
    rates, losses, norms = [], [], []
    for step in range(1, STEPS + 1):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        rates.append(learning_rate(step))
        windows = text[step - 1]
        loss = F.cross_entropy(model(windows[:, :-1]).reshape(-1, VOCABULARY), windows[:, 1:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        norms.append(float(nn.utils.clip_grad_norm_(model.parameters(), CLIP)))
        losses.append(float(loss))
        optimizer.step()
    golden = {
        "madeBy": f"make_golden.py, PyTorch {torch.__version__}, float64",
        "config": config,
        "optimizer": {"beta1": BETAS[0], "beta2": BETAS[1], "epsilon": EPSILON, "weightDecay": DECAY},
        "schedule": {"warmUp": WARM_UP_SHARE, "floor": FLOOR, "peak": PEAK_RATE},
        "gradientClip": CLIP,
        "windows": text.tolist(),
        "weights": first,
        "logits": packed(logits),
        "learningRates": rates,
        "losses": losses,
        "gradientNorms": norms,
        "lastWeights": {key: packed(p) for key, p in model.named_parameters()},
    }
    path = HERE / f"{name}.json"
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes, losses {losses[0]:.4f} .. {losses[-1]:.4f}, norms {norms[0]:.2f} .. {norms[-1]:.2f}")


GPT2 = {
    "model_type": "gpt2", "vocab_size": VOCABULARY, "n_positions": 16, "n_embd": 16, "n_layer": 2, "n_head": 2,
    "n_inner": 48, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "tie_word_embeddings": True,
}
LLAMA = {
    "model_type": "llama", "vocab_size": VOCABULARY, "hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 16, "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0, "tie_word_embeddings": True,
}
LLAMA_UNTIED = {**LLAMA, "num_key_value_heads": 4, "rope_theta": 500.0, "tie_word_embeddings": False}

if __name__ == "__main__":
    make("gpt2", GPT2, Gpt2(GPT2))
    make("llama-tied-grouped", LLAMA, Llama(LLAMA))
    make("llama-untied", LLAMA_UNTIED, Llama(LLAMA_UNTIED))
