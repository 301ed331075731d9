/// Counters, tables and lines as few programs print them.
extension SmallLog {
  static let rare = [
    SmallLog(
      name: "steps before the line of their epoch",
      text: """
        Training loss @ step 5: 0.9
        Training loss @ step 10: 0.8
        Epoch: 1 Loss/Test: 1.0
        Training loss @ step 5: 0.7
        Training loss @ step 10: 0.6
        Epoch: 2 Loss/Test: 0.9

        """,
      series: [
        "train: Training loss": ["0.5/- 0.9", "1/- 0.8", "1.5/- 0.7", "2/- 0.6"],
        "test: Loss/Test": ["1/- 1", "2/- 0.9"],
      ]),
    SmallLog(
      name: "a table divided by commas",
      text: """
         Reading data ...

        epoch,train_mse,test_mse
        1,2.5e-01,2.75e-01
        2,1.5e-01,1.75e-01

        """,
      series: [
        "train: train_mse": ["1/- 0.25", "2/- 0.15"],
        "test: test_mse": ["1/- 0.275", "2/- 0.175"],
      ]),
    SmallLog(
      name: "a data frame with its index",
      text: """
           epoch  train_loss  val_f1
        0      1      0.8211  0.6902
        1      2      0.6104  0.7611

        """,
      series: [
        "train: train_loss": ["1/- 0.8211", "2/- 0.6104"],
        "validation: val_f1": ["1/- 0.6902", "2/- 0.7611"],
      ]),
    SmallLog(
      name: "output quoted by a report",
      text: """
        ## Iter   TrainDeviance   StepSize
        ##    1        1.3610       0.1000
        ##    2        1.3409       0.1000
        ##   10        1.2312       0.1000

        """,
      series: [
        "train: TrainDeviance": ["-/1 1.361", "-/2 1.3409", "-/10 1.2312"],
        "StepSize": ["-/1 0.1", "-/2 0.1", "-/10 0.1"],
      ]),
    SmallLog(
      name: "validation within the steps of the run",
      text: """
        step:0/1750 val_loss:10.5 train_time:0ms
        step:1/1750 train_time:82ms
        step:125/1750 val_loss:4.5 train_time:10273ms
        step:126/1750 train_time:10382ms
        step:250/1750 val_loss:4.25 train_time:20601ms

        """,
      series: [
        "validation: val_loss": ["-/0 10.5", "-/125 4.5", "-/250 4.25"]
      ]),
    SmallLog(
      name: "an evaluation announced with its epoch",
      text: """
        Epoch is: 1
        Batch id: 0
        Loss is:  0.5
        Epoch is: 1
        Batch id: 200
        Loss is:  0.4

        Epoch #1 done. Testing accuracy
        Accuracy: 97.5%
        Loss:     0.25

        Epoch is: 2
        Batch id: 0
        Loss is:  0.3
        Epoch is: 2
        Batch id: 200
        Loss is:  0.2

        Epoch #2 done. Testing accuracy
        Accuracy: 98.5%
        Loss:     0.125

        """,
      series: [
        "Loss": ["0.0025/- 0.5", "0.5025/- 0.4", "1.0025/- 0.3", "1.5025/- 0.2"],
        "test: Accuracy": ["1/- 97.5", "2/- 98.5"],
        "test: Loss": ["1/- 0.25", "2/- 0.125"],
      ]),
    SmallLog(
      name: "the best that is saved beside what was measured",
      text: """
        Epoch 1 - val_loss: 2.5 Accuracy: 0.25
        Epoch 1 - Save Best Accuracy: 0.25 Model
        Epoch 2 - val_loss: 2.25 Accuracy: 0.5
        Epoch 2 - Save Best Accuracy: 0.5 Model
        =>Epoch 2, learning rate = 0.5, previous best = 0.5

        """,
      series: [
        "validation: val_loss": ["1/- 2.5", "2/- 2.25"],
        "Accuracy": ["1/- 0.25", "2/- 0.5"],
        "learning rate": ["2/- 0.5"],
      ]),
    SmallLog(
      name: "settings that name a counter",
      text: """
        Tagger options: iterations=2, early_stopping=0
        Iteration 1: done, accuracy 80.5%
        Iteration 2: done, accuracy 88.5%

        """,
      series: [
        "accuracy": ["-/1 80.5", "-/2 88.5"]
      ]),
    SmallLog(
      name: "a bar whose words say what it does",
      text: """
        Train Epoch: [1/2] Loss: 6.0: 100%|████| 195/195 [01:00<00:00,  3.22it/s]
        Extracting: 100%|████| 98/98 [00:11<00:00,  8.71it/s]
        Test Epoch: [1/2] Acc@1:38.5%: 100%|████| 20/20 [00:04<00:00,  4.6it/s]
        Train Epoch: [2/2] Loss: 5.5: 100%|████| 195/195 [01:00<00:00,  3.22it/s]
        Extracting: 100%|████| 98/98 [00:11<00:00,  8.71it/s]
        Test Epoch: [2/2] Acc@1:46.5%: 100%|████| 20/20 [00:04<00:00,  4.6it/s]

        """,
      series: [
        "train: Loss": ["1/- 6", "2/- 5.5"],
        "test: Acc@1": ["1/- 38.5", "2/- 46.5"],
      ]),
    SmallLog(
      name: "a number that only falls is no step",
      text: """
        Interval 1 (0 steps performed)
        100/100 [====] - 1s 13ms/step - reward: -0.5
        2327 episodes - episode_reward: -2.5
        Interval 2 (100 steps performed)
        100/100 [====] - 1s 13ms/step - reward: -0.25
        2227 episodes - episode_reward: -1.5
        Interval 3 (200 steps performed)
        100/100 [====] - 1s 13ms/step - reward: -0.125
        2186 episodes - episode_reward: -1.25

        """,
      series: [
        "Interval": ["-/0 1", "-/100 2", "-/200 3"],
        "train: reward": ["-/0 -0.5", "-/100 -0.25", "-/200 -0.125"],
        "episode_reward": ["-/0 -2.5", "-/100 -1.5", "-/200 -1.25"],
      ]),
    SmallLog(
      name: "a folder named by a time before the step",
      text: """
        outdir:results/20240301T101512.345678 step:181 episode:0 R:-412.5
        outdir:results/20240301T101512.345678 step:592 episode:1 R:-313.5

        """,
      series: [
        "R": ["-/181 -412.5", "-/592 -313.5"]
      ]),
    SmallLog(
      name: "a counter in angle brackets",
      text: """
        <10> LL/token: -9.5
        <20> LL/token: -8.5
        <30> LL/token: -8.25

        """,
      series: [
        "LL/token": ["-/10 -9.5", "-/20 -8.5", "-/30 -8.25"]
      ]),
  ]
}
