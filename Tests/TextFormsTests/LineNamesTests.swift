import Testing

/// The names, counters and data of single lines, of the kinds that programs print.
@Suite struct LineNamesTests {
  @Test(
    arguments: [
      (
        "Epoch [4/9], Step [30/60], Loss: 1.5, Perplexity: 4.48",
        ["epoch 4/9", "step 30/60", "Loss 1.5", "Perplexity 4.48"]
      ),
      ("[3,  2500] loss: 1.25", ["? 3", "? 2500", "loss 1.25"]),
      (
        "Train Epoch: 2 [640/60000 (1%)]\tLoss: 0.75",
        ["epoch 2", "? 640/60000 (1)", "train: Loss 0.75"]
      ),
      (
        "Epoch: [0][ 20/391]\tTime  0.32 ( 0.42)\tData  0.10 ( 0.20)\tLoss 5.9e+00 (6.0e+00)\tAcc@1   2.50 (  2.25)",
        [
          "epoch 0", "? 20/391", "Time 0.32 (0.42)", "Data 0.10 (0.20)", "Loss 5.9e+00 (6.0e+00)",
          "Acc@1 2.50 (2.25)",
        ]
      ),
      (
        "Test set: Average loss: 0.2100, Accuracy: 9400/10000 (94%)",
        ["test: Average loss 0.2100", "test: Accuracy 9400/10000 (94)"]
      ),
      (
        "epoch 3 | train loss 0.5 | valid loss 0.75",
        ["epoch 3", "train: train loss 0.5", "validation: valid loss 0.75"]
      ),
      (
        "Epoch 3/10 - loss: 0.5 - val_loss: 0.75 - val_acc: 62.5%",
        ["epoch 3/10", "loss 0.5", "validation: val_loss 0.75", "validation: val_acc 62.5"]
      ),
      (
        "[5/25][100/1583] Loss_D: 0.5 Loss_G: 2.5 D(x): 0.75 D(G(z)): 0.125",
        ["? 5/25", "? 100/1583", "Loss_D 0.5", "Loss_G 2.5", "D(x) 0.75", "D(G(z)) 0.125"]
      ),
      (
        "Epoch 2, D loss: 0.65, G loss: 1.5, acc: 55%",
        ["epoch 2", "D loss 0.65", "G loss 1.5", "acc 55"]
      ),
      (
        "iteration 100/ 1000 | lm loss: 9.5E+00 | grad norm: 2.25 | learning rate: 1.5E-05",
        ["step 100/1000", "lm loss 9.5E+00", "grad norm 2.25", "learning rate 1.5E-05"]
      ),
      (
        "(epoch: 1, iters: 400, time: 0.125) G_GAN: 1.5 D_real: 0.5 cycle_A: 2.25",
        ["epoch 1", "step 400", "time 0.125", "G_GAN 1.5", "D_real 0.5", "cycle_A 2.25"]
      ),
      (
        "epoch=7 train_loss=0.5 valid_loss=0.75",
        ["epoch 7", "train: train_loss 0.5", "validation: valid_loss 0.75"]
      ),
      (
        "Epoch 3, avg loss so far is 0.5, val mse is 0.25.",
        ["epoch 3", "avg loss so far 0.5", "validation: val mse 0.25"]
      ),
      (
        "After step 500 the loss is 1.5 and the accuracy is 0.75.",
        ["step 500", "loss 1.5", "accuracy 0.75"]
      ),
      (
        "[07/200] train_loss: 0.5 val_loss: 0.75",
        ["? 07/200", "train: train_loss 0.5", "validation: val_loss 0.75"]
      ),
      (
        "step 1000: train loss 2.5, val loss 2.75",
        ["step 1000", "train: train loss 2.5", "validation: val loss 2.75"]
      ),
      ("Epoch 00012: loss 0.5 in 12.5 seconds", ["epoch 00012", "loss 0.5"]),
      ("Iteration 300, loss = 0.5, lr = 0.001", ["step 300", "loss 0.5", "lr 0.001"]),
      ("Episode 30, reward: 12.5, epsilon: 0.75", ["step 30", "reward 12.5", "epsilon 0.75"]),
      (
        "I0105 10:00:00.000000  1234 solver.cpp:228] Iteration 100, loss = 0.5",
        ["? 1234", "step 100", "loss 0.5"]
      ),
      ("2024-01-05 10:00:00,123 - INFO - epoch 3 loss 0.5", ["epoch 3", "loss 0.5"]),
      ("[2024-01-05 10:00:00 tiny](main.py 200): INFO epoch 3 loss 0.5", ["epoch 3", "loss 0.5"]),
      ("trainer_1  | epoch=3 loss=0.5", ["epoch 3", "loss 0.5"]),
      ("2024-03-01T10:00:01.123456789Z stdout F epoch=3 loss=0.5", ["epoch 3", "loss 0.5"]),
    ] as [(String, [String])])
  func linesOfLoops(line: String, numbers: [String]) {
    #expect(LineNames.words(line) == numbers)
  }

