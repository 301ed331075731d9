/// Trainings that begin again, and lines that stand between two epochs.
extension SmallLog {
  static let restarts = [
    SmallLog(
      name: "steps of a run that goes on from a checkpoint",
      text: """
        Epoch 1, Step: 100, Batch Loss: 6.5
        Epoch 1, Step: 200, Batch Loss: 5.5
        Evaluation result: bleu: 2.5, acc: 0.25
        Epoch 2, Step: 300, Batch Loss: 4.5
        Epoch 2, Step: 400, Batch Loss: 3.5
        Evaluation result: bleu: 12.5, acc: 0.375
        Epoch 2, Step: 300, Batch Loss: 4.25
        Epoch 2, Step: 400, Batch Loss: 3.25
        Evaluation result: bleu: 13.5, acc: 0.5

        """,
      series: [
        "Batch Loss": [
          "1/100 6.5", "1/200 5.5", "2/300 4.5", "2/400 3.5", "2/300 4.25", "2/400 3.25",
        ],
        "validation: bleu": ["1/200 2.5", "2/400 12.5"],
        "validation: acc": ["1/200 0.25", "2/400 0.375"],
      ]),
    SmallLog(
      name: "settings that a second training prints again",
      text: """
        | Training Epochs = 2
        | Initial Learning Rate = 0.5
        | Epoch [1/2] Loss: 2.5
        | Epoch [2/2] Loss: 1.5
        | Training Epochs = 2
        | Initial Learning Rate = 0.5
        | Epoch [1/2] Loss: 2.25
        | Epoch [2/2] Loss: 1.25

        """,
      series: ["Loss": ["1/- 2.5", "2/- 1.5", "1/- 2.25", "2/- 1.25"]]),
    SmallLog(
      name: "a heading before each line",
      text: """
        in train
        Epoch: [ 1/200] [   0/   2] d_loss: 66.5
        in train
        Epoch: [ 1/200] [   1/   2] d_loss: 61.5
        in train
        Epoch: [ 2/200] [   0/   2] d_loss: 32.5
        in train
        Epoch: [ 2/200] [   1/   2] d_loss: 31.5

        """,
      series: ["d_loss": ["1/0 66.5", "1/1 61.5", "2/2 32.5", "2/3 31.5"]]),
    SmallLog(
      name: "the heading of the next epoch at the end of the line",
      text: """
        Epoch 1/3
        [00:00:06] ==== 390/390  avg loss: 0.5 | Val Accuracy: 94.5%      Epoch 2/3
        [00:00:06] ==== 390/390  avg loss: 0.25 | Val Accuracy: 95.5%      Epoch 3/3
        [00:00:06] ==== 390/390  avg loss: 0.125 | Val Accuracy: 96.5%

        """,
      series: [
        "train: avg loss": ["1/- 0.5", "2/- 0.25", "3/- 0.125"],
        "validation: Val Accuracy": ["1/- 94.5", "2/- 95.5", "3/- 96.5"],
      ]),
  ]
}
