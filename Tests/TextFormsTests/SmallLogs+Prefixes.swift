/// Lines behind the prefixes of loggers, containers and processes.
extension SmallLog {
  static let prefixes = [
    SmallLog(
      name: "ranks",
      text: """
        [rank 0] epoch 1 step 10 loss 1.5
        [rank 1] epoch 1 step 10 loss 1.6
        [rank 0] epoch 1 step 20 loss 1.25
        [rank 1] epoch 1 step 20 loss 1.35
        [rank 0] epoch 2 step 30 loss 1.0
        [rank 1] epoch 2 step 30 loss 1.1

        """,
      series: [
        "loss": ["1/10 1.5", "1/20 1.25", "2/30 1"]
      ]),
    SmallLog(
      name: "the ranks of a launcher",
      text: """
        [default0]:iteration 10/ 100 | lm loss: 8.5 | grad norm: 1.5
        [default1]:iteration 10/ 100 | lm loss: 8.5 | grad norm: 1.5
        [default0]:iteration 20/ 100 | lm loss: 7.5 | grad norm: 1.4
        [default1]:iteration 20/ 100 | lm loss: 7.5 | grad norm: 1.4

        """,
      series: [
        "grad norm": ["-/10 1.5", "-/20 1.4"],
        "lm loss": ["-/10 8.5", "-/20 7.5"],
      ]),
    SmallLog(
      name: "the tasks of a job",
      text: """
        0: epoch 1 loss 0.9
        1: epoch 1 loss 0.95
        0: epoch 2 loss 0.7
        1: epoch 2 loss 0.75

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.7"]
      ]),
    SmallLog(
      name: "a container",
      text: """
        trainer_1  | 2024-03-01 10:00:01,123 INFO epoch=1 train_loss=0.75 val_loss=0.80
        trainer_1  | 2024-03-01 10:05:01,123 INFO epoch=2 train_loss=0.65 val_loss=0.70
        trainer_1  | 2024-03-01 10:10:01,123 INFO epoch=3 train_loss=0.55 val_loss=0.65

        """,
      series: [
        "train: train_loss": ["1/- 0.75", "2/- 0.65", "3/- 0.55"],
        "validation: val_loss": ["1/- 0.8", "2/- 0.7", "3/- 0.65"],
      ]),
    SmallLog(
      name: "a container runtime",
      text: """
        2024-03-01T10:00:01.123456789Z stdout F epoch=1 loss=0.75
        2024-03-01T10:05:01.123456789Z stdout F epoch=2 loss=0.65
        2024-03-01T10:10:01.123456789Z stdout F epoch=3 loss=0.55

        """,
      series: [
        "loss": ["1/- 0.75", "2/- 0.65", "3/- 0.55"]
      ]),
    SmallLog(
      name: "a pod and a logger",
      text: """
        [pod/train-abc-0/main] I0301 10:00:01.123456 12345 trainer.py:88] epoch: 1, loss: 0.75
        [pod/train-abc-0/main] I0301 10:05:01.123456 12345 trainer.py:88] epoch: 2, loss: 0.65
        [pod/train-abc-0/main] I0301 10:10:01.123456 12345 trainer.py:88] epoch: 3, loss: 0.55

        """,
      series: [
        "loss": ["1/- 0.75", "2/- 0.65", "3/- 0.55"]
      ]),
    SmallLog(
      name: "nested dictionaries",
      text: """
        Epoch 1: {'train': {'loss': 0.9, 'acc': 0.5}, 'val': {'loss': 1.0, 'acc': 0.45}}
        Epoch 2: {'train': {'loss': 0.8, 'acc': 0.6}, 'val': {'loss': 0.9, 'acc': 0.55}}
        Epoch 3: {'train': {'loss': 0.7, 'acc': 0.7}, 'val': {'loss': 0.8, 'acc': 0.65}}

        """,
      series: [
        "train: acc": ["1/- 0.5", "2/- 0.6", "3/- 0.7"],
        "train: loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7"],
        "validation: acc": ["1/- 0.45", "2/- 0.55", "3/- 0.65"],
        "validation: loss": ["1/- 1", "2/- 0.9", "3/- 0.8"],
      ]),
    SmallLog(
      name: "JSON behind a logger",
      text: """
        INFO:root:json_stats: {"epoch": 1, "train_loss": 0.9, "lr": 0.1}
        INFO:root:json_stats: {"epoch": 2, "train_loss": 0.8, "lr": 0.05}

        """,
      series: [
        "lr": ["1/- 0.1", "2/- 0.05"],
        "train: train_loss": ["1/- 0.9", "2/- 0.8"],
      ]),
    SmallLog(
      name: "numbers in the words of an array library",
      text: """
        {'epoch': 1, 'train': {'loss': np.float64(0.9), 'acc': np.float64(0.5)}, 'val': \
        {'loss': np.float64(1.0)}}
        {'epoch': 2, 'train': {'loss': np.float64(0.8), 'acc': np.float64(0.6)}, 'val': \
        {'loss': np.float64(0.95)}}

        """,
      series: [
        "train: acc": ["1/- 0.5", "2/- 0.6"],
        "train: loss": ["1/- 0.9", "2/- 0.8"],
        "validation: loss": ["1/- 1", "2/- 0.95"],
      ]),
    SmallLog(
      name: "tensors",
      text: """
        epoch 1 loss tensor(0.9, device='cuda:0', grad_fn=<NllLossBackward0>)
        epoch 2 loss tensor(0.8, device='cuda:0', grad_fn=<NllLossBackward0>)

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8"]
      ]),
    SmallLog(
      name: "tensors behind a colon",
      text: """
        epoch: 1, loss: tensor(0.9, device='cuda:0'), acc: 0.5
        epoch: 2, loss: tensor(0.8, device='cuda:0'), acc: 0.6

        """,
      series: [
        "acc": ["1/- 0.5", "2/- 0.6"],
        "loss": ["1/- 0.9", "2/- 0.8"],
      ]),
    SmallLog(
      name: "decimal commas",
      text: """
        Epoche 1: Verlust 0,91, Genauigkeit 0,5
        Epoche 2: Verlust 0,81, Genauigkeit 0,625
        Epoche 3: Verlust 0,71, Genauigkeit 0,7

        """,
      series: [
        "Genauigkeit": ["1/- 0.5", "2/- 0.625", "3/- 0.7"],
        "Verlust": ["1/- 0.91", "2/- 0.81", "3/- 0.71"],
      ]),
    SmallLog(
      name: "lines that only a carriage return ends",
      text: """
        epoch 1 loss 0.9\repoch 2 loss 0.8\repoch 3 loss 0.7\r

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7"]
      ]),
    SmallLog(
      name: "line ends of two characters",
      text: """
        epoch 1 loss 0.9\r
        epoch 2 loss 0.8\r

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8"]
      ]),
    SmallLog(
      name: "colours, and an epoch above its batches",
      text: """
        Epoch 0/1
        \u{1B}[32m[2024-01-05 10:00:00]\u{1B}[0m batch 10/30 loss 0.9
        \u{1B}[32m[2024-01-05 10:00:01]\u{1B}[0m batch 20/30 loss 0.8
        Epoch 1/1
        \u{1B}[32m[2024-01-05 10:00:02]\u{1B}[0m batch 10/30 loss 0.7
        \u{1B}[32m[2024-01-05 10:00:03]\u{1B}[0m batch 20/30 loss 0.6

        """,
      series: [
        "loss": ["0/10 0.9", "0/20 0.8", "1/40 0.7", "1/50 0.6"]
      ]),
  ]
}
