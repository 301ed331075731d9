"""A Hugging Face script as somebody writes it; with ONE_LINE it has the client's callback."""

import os
import time

import numpy as np
import torch
from torch.utils.data import Dataset
from transformers import (
    BertConfig, BertForSequenceClassification, EarlyStoppingCallback, Trainer, TrainingArguments,
    set_seed,
)

set_seed(11)


class Words(Dataset):
    def __init__(self, count, seed):
        random = np.random.default_rng(seed)
        self.words = random.integers(5, 60, (count, 12))
        self.labels = (self.words[:, 0] > 30).astype(int)

    def __len__(self):
        return len(self.words)

    def __getitem__(self, index):
        time.sleep(float(os.environ.get("SLOW", "0")) / 16)
        return {
            "input_ids": torch.tensor(self.words[index]),
            "attention_mask": torch.ones(12, dtype=torch.long),
            "labels": torch.tensor(self.labels[index]),
        }


def accuracy(prediction):
    hits = prediction.predictions.argmax(-1) == prediction.label_ids
    return {"accuracy": float(hits.mean())}


def main():
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=64, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=32, max_position_embeddings=16, num_labels=2,
        )
    )
    arguments = TrainingArguments(
        os.environ["OUT"], num_train_epochs=float(os.environ.get("EPOCHS", "200")),
        max_steps=int(os.environ.get("MAX_STEPS", "-1")), per_device_train_batch_size=8,
        gradient_accumulation_steps=2, learning_rate=float(os.environ.get("RATE", "5e-3")),
        warmup_steps=20, lr_scheduler_type="linear", eval_strategy="steps",
        eval_steps=int(os.environ.get("EVERY", "40")), save_strategy="steps", save_steps=40,
        save_total_limit=2, metric_for_best_model="eval_loss", greater_is_better=False,
        logging_steps=25, load_best_model_at_end="BEST" in os.environ, report_to=[], use_cpu=True,
        disable_tqdm=True,
    )
    patience = int(os.environ.get("PATIENCE", "30"))
    callbacks = [EarlyStoppingCallback(early_stopping_patience=patience)]
    if os.environ.get("ONE_LINE"):
        import plateau_client

        callbacks.append(plateau_client.transformers())
    trainer = Trainer(
        model=model, args=arguments, train_dataset=Words(640, 0), eval_dataset=Words(160, 1),
        compute_metrics=accuracy, callbacks=callbacks,
    )
    trainer.train()
    print("weights", sum(p.double().abs().sum().item() for p in model.parameters()).hex())


if __name__ == "__main__":
    main()
