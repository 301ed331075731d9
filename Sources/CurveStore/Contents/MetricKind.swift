package import RunModel

/// The properties of a metric that its name implies.
///
/// The lists hold the names that tools use. A name without a known word has no direction.
package struct MetricKind {
  /// The data it was measured on; nil when the name does not say.
  package var split: LogSeries.Split?
  /// The kind of quantity.
  package var role: LogSeries.Role
  /// The direction of improvement; nil when it is unknown.
  package var direction: Direction?

  /// Classifies a name.
  package init(_ name: String) {
    let lower = name.lowercased()
    split = Self.split(lower)
    let words = Self.words(lower)
    role = .other
    if Self.isLearningRate(lower) {
      role = .learningRate
    } else if !Self.isBookkeeping(lower, words) {
      if words.contains(where: { $0.hasSuffix("loss") || $0 == "nll" }) {
        (role, direction) = (.loss, .min)
      } else if words.contains(where: Self.smaller.contains) {
        (role, direction) = (.metric, .min)
      } else if words.contains(where: Self.larger.contains) {
        (role, direction) = (.metric, .max)
      }
    }
  }

  private static let splits: [(prefixes: [String], split: LogSeries.Split)] = [
    (["val", "valid", "valid_0", "valid_1", "validation", "eval", "evaluation"], .validation),
    (["metrics", "coco", "bbox", "segm", "detectionboxes"], .validation),
    (["train", "training", "tr"], .train),
    (["test"], .test),
  ]

  private static func split(_ name: String) -> LogSeries.Split? {
    for (prefixes, split) in splits {
      for prefix in prefixes where name.hasPrefix(prefix) {
        guard let mark = name.dropFirst(prefix.count).first else { continue }
        // Only `metrics/…` and `coco/…`: any tool may write `metrics_x`.
        let isGroup = split == .validation && splits[1].prefixes.contains(prefix)
        if mark == "/" || (isGroup ? prefix == "detectionboxes" : "_-. ':".contains(mark)) {
          return split
        }
      }
    }
    return nil
  }

  /// The words of a name without trailing digits: `mAP50-95(B)` has `map` and `b`.
  private static func words(_ name: String) -> [Substring] {
    name.split { !$0.isLetter && !$0.isNumber }.map { word in
      let letters = word.prefix { $0.isLetter }
      return letters.isEmpty ? word : letters
    }
  }

  private static func isLearningRate(_ name: String) -> Bool {
    let names: Set<String> = [
      "lr", "learning_rate", "learning rate", "epoch_lr", "epoch_learning_rate", "train_lr", "rate",
      "base_lr", "train/lr",
    ]
    if names.contains(name) || name.hasSuffix("/learning_rate") || name.hasSuffix("/lr") {
      return true
    }
    return ["lr-", "lr/pg", "x/lr"].contains { name.hasPrefix($0) }
      && !name.contains("momentum")
  }

  private static func isBookkeeping(_ name: String, _ words: [Substring]) -> Bool {
    if name.utf8.count >= 7, bookkeeping.contains(where: { Self.contains(name, $0) }) {
      return true
    }
    return words.contains { ["time", "memory", "eta", "mem", "seconds"].contains($0) }
  }

  private static let bookkeeping = [
    "runtime", "per_second", "eta_seconds", "n_parameters", "num_tokens",
  ].map { Array($0.utf8) }

  /// Returns true when a name contains a word.
  ///
  /// It allocates nothing, because a log may have many names.
  private static func contains(_ name: String, _ word: [UInt8]) -> Bool {
    var rest = name.utf8[...]
    while let start = rest.firstIndex(of: word[0]) {
      rest = rest[start...]
      if rest.starts(with: word) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  private static let smaller: Set<Substring> = [
    "mae", "mse", "rmse", "mape", "error", "perplexity", "ppl", "wer", "cer", "logloss",
    "binary_logloss", "multi_logloss", "merror", "fid", "rmsle", "brier",
  ]
  private static let larger: Set<Substring> = [
    "acc", "accuracy", "map", "ap", "apl", "apm", "aps", "ar", "arl", "arm", "ars", "mar", "auc",
    "aucpr", "precision", "recall", "f", "iou", "miou", "dice", "bleu", "rouge", "psnr", "ssim",
    "top", "ndcg", "specificity", "sensitivity", "kappa", "mcc",
  ]
}