  @Test(
    arguments: [
      ("[rank 2] epoch 3 loss 0.5", ["writer 2", "epoch 3", "loss 0.5"]),
      (
        "{'loss': 0.5, 'learning_rate': 1e-05, 'epoch': 0.25}",
        ["loss 0.5", "learning_rate 1e-05", "epoch 0.25"]
      ),
      (
        "{\"epoch\": 3, \"train\": {\"loss\": 0.5}, \"val\": {\"loss\": 0.75}}",
        ["epoch 3", "train: loss 0.5", "validation: loss 0.75"]
      ),
      (
        "Epoch 3: {'train': {'loss': 0.5, 'acc': 0.5}, 'val': {'loss': 0.75, 'acc': 0.25}}",
        [
          "epoch 3", "train: loss 0.5", "train: acc 0.5", "validation: loss 0.75",
          "validation: acc 0.25",
        ]
      ),
      (
        "INFO:root:stats: {\"epoch\": 3, \"train_loss\": 0.5, \"lr\": 0.125}",
        ["epoch 3", "train: train_loss 0.5", "lr 0.125"]
      ),
      ("epoch 3 loss tensor(0.5, device='cuda:0')", ["epoch 3", "loss 0.5"]),
      ("loss: np.float32(0.5), step: 300", ["loss 0.5", "step 300"]),
      ("train: epoch 3 loss 0.5 acc 0.75", ["epoch 3", "train: loss 0.5", "train: acc 0.75"]),
      (
        "val: epoch 3 loss 0.5 acc 0.75",
        ["epoch 3", "validation: loss 0.5", "validation: acc 0.75"]
      ),
      ("phase=eval epoch=3 loss=0.5", ["epoch 3", "validation: loss 0.5"]),
      ("Epoch 3 (validation): loss 0.5", ["epoch 3", "validation: loss 0.5"]),
      ("[valid] epoch 3 loss=0.5", ["epoch 3", "validation: loss 0.5"]),
      (
        "| epoch 3 | valid | loss 0.5 | ppl 1.75",
        ["epoch 3", "validation: loss 0.5", "validation: ppl 1.75"]
      ),
      ("* Acc@1 71.25 Acc@5 90.5", ["Acc@1 71.25", "Acc@5 90.5"]),
      (
        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.25",
        ["validation: AP 0.25"]
      ),
      (
        " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.5",
        ["validation: AP50 0.5"]
      ),
      (
        " Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 0.75",
        ["validation: ARl 0.75"]
      ),
      ("mAP@0.5 0.5 mAP@0.5:0.95 0.25 step 3", ["mAP@0.5 0.5", "mAP@0.5:0.95 0.25", "step 3"]),
      ("step 3 F1-score (micro avg): 0.5", ["step 3", "F1-score 0.5"]),
      ("epoch 3 loss 0.5 ± 0.1", ["epoch 3", "loss 0.5"]),
      ("epoch 3 loss 0.5 +/- 0.1 acc 0.75", ["epoch 3", "loss 0.5", "acc 0.75"]),
      ("epoch 3 acc over epoch: 0.5", ["epoch 3", "acc over epoch 0.5"]),
      ("Epoch 3 best epoch: 2 loss 0.5", ["epoch 3", "loss 0.5"]),
      ("Epoch 3 lr 1e-05 grad_norm 1.5", ["epoch 3", "lr 1e-05", "grad_norm 1.5"]),
    ] as [(String, [String])])
  func linesBehindPrefixes(line: String, numbers: [String]) {
    #expect(LineNames.words(line) == numbers)
  }

