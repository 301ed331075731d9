/// Loops that people write themselves.
extension SmallLog {
  static let loops = [
    SmallLog(
      name: "a step within the epoch",
      text: """
        Epoch [1/2], Step [40/120], Loss: 2.25
        Epoch [1/2], Step [80/120], Loss: 1.75
        Epoch [1/2], Step [120/120], Loss: 1.5
        Epoch [2/2], Step [40/120], Loss: 1.25
        Epoch [2/2], Step [80/120], Loss: 1.125
        Epoch [2/2], Step [120/120], Loss: 1.0

        """,
      series: [
        "Loss": ["1/40 2.25", "1/80 1.75", "1/120 1.5", "2/160 1.25", "2/200 1.125", "2/240 1"]
      ]),
    SmallLog(
      name: "samples within the epoch, and a test as a sentence",
      text: """
        Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300000
        Train Epoch: 1 [640/60000 (1%)]\tLoss: 2.100000
        Test set: Average loss: 0.2100, Accuracy: 9400/10000 (94%)
        Train Epoch: 2 [0/60000 (0%)]\tLoss: 0.500000
        Train Epoch: 2 [640/60000 (1%)]\tLoss: 0.400000
        Test set: Average loss: 0.1100, Accuracy: 9600/10000 (96%)

        """,
      series: [
        "test: Accuracy": ["1/640 94", "2/60640 96"],
        "test: Average loss": ["1/640 0.21", "2/60640 0.11"],
        "train: Loss": ["1/0 2.3", "1/640 2.1", "2/60000 0.5", "2/60640 0.4"],
      ]),
    SmallLog(
      name: "two numbers in a bracket",
      text: """
        [1,  2000] loss: 2.201
        [1,  4000] loss: 1.850
        [2,  2000] loss: 1.400
        [2,  4000] loss: 1.300
        Finished Training

        """,
      series: [
        "loss": ["0.5/- 2.201", "1/- 1.85", "1.5/- 1.4", "2/- 1.3"]
      ]),
    SmallLog(
      name: "an epoch above its lines",
      text: """
        Epoch 1
        -------------------------------
        loss: 2.303494  [   64/60000]
        loss: 2.294637  [ 6464/60000]
        Test Error:\u{20}
         Accuracy: 44.7%, Avg loss: 2.153\u{20}
        Epoch 2
        -------------------------------
        loss: 2.170894  [   64/60000]
        loss: 2.161637  [ 6464/60000]
        Test Error:\u{20}
         Accuracy: 56.7%, Avg loss: 1.953\u{20}
        Done!

        """,
      series: [
        "loss": ["1/64 2.303494", "1/6464 2.294637", "2/60064 2.170894", "2/66464 2.161637"],
        "test: Accuracy": ["1/6464 44.7", "2/66464 56.7"],
        "test: Avg loss": ["1/6464 2.153", "2/66464 1.953"],
      ]),
    SmallLog(
      name: "a word for the data before the names",
      text: """
        Epoch 0/1
        ----------
        train Loss: 0.5912 Acc: 0.6885
        val Loss: 0.2105 Acc: 0.9216

        Epoch 1/1
        ----------
        train Loss: 0.4312 Acc: 0.7985
        val Loss: 0.1905 Acc: 0.9416

        Training complete in 1m 6s
        Best val Acc: 0.941600

        """,
      series: [
        "train: Acc": ["0/- 0.6885", "1/- 0.7985"],
        "train: Loss": ["0/- 0.5912", "1/- 0.4312"],
        "validation: Acc": ["0/- 0.9216", "1/- 0.9416"],
        "validation: Loss": ["0/- 0.2105", "1/- 0.1905"],
      ]),
    SmallLog(
      name: "two networks",
      text: """
        Epoch [0/5] Batch 0/100 Loss D: 0.6931, loss G: 0.7100
        Epoch [0/5] Batch 50/100 Loss D: 0.5931, loss G: 0.8100
        Epoch [1/5] Batch 0/100 Loss D: 0.4931, loss G: 0.9100
        Epoch [1/5] Batch 50/100 Loss D: 0.3931, loss G: 1.0100

        """,
      series: [
        "Loss D": ["0/0 0.6931", "0/50 0.5931", "1/100 0.4931", "1/150 0.3931"],
        "loss G": ["0/0 0.71", "0/50 0.81", "1/100 0.91", "1/150 1.01"],
      ]),
    SmallLog(
      name: "counters in a bracket",
      text: """
        ================ Training Loss (Thu Jan  4 10:00:00 2024) ================
        (epoch: 1, iters: 100, time: 0.123, data: 0.234) G_GAN: 1.234 G_L1: 20.100 D_real: \
        0.512 D_fake: 0.612\u{20}
        (epoch: 1, iters: 200, time: 0.123, data: 0.004) G_GAN: 1.134 G_L1: 18.100 D_real: \
        0.412 D_fake: 0.512\u{20}
        (epoch: 2, iters: 100, time: 0.123, data: 0.234) G_GAN: 1.034 G_L1: 17.100 D_real: \
        0.312 D_fake: 0.412\u{20}
        (epoch: 2, iters: 200, time: 0.123, data: 0.004) G_GAN: 1.014 G_L1: 16.100 D_real: \
        0.212 D_fake: 0.312\u{20}

        """,
      series: [
        "D_fake": ["0.5/- 0.612", "1/- 0.512", "1.5/- 0.412", "2/- 0.312"],
        "D_real": ["0.5/- 0.512", "1/- 0.412", "1.5/- 0.312", "2/- 0.212"],
        "G_GAN": ["0.5/- 1.234", "1/- 1.134", "1.5/- 1.034", "2/- 1.014"],
        "G_L1": ["0.5/- 20.1", "1/- 18.1", "1.5/- 17.1", "2/- 16.1"],
        "data": ["0.5/- 0.234", "1/- 0.004", "1.5/- 0.234", "2/- 0.004"],
        "time": ["0.5/- 0.123", "1/- 0.123", "1.5/- 0.123", "2/- 0.123"],
      ]),
    SmallLog(
      name: "steps that jump",
      text: """
        step 100: train loss 4.5, val loss 4.6
        step 200: train loss 3.5, val loss 3.7
        step 300: train loss 2.5, val loss 2.9

        """,
      series: [
        "train: train loss": ["-/100 4.5", "-/200 3.5", "-/300 2.5"],
        "validation: val loss": ["-/100 4.6", "-/200 3.7", "-/300 2.9"],
      ]),
    SmallLog(
      name: "a percentage of the epoch",
      text: """
        Epoch 1 (25%) loss=0.9
        Epoch 1 (50%) loss=0.8
        Epoch 1 (75%) loss=0.7
        Epoch 1 (100%) loss=0.6
        Epoch 2 (25%) loss=0.5
        Epoch 2 (50%) loss=0.4
        Epoch 2 (75%) loss=0.35
        Epoch 2 (100%) loss=0.3

        """,
      series: [
        "loss": [
          "0.25/- 0.9", "0.5/- 0.8", "0.75/- 0.7", "1/- 0.6", "1.25/- 0.5", "1.5/- 0.4",
          "1.75/- 0.35", "2/- 0.3",
        ]
      ]),
    SmallLog(
      name: "an epoch that is no counter",
      text: """
        [12:00:01] step 100 loss 0.9 acc over epoch: 0.55
        [12:00:02] step 200 loss 0.8 acc over epoch: 0.65
        [12:00:03] step 300 loss 0.7 acc over epoch: 0.75

        """,
      series: [
        "acc over epoch": ["-/100 0.55", "-/200 0.65", "-/300 0.75"],
        "loss": ["-/100 0.9", "-/200 0.8", "-/300 0.7"],
      ]),
    SmallLog(
      name: "settings and a model",
      text: """
        Namespace(batch_size=32, epochs=3, lr=0.01, seed=42)
        Model: resnet18, parameters: 11689512
        Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)
        BatchNorm2d(64, eps=1e-05, momentum=0.1, affine=True)
        Conv2d(64, 128, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
        BatchNorm2d(128, eps=1e-05, momentum=0.1, affine=True)
        Epoch 1: loss=0.9
        Epoch 2: loss=0.8
        Epoch 3: loss=0.7

        """,
      series: [
        "loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7"]
      ]),
    SmallLog(
      name: "the data as a field",
      text: """
        mode=train epoch=1 loss=0.9
        mode=eval epoch=1 loss=1.0
        mode=train epoch=2 loss=0.8
        mode=eval epoch=2 loss=0.95

        """,
      series: [
        "train: loss": ["1/- 0.9", "2/- 0.8"],
        "validation: loss": ["1/- 1", "2/- 0.95"],
      ]),
    SmallLog(
      name: "nothing that counts",
      text: """
        loss: 0.9 acc: 0.5
        loss: 0.8 acc: 0.6
        loss: 0.7 acc: 0.7

        """,
      series: [
        "acc": ["-/1 0.5", "-/2 0.6", "-/3 0.7"],
        "loss": ["-/1 0.9", "-/2 0.8", "-/3 0.7"],
      ]),
    SmallLog(
      name: "thousands separators",
      text: """
        Step 1,000: loss 2.5, tokens 65,536
        Step 2,000: loss 2.0, tokens 131,072
        Step 3,000: loss 1.5, tokens 196,608

        """,
      series: [
        "loss": ["-/1000 2.5", "-/2000 2", "-/3000 1.5"],
        "tokens": ["-/1000 65536", "-/2000 131072", "-/3000 196608"],
      ]),
    SmallLog(
      name: "counters glued to their words",
      text: """
        epoch=1 step_100 loss=0.5
        epoch=1 step_200 loss=0.4
        epoch=2 step_300 loss=0.3

        """,
      series: [
        "loss": ["1/100 0.5", "1/200 0.4", "2/300 0.3"]
      ]),
    SmallLog(
      name: "sentences",
      text: """
        After epoch 1 the loss is 0.9 and the accuracy is 0.5.
        After epoch 2 the loss is 0.8 and the accuracy is 0.6.
        After epoch 3 the loss is 0.7 and the accuracy is 0.7.

        """,
      series: [
        "accuracy": ["1/- 0.5", "2/- 0.6", "3/- 0.7"],
        "loss": ["1/- 0.9", "2/- 0.8", "3/- 0.7"],
      ]),
    SmallLog(
      name: "episodes",
      text: """
        Episode 10, reward: 12.5, epsilon: 0.9
        Episode 20, reward: 22.5, epsilon: 0.8
        Episode 30, reward: 32.5, epsilon: 0.7

        """,
      series: [
        "epsilon": ["-/10 0.9", "-/20 0.8", "-/30 0.7"],
        "reward": ["-/10 12.5", "-/20 22.5", "-/30 32.5"],
      ]),
  ]
}
