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
    SmallLog(
      name: "percentages of an epoch",
      text: """
        INFO:my_voice:Train Epoch: 9 [20%]
        INFO:my_voice:[4200, 9.99e-05]
        INFO:my_voice:loss_disc=3.9, loss_gen=3.0
        INFO:my_voice:Train Epoch: 9 [50%]
        INFO:my_voice:[4400, 9.99e-05]
        INFO:my_voice:loss_disc=4.0, loss_gen=2.9

        """,
      series: [
        "loss_disc": ["8.2/- 3.9", "8.5/- 4"],
        "loss_gen": ["8.2/- 3", "8.5/- 2.9"],
      ]),
    SmallLog(
      name: "a batch behind a dash",
      text: """
        INFO: epoch 1-1, loss: 0.5
        INFO: epoch 1-2, loss: 0.4
        INFO: 7772
        INFO: epoch 2-1, loss: 0.3
        INFO: epoch 2-2, loss: 0.2
        INFO: 9053

        """,
      series: ["loss": ["0.5/- 0.5", "1/- 0.4", "1.5/- 0.3", "2/- 0.2"]]),
    SmallLog(
      name: "a time behind a word for data",
      text: """
        Epoch 1 loss 0.9 | train 2.6s | Acc 9.5%
        Epoch 2 loss 0.8 | train 2.1s | Acc 10.5%

        """,
      series: ["loss": ["1/- 0.9", "2/- 0.8"], "Acc": ["1/- 9.5", "2/- 10.5"]]),
    SmallLog(
      name: "frames behind a mean",
      text: """
        Epoch 1, batch 50, loss[loss=0.5, over 2402.00 frames. utt_duration=1069]
        Epoch 1, batch 100, loss[loss=0.4, over 2404.00 frames. utt_duration=1070]

        """,
      series: [
        "loss": ["1/50 0.5", "1/100 0.4"],
        "utt_duration": ["1/50 1069", "1/100 1070"],
      ]),
    SmallLog(
      name: "a printed line behind a bar of its own length",
      text: """
         10%|█         | 1/10 [00:01<00:09, 1.00s/it]epoch 1, step 10, loss: 0.5
         20%|██        | 2/10 [00:02<00:08, 1.00s/it]epoch 1, step 20, loss: 0.4
         30%|███       | 3/10 [00:03<00:07, 1.00s/it]epoch 1, step 30, loss: 0.3

        """,
      series: ["loss": ["1/10 0.5", "1/20 0.4", "1/30 0.3"]]),
  ]
}
