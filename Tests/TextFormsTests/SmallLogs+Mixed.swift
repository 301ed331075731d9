/// Settings, results and quotients among the records.
extension SmallLog {
  static let mixed = [
    SmallLog(
      name: "a setting between trainings",
      text: """
          fs=3
        [ Info: Epoch 1/2  TrainAcc=30.5%  TestAcc=31.5%
        [ Info: Epoch 2/2  TrainAcc=40.5%  TestAcc=41.5%
          fs=5
        [ Info: Epoch 1/2  TrainAcc=32.5%  TestAcc=33.5%
        [ Info: Epoch 2/2  TrainAcc=42.5%  TestAcc=43.5%
        [ Info: Epoch 1/2  TrainAcc=34.5%  TestAcc=35.5%
        [ Info: Epoch 2/2  TrainAcc=44.5%  TestAcc=45.5%
        [ Info: Epoch 1/2  TrainAcc=34.5%  TestAcc=35.5%
        [ Info: Epoch 2/2  TrainAcc=44.5%  TestAcc=45.5%

        """,
      series: [
        "train: TrainAcc": [
          "1/- 30.5", "2/- 40.5", "1/- 32.5", "2/- 42.5", "1/- 34.5", "2/- 44.5", "1/- 34.5",
          "2/- 44.5",
        ],
        "test: TestAcc": [
          "1/- 31.5", "2/- 41.5", "1/- 33.5", "2/- 43.5", "1/- 35.5", "2/- 45.5", "1/- 35.5",
          "2/- 45.5",
        ],
      ]),
    SmallLog(
      name: "the number of samples in a name",
      text: """
        epoch 1, loss 0.5
        Accuracy on 9986 test data: 99.25 %
        epoch 2, loss 0.25
        Accuracy on 9986 test data: 99.5 %

        """,
      series: [
        "loss": ["1/- 0.5", "2/- 0.25"],
        "test: Accuracy on test data": ["1/- 99.25", "2/- 99.5"],
      ]),
    SmallLog(
      name: "an improvement in brackets",
      text: """
        Epoca 1/3 | Train Loss: 0.5 | Val Loss: 0.75
          Val Loss s-a schimbat (inf --> 0.75). Salvez
        Epoca 2/3 | Train Loss: 0.25 | Val Loss: 0.5
          Val Loss s-a schimbat (0.75 --> 0.5). Salvez

        """,
      series: [
        "train: Train Loss": ["1/- 0.5", "2/- 0.25"],
        "validation: Val Loss": ["1/- 0.75", "2/- 0.5"],
      ]),
    SmallLog(
      name: "batches from 0 within epochs from 1",
      text: """
        [Train - Epoch 1 - Iteration 0] Loss 2.5
        [Train - Epoch 1 - Iteration 1] Loss 1.5
        [Train - Epoch 2 - Iteration 0] Loss 0.75
        [Train - Epoch 2 - Iteration 1] Loss 0.5

        """,
      series: [
        "train: Loss": ["0.5/- 2.5", "1/- 1.5", "1.5/- 0.75", "2/- 0.5"]
      ]),
    SmallLog(
      name: "a return per episode",
      text: """
        Starting iteration 0
        Average undiscounted return per training episode: 9.5
        Average undiscounted return per evaluation episode: 10.5
        Starting iteration 1
        Average undiscounted return per training episode: 12.5
        Average undiscounted return per evaluation episode: 15.5

        """,
      series: [
        "train: Average undiscounted return per training episode": ["-/0 9.5", "-/1 12.5"],
        "validation: Average undiscounted return per evaluation episode": ["-/0 10.5", "-/1 15.5"],
      ]),
    SmallLog(
      name: "the unit behind a mean",
      text: """
        train: epoch 01:   1/  2: 379.2 (377.5) Hz objective: 2.5 top1err: 0.75
        train: epoch 01:   2/  2: 390.2 (386.5) Hz objective: 1.5 top1err: 0.5
        train: epoch 02:   1/  2: 379.2 (377.5) Hz objective: 1.25 top1err: 0.25
        train: epoch 02:   2/  2: 390.2 (386.5) Hz objective: 1.0 top1err: 0.125

        """,
      series: [
        "train: objective": ["1/1 2.5", "1/2 1.5", "2/3 1.25", "2/4 1"],
        "train: top1err": ["1/1 0.75", "1/2 0.5", "2/3 0.25", "2/4 0.125"],
      ]),
    SmallLog(
      name: "an epoch and a step as a fraction",
      text: """
        DEBUG TRAIN Batch 4/203700 loss 12.5 rank 0
        DEBUG TRAIN Batch 4/203700 loss 16.5 rank 1
        DEBUG TRAIN Batch 4/203800 loss 10.5 rank 0
        DEBUG TRAIN Batch 4/203800 loss 11.5 rank 1
        DEBUG CV Batch 4/0 loss 28.5 rank 0
        DEBUG CV Batch 4/0 loss 29.5 rank 1

        """,
      series: [
        "train: loss": ["4/203700 12.5", "4/203800 10.5"],
        "validation: loss": ["4/203800 28.5"],
      ]),
    SmallLog(
      name: "counters that are done",
      text: """
        Training status:
        	 epochs_done: 1
        	 iterations_done: 235
        Log records from the iteration 235:
        	 test_cost: 0.5
        Training status:
        	 epochs_done: 2
        	 iterations_done: 470
        Log records from the iteration 470:
        	 test_cost: 0.25

        """,
      series: [
        "test: test_cost": ["1/235 0.5", "2/470 0.25"]
      ]),
    SmallLog(
      name: "a counter whose name is misspelt",
      text: """
        traing iter: 194, test accuracy : 0.5, loss : -0.5
        traing iter: 195, test accuracy : 0.625, loss : -0.625
        traing iter: 196, test accuracy : 0.75, loss : -0.75

        """,
      series: [
        "test: accuracy": ["-/194 0.5", "-/195 0.625", "-/196 0.75"],
        "test: loss": ["-/194 -0.5", "-/195 -0.625", "-/196 -0.75"],
      ]),
    SmallLog(
      name: "the last value of a run",
      text: """
        Iteration 0 [0%]: ELBO = -1372.5
        Iteration 2000 [50%]: ELBO = -294.5
        Iteration 4000 [100%]: ELBO = -193.5
        Finished [100%]: ELBO = -149.5

        """,
      series: [
        "ELBO": ["-/0 -1372.5", "-/2000 -294.5", "-/4000 -193.5"]
      ]),
    SmallLog(
      name: "a quotient with its value",
      text: """
        Epoch: 1/2
         Instance: 4000; loss: 4.5; acc: 46273.0/58518.0=0.75
         Instance: 8000; loss: 4.25; acc: 90825.0/116563.0=0.875
        Epoch: 2/2
         Instance: 4000; loss: 3.5; acc: 46273.0/58518.0=0.875
         Instance: 8000; loss: 3.25; acc: 90825.0/116563.0=0.9375

        """,
      series: [
        "Instance": ["0.5/- 4000", "1/- 8000", "1.5/- 4000", "2/- 8000"],
        "loss": ["0.5/- 4.5", "1/- 4.25", "1.5/- 3.5", "2/- 3.25"],
        "acc": ["0.5/- 0.75", "1/- 0.875", "1.5/- 0.875", "2/- 0.9375"],
      ]),
    SmallLog(
      name: "equal names behind training and validation",
      text: """
        Epoch 1/2: Train loss 0.75; Acc 0.5 | Valid loss 0.625; Acc 0.5625
        Epoch 2/2: Train loss 0.5; Acc 0.75 | Valid loss 0.375; Acc 0.8125

        """,
      series: [
        "train: loss": ["1/- 0.75", "2/- 0.5"],
        "train: Acc": ["1/- 0.5", "2/- 0.75"],
        "validation: loss": ["1/- 0.625", "2/- 0.375"],
        "validation: Acc": ["1/- 0.5625", "2/- 0.8125"],
      ]),
    SmallLog(
      name: "a table whose names hold bars",
      text: """
            Iter      log prob        ||dx||      ||grad||   Notes 
              10      -5214.5         0.5        3217.5           
            Iter      log prob        ||dx||      ||grad||   Notes 
              20      -3390.5         0.25        1840.5           

        """,
      series: [
        "log prob": ["-/10 -5214.5", "-/20 -3390.5"],
        "||dx||": ["-/10 0.5", "-/20 0.25"],
        "||grad||": ["-/10 3217.5", "-/20 1840.5"],
      ]),
    SmallLog(
      name: "arguments among which one names a loss",
      text: """
        Namespace({'best_loss': inf, 'feature_dim': 80, 'encoder_dim': 512, 'nhead': 8, 'epochs': 3})
        epoch 1, loss 0.5
        epoch 2, loss 0.25

        """,
      series: [
        "loss": ["1/- 0.5", "2/- 0.25"]
      ]),
    SmallLog(
      name: "a single record with many counts",
      text: """
        2021-01-05 | INFO | train | {"epoch": 14, "loss": "1174.5", "nll_loss": "10.75", "wps": "2219.5", "ups": "0.25", "wpb": "9396.5", "bsz": "86.5"}

        """,
      series: [
        "train: loss": ["14/- 1174.5"],
        "train: nll_loss": ["14/- 10.75"],
        "train: wps": ["14/- 2219.5"],
        "train: ups": ["14/- 0.25"],
        "train: wpb": ["14/- 9396.5"],
        "train: bsz": ["14/- 86.5"],
      ]),
    SmallLog(
      name: "results of whole numbers",
      text: """
        epoch 1, loss 0.5
        epoch 2, loss 0.25
        Validation accuracy: 0
        precision: 16

        """,
      series: [
        "loss": ["1/- 0.5", "2/- 0.25"],
        "validation: Validation accuracy": ["2/- 0"],
      ]),
  ]
}
