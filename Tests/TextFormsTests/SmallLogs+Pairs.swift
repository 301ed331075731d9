/// Several data in one name, and numbers that belong to names.
extension SmallLog {
  static let pairs = [
    SmallLog(
      name: "training and test in one name",
      text: """
        Epoch 1
        Train / Test accuracy: 0.712 / 0.688
        Train / Test loss: 0.91 / 1.02
        Epoch 2
        Train / Test accuracy: 0.812 / 0.738
        Train / Test loss: 0.71 / 0.82
        Epoch 3
        Train / Test accuracy: 0.872 / 0.748
        Train / Test loss: 0.51 / 0.79

        """,
      series: [
        "test: accuracy": ["1/- 0.688", "2/- 0.738", "3/- 0.748"],
        "test: loss": ["1/- 1.02", "2/- 0.82", "3/- 0.79"],
        "train: accuracy": ["1/- 0.712", "2/- 0.812", "3/- 0.872"],
        "train: loss": ["1/- 0.91", "2/- 0.71", "3/- 0.51"],
      ]),
    SmallLog(
      name: "two data joined by a slash",
      text: """
        Epoch 1: Train/Val Loss: 0.91/1.02, Train/Val Acc: 0.61/0.55
        Epoch 2: Train/Val Loss: 0.71/0.92, Train/Val Acc: 0.71/0.65
        Epoch 3: Train/Val Loss: 0.51/0.99, Train/Val Acc: 0.81/0.63

        """,
      series: [
        "train: Acc": ["1/- 0.61", "2/- 0.71", "3/- 0.81"],
        "train: Loss": ["1/- 0.91", "2/- 0.71", "3/- 0.51"],
        "validation: Acc": ["1/- 0.55", "2/- 0.65", "3/- 0.63"],
        "validation: Loss": ["1/- 1.02", "2/- 0.92", "3/- 0.99"],
      ]),
    SmallLog(
      name: "two data in brackets behind the name",
      text: """
        Epoch 1: Loss (train/val): 0.91/1.02, acc (train / val) 0.61 / 0.55
        Epoch 2: Loss (train/val): 0.71/0.92, acc (train / val) 0.71 / 0.65
        Epoch 3: Loss (train/val): 0.51/0.99, acc (train / val) 0.81 / 0.63

        """,
      series: [
        "train: Loss": ["1/- 0.91", "2/- 0.71", "3/- 0.51"],
        "train: acc": ["1/- 0.61", "2/- 0.71", "3/- 0.81"],
        "validation: Loss": ["1/- 1.02", "2/- 0.92", "3/- 0.99"],
        "validation: acc": ["1/- 0.55", "2/- 0.65", "3/- 0.63"],
      ]),
    SmallLog(
      name: "the metric before the data",
      text: """
        Epoch 1: Loss: train 0.91 / val 1.02; Acc: train 0.61 / val 0.55
        Epoch 2: Loss: train 0.71 / val 0.92; Acc: train 0.71 / val 0.65
        Epoch 3: Loss: train 0.51 / val 0.99; Acc: train 0.81 / val 0.63

        """,
      series: [
        "train: Acc": ["1/- 0.61", "2/- 0.71", "3/- 0.81"],
        "train: Loss": ["1/- 0.91", "2/- 0.71", "3/- 0.51"],
        "validation: Acc": ["1/- 0.55", "2/- 0.65", "3/- 0.63"],
        "validation: Loss": ["1/- 1.02", "2/- 0.92", "3/- 0.99"],
      ]),
    SmallLog(
      name: "the data behind the value",
      text: """
        [1] loss 0.91 (train), 1.02 (val)
        [2] loss 0.71 (train), 0.92 (val)
        [3] loss 0.51 (train), 0.99 (val)

        """,
      series: [
        "train: loss": ["-/1 0.91", "-/2 0.71", "-/3 0.51"],
        "validation: loss": ["-/1 1.02", "-/2 0.92", "-/3 0.99"],
      ]),
    SmallLog(
      name: "Python's None behind a name",
      text: """
        epoch 1: loss None val_loss 0.5 acc None
        epoch 2: loss 0.45 val_loss 0.4 acc 0.8
        epoch 3: loss 0.35 val_loss 0.42 acc 0.85

        """,
      series: [
        "acc": ["2/- 0.8", "3/- 0.85"],
        "train: loss": ["2/- 0.45", "3/- 0.35"],
        "validation: val_loss": ["1/- 0.5", "2/- 0.4", "3/- 0.42"],
      ]),
    SmallLog(
      name: "the length of a window in the name",
      text: """
        Episode 100  Mean reward over 100 episodes: 21.5  epsilon 0.9
        Episode 200  Mean reward over 100 episodes: 41.5  epsilon 0.8
        Episode 300  Mean reward over 100 episodes: 101.25  epsilon 0.7
        Episode 400  Mean reward over 100 episodes: 95.0  epsilon 0.6

        """,
      series: [
        "Mean reward over 100 episodes": ["-/100 21.5", "-/200 41.5", "-/300 101.25", "-/400 95"],
        "epsilon": ["-/100 0.9", "-/200 0.8", "-/300 0.7", "-/400 0.6"],
      ]),
    SmallLog(
      name: "the length of a window in brackets",
      text: """
        Episode 100  Avg reward (last 100): 21.5  epsilon 0.9
        Episode 200  Avg reward (last 100): 41.5  epsilon 0.8
        Episode 300  Avg reward (last 100): 101.25  epsilon 0.7

        """,
      series: [
        "Avg reward last 100": ["-/100 21.5", "-/200 41.5", "-/300 101.25"],
        "epsilon": ["-/100 0.9", "-/200 0.8", "-/300 0.7"],
      ]),
    SmallLog(
      name: "an ordered dictionary",
      text: """
        OrderedDict([('loss', 0.91), ('acc', 0.45), ('val_loss', 0.95)])
        OrderedDict([('loss', 0.81), ('acc', 0.55), ('val_loss', 0.85)])
        OrderedDict([('loss', 0.71), ('acc', 0.65), ('val_loss', 0.86)])

        """,
      series: [
        "acc": ["-/1 0.45", "-/2 0.55", "-/3 0.65"],
        "train: loss": ["-/1 0.91", "-/2 0.81", "-/3 0.71"],
        "validation: val_loss": ["-/1 0.95", "-/2 0.85", "-/3 0.86"],
      ]),
    SmallLog(
      name: "an ordinal and a sentence before the names",
      text: """
        1. epoch tamamlandı. Eğitim kaybı: 0.91, Doğrulama kaybı: 0.95
        2. epoch tamamlandı. Eğitim kaybı: 0.71, Doğrulama kaybı: 0.75
        3. epoch tamamlandı. Eğitim kaybı: 0.51, Doğrulama kaybı: 0.78

        """,
      series: [
        "train: Eğitim kaybı": ["1/- 0.91", "2/- 0.71", "3/- 0.51"],
        "validation: Doğrulama kaybı": ["1/- 0.95", "2/- 0.75", "3/- 0.78"],
      ]),
    SmallLog(
      name: "ranges of batches and numbered evaluations",
      text: """
        Finished Epoch[1 of 3]: [Training] loss = 1.82 * 50000, metric = 65.2% * 50000 30.1s (1660 samples/s);
        Finished Evaluation [1]: Minibatch[1-100]: metric = 54.25% * 10000;
        Finished Epoch[2 of 3]: [Training] loss = 1.42 * 50000, metric = 45.2% * 50000 30.1s (1660 samples/s);
        Finished Evaluation [2]: Minibatch[1-100]: metric = 44.25% * 10000;
        Finished Epoch[3 of 3]: [Training] loss = 1.22 * 50000, metric = 35.2% * 50000 30.1s (1660 samples/s);
        Finished Evaluation [3]: Minibatch[1-100]: metric = 46.25% * 10000;

        """,
      series: [
        "train: loss": ["1/- 1.82", "2/- 1.42", "3/- 1.22"],
        "train: metric": ["1/- 65.2", "2/- 45.2", "3/- 35.2"],
        "validation: metric": ["1/- 54.25", "2/- 44.25", "3/- 46.25"],
      ]),
  ]
}