  @Test(
    arguments: [
      ("epoch 3, loss 0.5, time 12.5s, 1200 img/s, mem 10.5GB", ["epoch 3", "loss 0.5"]),
      ("epoch 3 | loss 0.5 | ETA 1:02:03 | 00:12<00:30", ["epoch 3", "loss 0.5"]),
      ("BatchNorm2d(64, eps=1e-05, momentum=0.1, affine=True)", []),
      ("Namespace(batch_size=32, lr=0.01, epochs=90)", []),
      ("Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2))", []),
      ("第3轮 训练损失: 0.5 验证损失: 0.75", ["epoch 3", "train: 训练损失 0.5", "validation: 验证损失 0.75"]),
      ("第3轮，训练损失：0.5，验证准确率：70.5%", ["epoch 3", "train: 训练损失 0.5", "validation: 验证准确率 70.5"]),
      ("エポック 3/9 学習損失: 0.5 検証損失: 0.75", ["epoch 3/9", "train: 学習損失 0.5", "validation: 検証損失 0.75"]),
      (
        "에폭 3/9 - 훈련 손실: 0.5 - 검증 손실: 0.75",
        ["epoch 3/9", "train: 훈련 손실 0.5", "validation: 검증 손실 0.75"]
      ),
      ("Эпоха 3/9: потери=0.5, точность=0.75", ["epoch 3/9", "потери 0.5", "точность 0.75"]),
      (
        "Época 3/9 - pérdida: 0.5 - exactitud: 0.75",
        ["epoch 3/9", "pérdida 0.5", "exactitud 0.75"]
      ),
      ("Époque 3/9 : perte = 0.5", ["epoch 3/9", "perte 0.5"]),
      (
        "Epoche 3/9: Verlust 0.5, Genauigkeit 0.75",
        ["epoch 3/9", "Verlust 0.5", "Genauigkeit 0.75"]
      ),
      ("Época 3 de 9: perda = 0.5", ["epoch 3/9", "perda 0.5"]),
      ("Epoca 3/9 - perdita: 0.5", ["epoch 3/9", "perdita 0.5"]),
      ("Devir 3/9 - eğitim kaybı: 0.5", ["epoch 3/9", "train: eğitim kaybı 0.5"]),
      ("Step 1,000: loss 2.5, tokens 65,536", ["step 1,000", "loss 2.5", "tokens 65,536"]),
      ("epoch 3 step 40 loss 0,91", ["epoch 3", "step 40", "loss 0,91"]),
      ("epoch 3 loss nan acc -inf", ["epoch 3", "loss nan", "acc -inf"]),
      (
        "epoch: 3, mini-batch accuracy: 0.5, err-top1: 0.25",
        ["epoch 3", "mini-batch accuracy 0.5", "err-top1 0.25"]
      ),
      ("epoch 3 train Loss: 0.5 Acc: 0.75", ["epoch 3", "train: Loss 0.5", "train: Acc 0.75"]),
      ("12-100batch: loss=0.5", ["? 12", "step 100", "loss 0.5"]),
      (
        "1epoch:train:1-100batch: iter_time=0.1, loss=0.5",
        ["epoch 1", "? 1", "step 100", "train: iter_time 0.1", "train: loss 0.5"]
      ),
      (
        "0:\tlearn: 0.65\ttest: 0.75\tbest: 0.75 (0)\ttotal: 50ms",
        ["? 0", "train: learn 0.65", "test: test 0.75", "test: best 0.75 (0)"]
      ),
    ] as [(String, [String])])
  func linesOfToolsAndLanguages(line: String, numbers: [String]) {
    #expect(LineNames.words(line) == numbers)
  }

  @Test(
    arguments: [
      (
        "[10]\ttrain-rmse:0.5\teval-rmse:0.75",
        ["? 10", "train: train-rmse 0.5", "validation: eval-rmse 0.75"]
      ),
      (
        "[20]\ttraining's l2: 0.5\tvalid_1's l2: 0.75",
        ["? 20", "train: training's l2 0.5", "validation: valid_1's l2 0.75"]
      ),
      ("Epoch 3 train_loss 0.5 (1/3 done)", ["epoch 3", "train: train_loss 0.5", "? 1/3"]),
      ("Epoch 3 took 12 s", ["epoch 3"]),
      ("Saving checkpoint at step 300", []),
      ("Epoch 3/9", ["epoch 3/9"]),
    ] as [(String, [String])])
  func otherLines(line: String, numbers: [String]) {
    #expect(LineNames.words(line) == numbers)
  }
}
