/// Names, values and counters of special kinds.
extension SmallLog {
  static let values = [
    SmallLog(
      name: "names of segmentation",
      text: """
        epoch 1, mIoU: 45.5, aAcc: 88.1, cldice 0.5
        epoch 2, mIoU: 47.5, aAcc: 89.1, cldice 0.6

        """,
      series: [
        "aAcc": ["1/- 88.1", "2/- 89.1"],
        "cldice": ["1/- 0.5", "2/- 0.6"],
        "mIoU": ["1/- 45.5", "2/- 47.5"],
      ]),
    SmallLog(
      name: "values that are no numbers",
      text: """
        epoch 1 loss 0.5 val_loss nan
        epoch 2 loss inf val_loss 0.6
        epoch 3 loss 0.25 val_loss -inf

        """,
      series: [
        "train: loss": ["1/- 0.5", "2/- inf", "3/- 0.25"],
        "validation: val_loss": ["1/- nan", "2/- 0.6", "3/- -inf"],
      ]),
    SmallLog(
      name: "a validation that begins in the second epoch",
      text: """
        epoch 1 loss 0.9
        epoch 2 loss 0.8
        validation: acc 0.5
        epoch 3 loss 0.7
        validation: acc 0.6

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7"],
        "validation: acc": ["2/- 0.5", "3/- 0.6"],
      ]),
    SmallLog(
      name: "the data in brackets",
      text: """
        Epoch 1 (training): loss 0.9
        Epoch 1 (validation): loss 1.0
        Epoch 2 (training): loss 0.8
        Epoch 2 (validation): loss 0.9

        """,
      series: [
        "train: loss": ["1/- 0.9", "2/- 0.8"],
        "validation: loss": ["1/- 1", "2/- 0.9"],
      ]),
    SmallLog(
      name: "counters that start over",
      text: """
        epoch 1 loss 0.9
        epoch 2 loss 0.8
        epoch 3 loss 0.7
        epoch 1 loss 0.6
        epoch 2 loss 0.5

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7", "1/- 0.6", "2/- 0.5"]
      ]),
  ]
}
