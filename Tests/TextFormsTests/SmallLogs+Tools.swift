/// Lines as tools print them.
extension SmallLog {
  static let tools = [
    SmallLog(
      name: "iterations with outputs of two networks",
      text: """
        I0105 10:00:00.000000  1234 solver.cpp:228] Iteration 0, loss = 2.4
        I0105 10:00:00.000000  1234 solver.cpp:244]     Train net output #0: loss = 2.4 (* 1 \
        = 2.4 loss)
        I0105 10:00:00.000000  1234 sgd_solver.cpp:106] Iteration 0, lr = 0.01
        I0105 10:00:10.000000  1234 solver.cpp:337] Iteration 100, Testing net (#0)
        I0105 10:00:10.000000  1234 solver.cpp:404]     Test net output #0: accuracy = 0.75
        I0105 10:00:10.000000  1234 solver.cpp:404]     Test net output #1: loss = 0.8 (* 1 = \
        0.8 loss)
        I0105 10:00:10.000000  1234 solver.cpp:228] Iteration 100, loss = 0.9
        I0105 10:00:10.000000  1234 solver.cpp:244]     Train net output #0: loss = 0.9 (* 1 \
        = 0.9 loss)
        I0105 10:00:10.000000  1234 sgd_solver.cpp:106] Iteration 100, lr = 0.01
        I0105 10:00:20.000000  1234 solver.cpp:337] Iteration 200, Testing net (#0)
        I0105 10:00:20.000000  1234 solver.cpp:404]     Test net output #0: accuracy = 0.85
        I0105 10:00:20.000000  1234 solver.cpp:404]     Test net output #1: loss = 0.6 (* 1 = \
        0.6 loss)
        I0105 10:00:20.000000  1234 solver.cpp:228] Iteration 200, loss = 0.5
        I0105 10:00:20.000000  1234 solver.cpp:244]     Train net output #0: loss = 0.5 (* 1 \
        = 0.5 loss)
        I0105 10:00:20.000000  1234 sgd_solver.cpp:106] Iteration 200, lr = 0.001

        """,
      series: [
        "lr": ["-/0 0.01", "-/100 0.01", "-/200 0.001"],
        "test: accuracy": ["-/100 0.75", "-/200 0.85"],
        "test: loss": ["-/100 0.8", "-/200 0.6"],
        "train: loss": ["-/0 2.4", "-/100 0.9", "-/200 0.5"],
      ]),
    SmallLog(
      name: "the data as a field between bars",
      text: """
        2021-01-01 10:00:00 | INFO | fairseq.trainer | begin training epoch 1
        2021-01-01 10:01:00 | INFO | train_inner | epoch 001:    100 / 500 loss=8.5, \
        nll_loss=8.1, ppl=274.4, wps=5000, num_updates=100, lr=1.25e-05, gnorm=2.5
        2021-01-01 10:02:00 | INFO | train_inner | epoch 001:    200 / 500 loss=7.5, \
        nll_loss=7.1, ppl=137.2, wps=5000, num_updates=200, lr=2.5e-05, gnorm=2.4
        2021-01-01 10:05:00 | INFO | valid | epoch 001 | valid on 'valid' subset | loss 7.0 | \
        nll_loss 6.5 | ppl 90.5 | num_updates 500
        2021-01-01 10:05:01 | INFO | train | epoch 001 | loss 7.8 | nll_loss 7.4 | ppl 168.9 \
        | num_updates 500 | lr 6.25e-05
        2021-01-01 10:06:00 | INFO | train_inner | epoch 002:    100 / 500 loss=6.5, \
        nll_loss=6.1, ppl=68.6, wps=5000, num_updates=600, lr=7.5e-05, gnorm=2.3
        2021-01-01 10:10:00 | INFO | valid | epoch 002 | valid on 'valid' subset | loss 6.0 | \
        nll_loss 5.5 | ppl 45.3 | num_updates 1000 | best_loss 6.0
        2021-01-01 10:10:01 | INFO | train | epoch 002 | loss 6.4 | nll_loss 6.0 | ppl 64 | \
        num_updates 1000 | lr 0.000125

        """,
      series: [
        "gnorm": ["1/100 2.5", "1/200 2.4", "2/600 2.3"],
        "lr": [
          "1/100 1.25e-05", "1/200 2.5e-05", "1/500 6.25e-05", "2/600 7.5e-05", "2/1000 0.000125",
        ],
        "train: loss": ["1/100 8.5", "1/200 7.5", "1/500 7.8", "2/600 6.5", "2/1000 6.4"],
        "train: nll_loss": ["1/100 8.1", "1/200 7.1", "1/500 7.4", "2/600 6.1", "2/1000 6"],
        "train: ppl": ["1/100 274.4", "1/200 137.2", "1/500 168.9", "2/600 68.6", "2/1000 64"],
        "validation: best_loss": ["2/1000 6"],
        "validation: loss": ["1/500 7", "2/1000 6"],
        "validation: nll_loss": ["1/500 6.5", "2/1000 5.5"],
        "validation: ppl": ["1/500 90.5", "2/1000 45.3"],
      ]),
    SmallLog(
      name: "an iteration with many values",
      text: """
         iteration      100/    1000 | consumed samples:        1600 | elapsed time per \
        iteration (ms): 512.3 | learning rate: 1.500E-05 | global batch size:    16 | lm \
        loss: 9.123456E+00 | loss scale: 65536.0 | grad norm: 2.345 | number of skipped \
        iterations:   0 | number of nan iterations:   0 |
         iteration      200/    1000 | consumed samples:        3200 | elapsed time per \
        iteration (ms): 510.3 | learning rate: 3.000E-05 | global batch size:    16 | lm \
        loss: 7.123456E+00 | loss scale: 65536.0 | grad norm: 1.345 | number of skipped \
        iterations:   0 | number of nan iterations:   0 |
        ------------------------------------------------------------------------------------------------
         validation loss at iteration 200 | lm loss value: 7.000000E+00 | lm loss PPL: \
        1.096633E+03 |\u{20}
        ------------------------------------------------------------------------------------------------
         iteration      300/    1000 | consumed samples:        4800 | elapsed time per \
        iteration (ms): 510.3 | learning rate: 4.500E-05 | global batch size:    16 | lm \
        loss: 6.123456E+00 | loss scale: 65536.0 | grad norm: 1.245 | number of skipped \
        iterations:   0 | number of nan iterations:   0 |
         iteration      400/    1000 | consumed samples:        6400 | elapsed time per \
        iteration (ms): 510.3 | learning rate: 6.000E-05 | global batch size:    16 | lm \
        loss: 5.623456E+00 | loss scale: 65536.0 | grad norm: 1.145 | number of skipped \
        iterations:   0 | number of nan iterations:   0 |
        ------------------------------------------------------------------------------------------------
         validation loss at iteration 400 | lm loss value: 5.500000E+00 | lm loss PPL: \
        2.446919E+02 |\u{20}
        ------------------------------------------------------------------------------------------------

        """,
      series: [
        "consumed samples": ["-/100 1600", "-/200 3200", "-/300 4800", "-/400 6400"],
        "global batch size": ["-/100 16", "-/200 16", "-/300 16", "-/400 16"],
        "grad norm": ["-/100 2.345", "-/200 1.345", "-/300 1.245", "-/400 1.145"],
        "learning rate": ["-/100 1.5e-05", "-/200 3e-05", "-/300 4.5e-05", "-/400 6e-05"],
        "lm loss": ["-/100 9.123456", "-/200 7.123456", "-/300 6.123456", "-/400 5.623456"],
        "loss scale": ["-/100 65536", "-/200 65536", "-/300 65536", "-/400 65536"],
        "validation: lm loss PPL": ["-/200 1096.633", "-/400 244.6919"],
        "validation: lm loss value": ["-/200 7", "-/400 5.5"],
      ]),
    SmallLog(
      name: "a validation with a line per value",
      text: """
        [2024-01-05 10:00:00,000 INFO] Step 50/1000; acc:  12.50; ppl: 900.50; xent: 6.80; \
        lr: 0.00010; 5000/4500 tok/s;     20 sec
        [2024-01-05 10:00:20,000 INFO] Step 100/1000; acc:  22.50; ppl: 400.50; xent: 5.99; \
        lr: 0.00020; 5000/4500 tok/s;     40 sec
        [2024-01-05 10:00:25,000 INFO] Validation perplexity: 350.5
        [2024-01-05 10:00:25,000 INFO] Validation accuracy: 24.5
        [2024-01-05 10:00:40,000 INFO] Step 150/1000; acc:  32.50; ppl: 200.50; xent: 5.30; \
        lr: 0.00030; 5000/4500 tok/s;     60 sec
        [2024-01-05 10:01:00,000 INFO] Step 200/1000; acc:  42.50; ppl: 100.50; xent: 4.61; \
        lr: 0.00040; 5000/4500 tok/s;     80 sec
        [2024-01-05 10:01:05,000 INFO] Validation perplexity: 95.5
        [2024-01-05 10:01:05,000 INFO] Validation accuracy: 44.5

        """,
      series: [
        "acc": ["-/50 12.5", "-/100 22.5", "-/150 32.5", "-/200 42.5"],
        "lr": ["-/50 0.0001", "-/100 0.0002", "-/150 0.0003", "-/200 0.0004"],
        "ppl": ["-/50 900.5", "-/100 400.5", "-/150 200.5", "-/200 100.5"],
        "validation: Validation accuracy": ["-/100 24.5", "-/200 44.5"],
        "validation: Validation perplexity": ["-/100 350.5", "-/200 95.5"],
        "xent": ["-/50 6.8", "-/100 5.99", "-/150 5.3", "-/200 4.61"],
      ]),
    SmallLog(
      name: "an end of epoch and a development set",
      text: """
        2024-01-05 10:00:00,000 epoch 1 - iter 10/20 - loss 2.5 - time (sec): 1.10 - \
        samples/sec: 900.10 - lr: 0.100000
        2024-01-05 10:00:01,000 epoch 1 - iter 20/20 - loss 2.0 - time (sec): 2.10 - \
        samples/sec: 900.10 - lr: 0.100000
        2024-01-05 10:00:02,000 EPOCH 1 done: loss 2.0 - lr: 0.100000
        2024-01-05 10:00:03,000 DEV : loss 1.5 - f1-score (micro avg)  0.45
        2024-01-05 10:00:04,000 epoch 2 - iter 10/20 - loss 1.5 - time (sec): 1.10 - \
        samples/sec: 900.10 - lr: 0.100000
        2024-01-05 10:00:05,000 epoch 2 - iter 20/20 - loss 1.25 - time (sec): 2.10 - \
        samples/sec: 900.10 - lr: 0.100000
        2024-01-05 10:00:06,000 EPOCH 2 done: loss 1.25 - lr: 0.100000
        2024-01-05 10:00:07,000 DEV : loss 1.0 - f1-score (micro avg)  0.65

        """,
      series: [
        "lr": ["1/10 0.1", "1/20 0.1", "2/30 0.1", "2/40 0.1"],
        "samples/sec": ["1/10 900.1", "1/20 900.1", "2/30 900.1", "2/40 900.1"],
        "loss (epoch)": ["1/20 2", "2/40 1.25"],
        "train: loss": ["1/10 2.5", "1/20 2", "2/30 1.5", "2/40 1.25"],
        "validation: f1-score": ["1/20 0.45", "2/40 0.65"],
        "validation: loss": ["1/20 1.5", "2/40 1"],
      ]),
    SmallLog(
      name: "rounds in brackets",
      text: """
        [LightGBM] [Info] Number of positive: 212, number of negative: 357
        [10]\ttraining's binary_logloss: 0.25\tvalid_1's binary_logloss: 0.30
        [20]\ttraining's binary_logloss: 0.15\tvalid_1's binary_logloss: 0.22
        [30]\ttraining's binary_logloss: 0.10\tvalid_1's binary_logloss: 0.20

        """,
      series: [
        "train: training's binary_logloss": ["-/10 0.25", "-/20 0.15", "-/30 0.1"],
        "validation: valid_1's binary_logloss": ["-/10 0.3", "-/20 0.22", "-/30 0.2"],
      ]),
    SmallLog(
      name: "rounds before a colon",
      text: """
        0:\tlearn: 0.65\ttest: 0.66\tbest: 0.66 (0)\ttotal: 50ms\tremaining: 5s
        1:\tlearn: 0.55\ttest: 0.57\tbest: 0.57 (1)\ttotal: 60ms\tremaining: 4s
        2:\tlearn: 0.45\ttest: 0.48\tbest: 0.48 (2)\ttotal: 70ms\tremaining: 3s

        """,
      series: [
        "test: test": ["-/0 0.66", "-/1 0.57", "-/2 0.48"],
        "train: learn": ["-/0 0.65", "-/1 0.55", "-/2 0.45"],
      ]),
    SmallLog(
      name: "full stops after numbers",
      text: """
        [INFO] 3DBall. Step: 12000. Time Elapsed: 25.1 s. Mean Reward: 1.25. Std of Reward: \
        0.75. Training.
        [INFO] 3DBall. Step: 24000. Time Elapsed: 45.1 s. Mean Reward: 2.25. Std of Reward: \
        1.75. Training.
        [INFO] 3DBall. Step: 36000. Time Elapsed: 65.1 s. Mean Reward: 9.25. Std of Reward: \
        8.75. Training.

        """,
      series: [
        "Mean Reward": ["-/12000 1.25", "-/24000 2.25", "-/36000 9.25"],
        "Std of Reward": ["-/12000 0.75", "-/24000 1.75", "-/36000 8.75"],
      ]),
    SmallLog(
      name: "a value per line",
      text: """
        2024-01-05 10:00:00.000000: Epoch 0
        2024-01-05 10:00:00.000000: Current learning rate: 0.01
        2024-01-05 10:02:00.000000: train_loss -0.15
        2024-01-05 10:02:00.000000: val_loss -0.25
        2024-01-05 10:02:00.000000: Pseudo dice [np.float32(0.55), np.float32(0.45)]
        2024-01-05 10:02:00.000000: Epoch time: 120.5 s
        2024-01-05 10:02:00.000000: Epoch 1
        2024-01-05 10:02:00.000000: Current learning rate: 0.009
        2024-01-05 10:04:00.000000: train_loss -0.35
        2024-01-05 10:04:00.000000: val_loss -0.45
        2024-01-05 10:04:00.000000: Pseudo dice [np.float32(0.65), np.float32(0.55)]
        2024-01-05 10:04:00.000000: Epoch time: 120.5 s

        """,
      series: [
        "Current learning rate": ["0/- 0.01", "1/- 0.009"],
        "Pseudo dice": ["0/- 0.55", "1/- 0.65"],
        "train: train_loss": ["0/- -0.15", "1/- -0.35"],
        "validation: val_loss": ["0/- -0.25", "1/- -0.45"],
      ]),
  ]
}
