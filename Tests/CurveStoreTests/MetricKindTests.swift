import RunModel
import Testing

@testable import CurveStore

@Suite struct MetricKindTests {
  @Test(
    "Errors, distances and losses are better small",
    arguments: [
      "top1_err", "err@1", "error_rate", "val_mae", "RMSE", "perplexity", "eval/ppl", "WER", "cer",
      "FID", "kid", "EER", "nll", "bpc", "MPJPE", "PA-MPJPE", "EPE", "hausdorff", "hd95",
      "mean_absolute_error", "cross_entropy", "log_loss", "valid_0's l2", "minADE", "abs_rel",
      "acc_err", "f_mae", "neg_log_likelihood", "misclassification", "ошибка", "误差", "Fehlerrate",
      "valError", "lpips", "brier_score", "perplextity", "l_g_pix", "CE", "crps", "aic",
    ])
  func smaller(name: String) {
    #expect(MetricKind(name).direction == .min)
  }

  @Test(
    "Scores, overlaps and rewards are better large",
    arguments: [
      "acc", "val_acc", "valAcc", "testAccuracy", "mean_io_u", "mIoU", "Jaccard", "f1", "macro_f1",
      "F1-score", "bleu", "rougeL", "METEOR", "CIDEr", "ep_rew_mean", "episode_return", "win_rate",
      "success_rate", "psnr", "ms_ssim", "AUROC", "roc_auc", "kappa", "MCC", "r2", "R2_score",
      "spearmanr", "pearson", "ndcg@10", "MRR", "hits@10", "R@1", "top1", "Recall@5", "mAP50-95(B)",
      "dice_coefficient", "neg_mean_squared_error", "explained_variance", "准确率", "验证准确率",
      "精度", "正解率", "정확도", "точность", "exactitud", "précision", "acurácia", "Genauigkeit",
      "Validierungsgenauigkeit", "P", "R", "Prec@1", "HR@10", "GAUC", "hmean",
    ])
  func larger(name: String) {
    let kind = MetricKind(name)
    #expect(kind.direction == .max)
    #expect(kind.role == .metric)
  }

  @Test(
    "Losses in several languages",
    arguments: [
      "loss", "policy_loss", "G loss", "训练损失", "損失", "손실", "потери", "pérdida", "perte",
      "perda", "Verlust", "Trainingsverlust", "valLoss", "losses",
    ])
  func losses(name: String) {
    let kind = MetricKind(name)
    #expect(kind.role == .loss)
    #expect(kind.direction == .min)
  }

  @Test(
    "Times, sizes and spreads have no direction",
    arguments: [
      "time cost", "loss_scale", "grad_norm", "acc_time", "score_std", "reward_std", "gpu_mem",
      "loss_weight", "rewards/rejected", "foo", "entropy", "epoch", "tokens", "n", "forward time",
      "batch_cost", "avg_reader_cost", "bch(ms)", "img/s", "data", "ep_len_mean", "wps",
    ])
  func others(name: String) {
    #expect(MetricKind(name).direction == nil)
  }

  @Test(
    "Times, speeds, sizes and counts are no measures",
    arguments: [
      "time", "data", "bch(ms)", "samples/s", "tokens/sec", "BAD EPOCHS", "consumed samples",
      "global batch size", "loss scale", "tflops", "mfu", "gnorm", "ep_len_mean", "weight_decay",
    ])
  func bookkeeping(name: String) {
    #expect(MetricKind(name).isBookkeeping)
  }

  @Test(
    "Learning rates by any name",
    arguments: [
      "lr", "lr0", "optim0_lr0", "lrcriterion", "actor_lr", "lr/group0", "Learning rate",
      "current learning rate", "L.r", "model LR",
    ])
  func learningRates(name: String) {
    #expect(MetricKind(name).role == .learningRate)
  }

  @Test(
    "Settings of a schedule are no learning rates",
    arguments: ["lr_decay", "lr scale", "num_lr_reductions", "warmup lr ratio", "lr_loss"])
  func schedules(name: String) {
    #expect(MetricKind(name).role != .learningRate)
  }

  @Test(
    "The word for the data may stand anywhere",
    arguments: [
      ("loss_val", LogSeries.Split.validation), ("acc_train", .train), ("val/loss", .validation),
      ("loss (validation)", .validation), ("eval_loss", .validation), ("dev_f1", .validation),
      ("cv_score", .validation), ("holdout accuracy", .validation), ("train/val_loss", .validation),
      ("valid_0's auc", .validation), ("validLoss", .validation), ("lossTest", .test),
      ("metrics/mAP50(B)", .validation), ("metrics/train/loss", .train), ("训练损失", .train),
      ("验证准确率", .validation),
      ("perte_entraînement", .train), ("Validierungsverlust", .validation),
    ])
  func splits(name: String, split: LogSeries.Split) {
    #expect(MetricKind(name).split == split)
  }

  @Test(
    "A name without the word for the data",
    arguments: [
      ("val_loss", "loss"), ("loss_val", "loss"), ("loss (validation)", "loss"),
      ("train/box_loss", "box_loss"), ("epoch_val_acc", "epoch_acc"), ("验证损失", "损失"),
      ("训练集准确率", "准确率"), ("val", "val"), ("loss", "loss"), ("训练", "训练"),
    ])
  func removed(name: String, rest: String) {
    #expect(SplitWords.removed(from: name) == rest)
  }

  @Test("A name that is only a learning rate in Japanese names no data")
  func learningRate() {
    let kind = MetricKind("学習率")
    #expect(kind.role == .learningRate)
    #expect(kind.split == nil)
  }

  @Test("Many names are classified within seconds")
  func speed() {
    let clock = ContinuousClock()
    let time = clock.measure {
      for index in 0..<20_000 { _ = MetricKind("layer\(index % 997)/head_\(index)/weight_mean") }
    }
    #expect(time < .seconds(20))
  }

  @Test("Given directions reach the series that they name, or all that have none")
  func given() throws {
    var builder = LogBuilder(LogFormat("x", "X"))
    _ = builder.run()
    for name in ["quality", "oddity", "loss", "gpu_time"] { builder.add(name, epoch: 0, 1) }
    let contents = builder.contents()
    #expect(contents.undirected == ["quality", "oddity"])
    let judged = contents.judged(
      by: GivenDirections(general: .min, named: ["quality": .max])
    ).directions
    #expect(judged == ["quality": .max, "oddity": .min, "loss": .min])
  }

  @Test("Runs of one name are told apart by their identifiers")
  func runs() {
    var builder = LogBuilder(LogFormat("x", "X"))
    for id in ["abcdefgh1", "abcdefgh2", "zz"] {
      builder.add("loss", run: builder.run("train", id: id), step: 0, 1)
    }
    builder.add("loss", run: builder.run("other", id: "q"), step: 0, 1)
    let names = builder.contents().runs.map(\.name)
    #expect(names == ["train abcdefgh1", "train abcdefgh2", "train zz", "other"])
  }
}
