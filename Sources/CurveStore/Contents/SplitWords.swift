/// The words that name the data a metric was measured on, in several languages.
package enum SplitWords {
  /// The split that a word names; nil when it names none.
  ///
  /// Case and digits at the end do not matter: `Val`, `valid_0` and `test2` name splits.
  ///
  /// - Parameter word: A word without separators, such as `val`, `dev` or `验证集`.
  /// - Complexity: O(bytes of the word).
  package static func split(ofWord word: some StringProtocol) -> LogSeries.Split? {
    split(ofLowercased: Substring(word.lowercased()))
  }

  /// The split that the bytes of a word name; nil when they name none.
  ///
  /// - Parameter word: A word without separators in UTF-8.
  /// - Complexity: O(bytes of the word).
  package static func split(ofWord word: ArraySlice<UInt8>) -> LogSeries.Split? {
    split(ofWord: String(decoding: word, as: UTF8.self))
  }

  /// The split that a word of a name states; nil when no word does.
  ///
  /// The word nearest to the end counts: `train/val_loss` was measured on validation data. Words for
  /// evaluating count only alone: `test_coco_eval` was measured on test data.
  ///
  /// - Parameter words: The words of the name in lower case.
  /// - Complexity: O(bytes of the words).
  package static func split(of words: [Substring]) -> LogSeries.Split? {
    var evaluated: LogSeries.Split?
    for index in words.indices.reversed() {
      guard let split = split(ofLowercased: words[index]) else { continue }
      // The deviation of `std_dev` and the value of `max_val` name no data.
      let isLast = index == words.count - 1
      if index > 0, words[index] == "dev" || words[index] == "val" && isLast,
        deviations.contains(words[index - 1])
      {
        continue
      }
      if !evaluations.contains(words[index]) { return split }
      evaluated = split
    }
    return evaluated
  }

  /// A name without the first word for the data: `val_loss`, `loss_val` and `loss (validation)`
  /// all become `loss`.
  ///
  /// - Complexity: O(bytes).
  package static func removed(from name: String) -> String {
    var words = name.split { !$0.isLetter && !$0.isNumber }
    if words.count == 1, let word = words.first { return unspacedRemoved(from: word) }
    guard let index = words.firstIndex(where: { split(ofWord: $0) != nil }) else { return name }
    let removed = words.remove(at: index)
    guard let first = words.first, let last = words.last else { return name }
    // Separators between the words that are left stay.
    if removed.endIndex <= first.startIndex { return String(name[first.startIndex...]) }
    if removed.startIndex >= last.endIndex { return String(name[..<last.endIndex]) }
    let after = name[removed.endIndex...].drop { !$0.isLetter && !$0.isNumber }
    return String(name[..<removed.startIndex]) + String(after)
  }

  private static func unspacedRemoved(from word: Substring) -> String {
    let name = String(word)
    for (stem, _) in ideographs where name.contains(stem) {
      let rest = name.replacing(stem + "集", with: "").replacing(stem, with: "")
      return rest.isEmpty ? name : rest
    }
    return name
  }

  /// The split that a word in lower case names.
  static func split(ofLowercased word: Substring) -> LogSeries.Split? {
    let bytes = word.utf8
    guard (2...64).contains(bytes.count) else { return nil }
    if bytes.count <= 11 {
      var end = bytes.endIndex
      while end > bytes.startIndex {
        let before = bytes.index(before: end)
        guard bytes[before] >= 0x30, bytes[before] <= 0x39 else { break }
        end = before
      }
      if let split = words[word[..<end]] { return split }
    }
    if bytes.count >= 6, bytes.allSatisfy({ $0 < 0x80 }) {
      return stemSplit(word)
    }
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    if let split = stems.first(where: { word.hasPrefix($0.stem) })?.split { return split }
    return stemSplit(word) ?? unspaced(word)
  }

  /// The split that stands anywhere in text of a language without blanks between words.
  private static func unspaced(_ word: Substring) -> LogSeries.Split? {
    // 学習率 is the learning rate, not a rate of the training data.
    guard !learningRates.contains(where: word.contains) else { return nil }
    return ideographs.first { word.contains($0.stem) }?.split
  }

  private static let evaluations: Set<Substring> = [
    "eval", "evaluation", "evaluate", "evaluating", "learn",
  ]
  private static let deviations: Set<Substring> = ["std", "standard", "min", "max", "abs"]

  private static let words: [Substring: LogSeries.Split] = {
    var words: [Substring: LogSeries.Split] = [:]
    for word in ["train", "training", "trn", "tr", "learn", "eğitim"] as [Substring] {
      words[word] = .train
    }
    for word in [
      "val", "vld", "vali", "valid", "validation", "validate", "validating", "eval", "evaluation",
      "evaluate",
      "evaluating", "dev", "devel", "development", "holdout", "heldout", "cv", "crossval", "oof",
    ] as [Substring] {
      words[word] = .validation
    }
    for word in ["test", "testing", "tst", "teste", "prueba", "pruebas"] as [Substring] {
      words[word] = .test
    }
    return words
  }()

  /// The beginnings of words that take endings or form compounds.
  private static let asciiStems: [Substring: [(stem: String, split: LogSeries.Split)]] = {
    let all: [(stem: String, split: LogSeries.Split)] = [
      ("trainings", .train), ("entrenamiento", .train), ("entrainement", .train),
      ("treino", .train), ("treina", .train), ("addestrament", .train), ("allenament", .train),
      ("pelatihan", .train), ("treningow", .train), ("walidac", .validation),
      ("validation", .validation), ("validierung", .validation),
      ("validaci", .validation), ("validaca", .validation), ("validazion", .validation),
      ("valutazion", .validation), ("avaliaca", .validation), ("evaluaci", .validation),
      ("validasi", .validation), ("testverlust", .test), ("testgenauigkeit", .test),
      ("testfehler", .test), ("pengujian", .test),
      ("trening", .train), ("validatie", .validation), ("validering", .validation),
      ("validace", .validation), ("testov", .test), ("testow", .test), ("testovac", .test),
      ("onaylama", .validation),
    ]
    return Dictionary(grouping: all) { $0.stem.prefix(4) }
  }()

  private static func stemSplit(_ word: Substring) -> LogSeries.Split? {
    guard let start = word.utf8.index(word.startIndex, offsetBy: 4, limitedBy: word.endIndex),
      let stems = asciiStems[word[..<start]]
    else { return nil }
    return stems.first { word.hasPrefix($0.stem) }?.split
  }

  private static let stems: [(stem: String, split: LogSeries.Split)] = [
    ("entraîn", .train), ("entrai\u{302}n", .train), ("обуч", .train), ("трен", .train),
    ("validaç", .validation), ("avaliaç", .validation), ("évaluation", .validation),
    ("валид", .validation), ("проверочн", .validation), ("проверк", .validation),
    ("doğrulama", .validation), ("тест", .test), ("eğitim", .train), ("geçerleme", .validation),
    ("träning", .train), ("trénov", .train), ("validač", .validation), ("навч", .train),
    ("тренув", .train), ("валід", .validation), ("перевір", .validation), ("آموزش", .train),
    ("اعتبارسنجی", .validation),
    ("آزمون", .test), ("تربیت", .train), ("توثیق", .validation),
  ]

  private static let ideographs: [(stem: String, split: LogSeries.Split)] = [
    ("训练", .train), ("訓練", .train), ("学習", .train), ("훈련", .train), ("학습", .train),
    ("प्रशिक्षण", .train), ("تدريب", .train), ("প্রশিক্ষণ", .train), ("验证", .validation),
    ("驗證", .validation), ("検証", .validation), ("검증", .validation), ("评估", .validation),
    ("評価", .validation), ("평가", .validation), ("开发集", .validation), ("सत्यापन", .validation),
    ("تحقق", .validation), ("যাচাই", .validation), ("测试", .test), ("測試", .test),
    ("テスト", .test), ("테스트", .test), ("परीक्षण", .test), ("اختبار", .test), ("পরীক্ষা", .test),
  ]

  private static let learningRates = ["学习率", "學習率", "学習率", "학습률", "학습율"]
}
