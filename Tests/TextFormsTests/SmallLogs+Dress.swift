/// Values, names and counters in unusual dress.
extension SmallLog {
  static let dress = [
    SmallLog(
      name: "the arguments of a function in its name",
      text: """
        loss(x, y) = param(0.5)
        accuracy(m, x, label, 0.0:9) = 0.25
        loss(x, y) = param(0.25)
        accuracy(m, x, label, 0.0:9) = 0.75

        """,
      series: ["loss(x, y)": ["-/1 0.5", "-/2 0.25"], "accuracy": ["-/1 0.25", "-/2 0.75"]]),
    SmallLog(
      name: "a message in quotes before the fields",
      text: """
        time="2024-01-01T10:00:01Z" level=info msg="epoch done" epoch=1 loss=1.5
        time="2024-01-01T10:00:02Z" level=info msg="model saved" acc=0.75 epoch=1
        time="2024-01-01T10:00:03Z" level=info msg="epoch done" epoch=2 loss=0.5
        time="2024-01-01T10:00:04Z" level=info msg="model saved" acc=0.875 epoch=2

        """,
      series: ["loss": ["1/- 1.5", "2/- 0.5"], "acc": ["1/- 0.75", "2/- 0.875"]]),
    SmallLog(
      name: "records behind a bar over the run, at whole epochs",
      text: """
         33%|###       | 10/30 [00:01<00:11,  5.6it/s]{'loss': 1.5, 'epoch': 1.0}
         66%|######    | 20/30 [00:02<00:05,  5.6it/s]{'loss': 0.5, 'epoch': 2.0}
        100%|##########| 30/30 [00:03<00:00,  5.6it/s]{'loss': 0.25, 'epoch': 3.0}

        """,
      series: ["loss": ["1/- 1.5", "2/- 0.5", "3/- 0.25"]]),
    SmallLog(
      name: "values in angle brackets",
      text: """
        INFO:  Iteration: 1, Loss: <1.5>
        INFO:  Iteration: 2, Loss: <0.5>

        """,
      series: ["Loss": ["-/1 1.5", "-/2 0.5"]]),
    SmallLog(
      name: "rates behind their numbers",
      text: """
        Epoch[0] Batch [50]  Speed: 1293.5 samples/sec 36902.5 tokens/sec 6.25 updates/sec ppl=355.5
        Epoch[0] Batch [100]  Speed: 1124.5 samples/sec 36899.5 tokens/sec 6.28 updates/sec ppl=348.5

        """,
      series: ["ppl": ["0/50 355.5", "0/100 348.5"]]),
    SmallLog(
      name: "a counter that only rises",
      text: """
        Instance: 4000; Time: 5.24s; loss: 395.5
        Instance: 4500; Time: 5.25s; loss: 400.5
        Instance: 5000; Time: 5.53s; loss: 401.5

        """,
      series: ["loss": ["-/4000 395.5", "-/4500 400.5", "-/5000 401.5"]]),
    SmallLog(
      name: "a counter with the word number",
      text: """
        Game number: 010590  Frame number: 07943478  Average reward: 115.5
        Game number: 010600  Frame number: 07958788  Average reward: 118.5
        Evaluation score: 124.5

        """,
      series: [
        "Average reward": ["-/7943478 115.5", "-/7958788 118.5"],
        "validation: Evaluation score": ["-/7958788 124.5"],
      ]),
    SmallLog(
      name: "a header in a comment",
      text: """
        # step       rmse_val    rmse_trn
        # If there is no reference data, these columns will hold nan.
        100          1.5         2.5
        200          0.5         0.75

        """,
      series: [
        "validation: rmse_val": ["-/100 1.5", "-/200 0.5"],
        "train: rmse_trn": ["-/100 2.5", "-/200 0.75"],
      ]),
    SmallLog(
      name: "a header of two lines behind prose",
      text: """
        Reading the data
        average    since         example  current
        loss       last          counter  features
        0.75       0.75               10         4
        0.5        0.25               20         7
        0.375      0.125              40         5

        """,
      series: [
        "average loss": ["-/10 0.75", "-/20 0.5", "-/40 0.375"],
        "since last": ["-/10 0.75", "-/20 0.25", "-/40 0.125"],
        "current features": ["-/10 4", "-/20 7", "-/40 5"],
      ]),
    SmallLog(
      name: "a sentence above numbers",
      text: """
        Train Begin!
        Epoch 1 / 2
        1124ms 41639us/step - loss=1445.5
        0:1445.25
        Epoch 2 / 2
        1002ms 37093us/step - loss=254.5
        1:254.25

        """,
      series: ["loss": ["1/- 1445.5", "2/- 254.5"]]),
    SmallLog(
      name: "a heading behind a logger's name",
      text: """
        [INFO] SASRec-github: epoch 1 training [time: 37.5s, train loss: 11888.5]
        [INFO] SASRec-github: complete scores on valid set:
        hit@10:0.25 ndcg@10:0.125
        [INFO] SASRec-github: epoch 2 training [time: 37.5s, train loss: 10133.5]
        [INFO] SASRec-github: complete scores on valid set:
        hit@10:0.5 ndcg@10:0.25

        """,
      series: [
        "train: train loss": ["1/- 11888.5", "2/- 10133.5"],
        "validation: hit@10": ["1/- 0.25", "2/- 0.5"],
        "validation: ndcg@10": ["1/- 0.125", "2/- 0.25"],
      ]),
    SmallLog(
      name: "parts of an epoch, rounded",
      text: """
        [INFO ] Training (epoch 0): loss = 1.5, lr = 0.5
        [INFO ] Training (epoch 0.01): loss = 1.25, lr = 0.5
        [INFO ] Training (epoch 0.01): loss = 0.75, lr = 0.5

        """,
      series: [
        "train: loss": ["0/- 1.5", "0.01/- 1.25", "0.01/- 0.75"],
        "lr": ["0/- 0.5", "0.01/- 0.5", "0.01/- 0.5"],
      ]),
    SmallLog(
      name: "batches that a value is about, behind a logger's prefix",
      text: """
        LOG (nnet3-train:Print():nnet.cc:121) Average objective for 'output' for minibatches 40-49 is -35.5 over 19538 frames.
        LOG (nnet3-train:Print():nnet.cc:121) Average objective for 'output' for minibatches 50-59 is -32.5 over 19423 frames.

        """,
      series: ["Average objective for output": ["-/40 -35.5", "-/50 -32.5"]]),
    SmallLog(
      name: "a label and a step in brackets",
      text: """
        Epoch[0] Batch [20]  acc=0.25
        [lfw][40]Accuracy-Flip: 0.5
        [cfp_fp][40]Accuracy-Flip: 0.75
        Epoch[0] Batch [60]  acc=0.5
        [lfw][80]Accuracy-Flip: 0.625
        [cfp_fp][80]Accuracy-Flip: 0.875

        """,
      series: [
        "acc": ["0/20 0.25", "0/60 0.5"],
        "lfw Accuracy-Flip": ["0/40 0.5", "0/80 0.625"],
        "cfp_fp Accuracy-Flip": ["0/40 0.75", "0/80 0.875"],
      ]),
    SmallLog(
      name: "episodes behind a step with its total",
      text: """
        43587/50000: episode: 588, episode reward: 180.5
        43878/50000: episode: 589, episode reward: 291.5

        """,
      series: ["episode reward": ["-/588 180.5", "-/589 291.5"]]),
    SmallLog(
      name: "three counters that look like a date",
      text: """
        [epoch][s/s_per_e/gs]: [0][11/12/11], lr: 0.5, loss: 2.5
        [epoch][s/s_per_e/gs]: [1][0/12/12], lr: 0.25, loss: 1.5
        [epoch][s/s_per_e/gs]: [1][1/12/13], lr: 0.25, loss: 1.25
        [epoch][s/s_per_e/gs]: [2][0/12/24], lr: 0.125, loss: 0.5

        """,
      series: [
        "lr": ["0/11 0.5", "1/12 0.25", "1/13 0.25", "2/24 0.125"],
        "loss": ["0/11 2.5", "1/12 1.5", "1/13 1.25", "2/24 0.5"],
      ]),
    SmallLog(
      name: "a bar each state of which is a record",
      text: "1|1|Loss: 2.5:  50%|#####     | 1/2 [00:01<00:01]\r"
        + "1|2|Loss: 2.0: 100%|##########| 2/2 [00:02<00:00]\n"
        + "2|3|Loss: 1.5:  50%|#####     | 1/2 [00:01<00:01]\r"
        + "2|4|Loss: nan: 100%|##########| 2/2 [00:02<00:00]\n",
      series: ["Loss": ["1/1 2.5", "1/2 2", "2/3 1.5", "2/4 nan"]]),
    SmallLog(
      name: "a table that R wrote",
      text: """
        "loss" "val_loss" "lr"
        "1" 0.5 0.75 0.001
        "2" 0.25 0.5 0.001

        """,
      series: [
        "train: loss": ["-/1 0.5", "-/2 0.25"], "validation: val_loss": ["-/1 0.75", "-/2 0.5"],
        "lr": ["-/1 0.001", "-/2 0.001"],
      ]),
    SmallLog(
      name: "dashes in place of signs",
      text: """
        Epoch: [0][100/708] Loss 2.5
        Validation: [0/72] Loss 1.5
         * LOSS - 1.25, BLEU-4 - 0.25
        Epoch: [1][100/708] Loss 1.5
        Validation: [0/72] Loss 1.0
         * LOSS - 0.75, BLEU-4 - 0.5

        """,
      series: [
        "train: Loss": ["0/100 2.5", "1/808 1.5"], "validation: Loss": ["0/100 1.5", "1/808 1"],
        "validation: LOSS": ["0/100 1.25", "1/808 0.75"],
        "validation: BLEU-4": ["0/100 0.25", "1/808 0.5"],
      ]),
    SmallLog(
      name: "bars behind a line of prose",
      text: """
        Loaded pretrained weights for efficientnet-b4
        ===== EPOCH 1 =====
        100%|##########| 184/184 [02:30<00:00,  1.17it/s]
        TRAIN LOSS = 0.75
        ===== EPOCH 2 =====
        100%|##########| 184/184 [02:31<00:00,  1.17it/s]
        TRAIN LOSS = 0.5

        """,
      series: ["train: TRAIN LOSS": ["1/- 0.75", "2/- 0.5"]]),
    SmallLog(
      name: "the best of a run in German",
      text: """
        Epoche 1 von 2: Validierungsfehler = 0,75
        Epoche 2 von 2: Validierungsfehler = 0,875
        Bestes Modell aus Epoche 1 gespeichert (Validierungsfehler 0,75).

        """,
      series: ["validation: Validierungsfehler": ["1/- 0.75", "2/- 0.875"]]),
    SmallLog(
      name: "the source of a program above its output",
      text: """
        for step in range(train_steps + 1):
            val_loss = 0.0
        step:0/250 val_loss:10.5
        step:124/250 train_loss:4.75
        step:125/250 val_loss:4.5
        step:126/250 train_loss:4.5

        """,
      series: [
        "validation: val_loss": ["-/0 10.5", "-/125 4.5"],
        "train: train_loss": ["-/124 4.75", "-/126 4.5"],
      ]),
    SmallLog(
      name: "bars above the line of their epoch",
      text: "Processing 200 of 600:Loss 2.5\rProcessing 400 of 600:Loss 2.25\r"
        + "Processing 600 of 600:Loss 2.0\nEpoch 1, TLOSS 2.25\n"
        + "Processing 200 of 600:Loss 1.5\rProcessing 400 of 600:Loss 1.25\r"
        + "Processing 600 of 600:Loss 1.0\nEpoch 2, TLOSS 1.25\n",
      series: ["train: Loss": ["1/- 2", "2/- 1"], "TLOSS": ["1/- 2.25", "2/- 1.25"]]),
    SmallLog(
      name: "a message glued to a bar",
      text: """
        Epoch 1/2:  50%|#####     | 2290/4580 [01:25<01:10, 24.9img/s, loss (batch)=0.5]INFO: Validation Dice score: 0.25
        Epoch 1/2: 100%|##########| 4580/4580 [01:50<00:00, 24.9img/s, loss (batch)=0.25]INFO: Validation Dice score: 0.5
        Epoch 2/2:  50%|#####     | 2290/4580 [01:25<01:10, 24.9img/s, loss (batch)=0.125]INFO: Validation Dice score: 0.625
        Epoch 2/2: 100%|##########| 4580/4580 [01:50<00:00, 24.9img/s, loss (batch)=0.0625]INFO: Validation Dice score: 0.75

        """,
      series: [
        "train: loss": ["1/- 0.25", "2/- 0.0625"],
        "validation: Validation Dice score": ["0.5/- 0.25", "1/- 0.5", "1.5/- 0.625", "2/- 0.75"],
      ]),
  ]
}
