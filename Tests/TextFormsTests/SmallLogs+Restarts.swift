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
      name: "an epoch that is trained again from a checkpoint",
      text: """
        Epoch 1/4 loss: 4.5
        Epoch 2/4 loss: 3.5
        going on from the checkpoint
        Epoch 2/4 loss: 3.25
        Epoch 3/4 loss: 2.5
        Epoch 4/4 loss: 1.5

        """,
      series: ["loss": ["1/- 4.5", "2/- 3.5", "3/- 2.5", "4/- 1.5"]]),
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
    SmallLog(
      name: "clients that take turns",
      text: """
        Round 1, client 0: loss 2.5, acc 0.25
        Round 1, client 3: loss 2.25, acc 0.5
        Round 2, client 0: loss 1.5, acc 0.625
        Round 2, client 3: loss 1.25, acc 0.75

        """,
      series: [
        "client 0/loss": ["1/- 2.5", "2/- 1.5"], "client 0/acc": ["1/- 0.25", "2/- 0.625"],
        "client 3/loss": ["1/- 2.25", "2/- 1.25"], "client 3/acc": ["1/- 0.5", "2/- 0.75"],
      ]),
    SmallLog(
      name: "settings in a bracket behind their word",
      text: """
         1: 2.5, 2.75 avg loss, 0.5 rate, 5.5 seconds, 64 images
        v3 (mse loss, Normalizer: (iou: 0.75, cls: 1.00) Region 82 Avg (IOU: 0.25), count: 26, iou_loss = 1.5
        v3 (mse loss, Normalizer: (iou: 0.75, cls: 1.00) Region 94 Avg (IOU: 0.5), count: 20, iou_loss = 2.5
        v3 (mse loss, Normalizer: (iou: 0.75, cls: 1.00) Region 82 Avg (IOU: 0.375), count: 25, iou_loss = 1.25
         2: 1.5, 1.75 avg loss, 0.5 rate, 5.5 seconds, 128 images

        """,
      series: [
        "loss": ["-/1 2.5", "-/2 1.5"], "avg loss": ["-/1 2.75", "-/2 1.75"],
        "rate": ["-/1 0.5", "-/2 0.5"],
        "Region 82/IOU": ["-/1 0.25"], "Region 82/count": ["-/1 26"],
        "Region 82/iou_loss": ["-/1 1.5"], "Region 94/IOU": ["-/1 0.5"],
        "Region 94/count": ["-/1 20"], "Region 94/iou_loss": ["-/1 2.5"],
      ]),
  ]
}
