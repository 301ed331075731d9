/// Forms of single tools and of scripts with a style of their own.
extension SmallLog {
  static let unusual = [
    SmallLog(
      name: "a dash between name and value behind a bar",
      text: """
        Epoch: 0
        train: 100%|#####| 46/46 [00:40<00:00,  1.1it/s, dice_loss - 0.62, iou_score - 0.41]
        valid: 100%|#####| 12/12 [00:10<00:00,  1.1it/s, dice_loss - 0.55, iou_score - 0.49]
        Epoch: 1
        train: 100%|#####| 46/46 [00:40<00:00,  1.1it/s, dice_loss - 0.41, iou_score - 0.60]
        valid: 100%|#####| 12/12 [00:10<00:00,  1.1it/s, dice_loss - 0.36, iou_score - 0.68]

        """,
      series: [
        "train: dice_loss": ["0/- 0.62", "1/- 0.41"],
        "train: iou_score": ["0/- 0.41", "1/- 0.6"],
        "validation: dice_loss": ["0/- 0.55", "1/- 0.36"],
        "validation: iou_score": ["0/- 0.49", "1/- 0.68"],
      ]),
    SmallLog(
      name: "one bar over the whole run",
      text: """
        Steps:  25%|##   | 1/4 [00:10<00:30, 1.01s/it, lr=1e-5, step_loss=0.22]\r\
        Steps:  50%|###  | 2/4 [00:20<00:20, 1.01s/it, lr=1e-5, step_loss=0.13]\r\
        Steps:  75%|#### | 3/4 [00:30<00:10, 1.01s/it, lr=1e-5, step_loss=0.18]\r\
        Steps: 100%|#####| 4/4 [00:40<00:00, 1.01s/it, lr=1e-5, step_loss=0.09]

        """,
      series: [
        "lr": ["-/1 1e-05", "-/2 1e-05", "-/3 1e-05", "-/4 1e-05"],
        "step_loss": ["-/1 0.22", "-/2 0.13", "-/3 0.18", "-/4 0.09"],
      ]),
    SmallLog(
      name: "columns of training and validation",
      text: """
        Epoch 0/1
                          Training |  Validation
        accuracy      |     0.71  |     0.73
        loss          |     1.33  |     0.97
        Epoch 1/1
                          Training |  Validation
        accuracy      |     0.81  |     0.79
        loss          |     0.83  |     0.72

        """,
      series: [
        "train: accuracy": ["0/- 0.71", "1/- 0.81"],
        "train: loss": ["0/- 1.33", "1/- 0.83"],
        "validation: accuracy": ["0/- 0.73", "1/- 0.79"],
        "validation: loss": ["0/- 0.97", "1/- 0.72"],
      ]),
    SmallLog(
      name: "the epoch in brackets behind the data, and a heading at the end of the epoch",
      text: """
        train (1/3) accuracy: 0.83 | loss: 0.58
        valid (1/3) accuracy: 0.89 | loss: 0.39
        * Epoch (1/3)
        train (2/3) accuracy: 0.90 | loss: 0.33
        valid (2/3) accuracy: 0.92 | loss: 0.28
        * Epoch (2/3)

        """,
      series: [
        "train: accuracy": ["1/- 0.83", "2/- 0.9"],
        "train: loss": ["1/- 0.58", "2/- 0.33"],
        "validation: accuracy": ["1/- 0.89", "2/- 0.92"],
        "validation: loss": ["1/- 0.39", "2/- 0.28"],
      ]),
    SmallLog(
      name: "dot leaders",
      text: """
        === Epoch 1 / 3 ===
          loss (train) ........ 1.70
          accuracy (dev) ...... 52.1%
        === Epoch 2 / 3 ===
          loss (train) ........ 1.21
          accuracy (dev) ...... 63.4%

        """,
      series: [
        "train: loss": ["1/- 1.7", "2/- 1.21"],
        "validation: accuracy": ["1/- 52.1", "2/- 63.4"],
      ]),
    SmallLog(
      name: "options of a command and a progress in percent",
      text: """
        $ ./train -lr 0.5 -epoch 25 -dim 100
        Progress:  25.0% lr:  0.375 avg.loss:  2.39
        Progress:  50.0% lr:  0.250 avg.loss:  1.70
        Progress:  75.0% lr:  0.125 avg.loss:  1.31

        """,
      series: [
        "Progress": ["-/1 25", "-/2 50", "-/3 75"],
        "avg.loss": ["-/1 2.39", "-/2 1.7", "-/3 1.31"],
        "lr": ["-/1 0.375", "-/2 0.25", "-/3 0.125"],
      ]),
    SmallLog(
      name: "settings printed again after a failure",
      text: """
        config: bs=128 wd=0.0005 workers=8
        [1/4] train loss 2.10 val loss 1.90
        [2/4] train loss 1.64 val loss 1.55
        config: bs=128 wd=0.0005 workers=8
        resumed from last.pt (epoch 2, best acc 51.6%)
        [3/4] train loss 1.10 val loss 1.21
        [4/4] train loss 0.97 val loss 1.16

        """,
      series: [
        "train: train loss": ["1/- 2.1", "2/- 1.64", "3/- 1.1", "4/- 0.97"],
        "validation: val loss": ["1/- 1.9", "2/- 1.55", "3/- 1.21", "4/- 1.16"],
      ]),
  ]
}
