internal import CurveStore
internal import JSONShapes
internal import JSONText
internal import RunModel

/// The contents of a file of one JSON value: records, a trainer's state, or a history of columns.
struct JSONDocument {
  private let root: JSONPart
  private let failure: JSONParser.Failure?
  /// The members with names that tools use.
  private var known: [String: JSONPart] = [:]

  private static let names: Set<String> = [
    "log_history", "history", "epoch", "step", "stateful_callbacks", "max_steps",
    "num_train_epochs", "best_metric", "best_global_step",
  ]

  /// Examines a value.
  ///
  /// - Parameter failure: The fault where the value breaks off.
  init(_ root: JSONPart, _ failure: JSONParser.Failure?) {
    self.root = root
    self.failure = failure
    var known: [String: JSONPart] = [:]
    root.members { name, part in
      if Self.names.contains(name) { known[name] = part }
      return true
    }
    self.known = known
  }

  /// The contents; nil when there are no series.
  ///
  /// - Complexity: O(bytes).
  var contents: LogContents? {
    guard var contents = curves.flatMap({ $0.pointCount > 0 ? $0 : nil }) ?? nestedCurves else {
      return nil
    }
    if let failure {
      contents.notes.append(
        LogNote(
          .damaged, offset: failure.offset, "\(failure.reason); what comes before is read"))
    }
    return contents
  }

  private var curves: LogContents? {
    if root.isArray { return records }
    guard root.isObject else { return nil }
    if let history = known["log_history"], history.isArray { return trainerState(history) }
    let columns = known["history"] ?? root
    if isHistory(columns) { return history(columns) }
    guard let json = root.value, case .object(let members) = json,
      json["epoch"] != nil || json["step"] != nil || failure == nil,
      members.contains(where: { JSONRecords.number($0.value) != nil }), JSONProfile.isRecord(json)
    else { return nil }
    var records = JSONRecords(JSONProfile([json], isLines: false))
    records.add(json, line: nil)
    return records.builder.contents()
  }

  /// The curves of a shape that no tool here writes, or of CatBoost; nil when there are none.
  private var nestedCurves: LogContents? {
    guard let value = root.value else { return nil }
    let catBoost = CatBoostCurves(value)
    let found = catBoost?.records ?? NestedCurves(value).records
    guard !found.isEmpty else { return nil }
    var profile = JSONProfile(found, isLines: false)
    if catBoost != nil { profile.format = .catBoostJSON }
    var records = JSONRecords(profile)
    for record in found { records.add(record, line: nil) }
    let contents = records.builder.contents()
    return contents.pointCount > 0 ? contents : nil
  }

  private var records: LogContents {
    var first: [JSONValue] = []
    root.elements { element in
      if let value = element.value { first.append(value) }
      return first.count < 64
    }
    var records = JSONRecords(JSONProfile(first, isLines: false))
    root.elements { element in
      if let value = element.value { records.add(value, line: nil) }
      return true
    }
    return records.builder.contents()
  }

  private func trainerState(_ history: JSONPart) -> LogContents {
    var records = JSONRecords(JSONProfile(.trainerState, step: "step", epoch: "epoch"))
    history.elements { element in
      if let value = element.value { records.add(value, line: nil) }
      return true
    }
    let early = known["stateful_callbacks"]?.value?["EarlyStoppingCallback"]
    let parameters: KeyValuePairs<String, JSONValue?> = [
      "max_steps": known["max_steps"]?.value, "num_train_epochs": known["num_train_epochs"]?.value,
      "best_metric": known["best_metric"]?.value,
      "best_global_step": known["best_global_step"]?.value,
      "early_stopping_patience": early?["args"]?["early_stopping_patience"],
      "early_stopping_patience_counter":
        early?["attributes"]?["early_stopping_patience_counter"],
    ]
    records.edit { run in
      for (name, value) in parameters {
        guard let value, value != .null else { continue }
        run.parameters.append(LogParameter(name: name, value: value.text))
      }
    }
    return records.builder.contents()
  }

  /// Returns true for lists of numbers, or pandas' objects with row numbers as names.
  private func isHistory(_ columns: JSONPart) -> Bool {
    var (known, all) = (0, 0)
    columns.members { _, column in
      all += 1
      var isKnown = false
      column.elements { element in
        isKnown = element.value.flatMap(JSONRecords.number) != nil
        return !isKnown
      }
      column.members { name, _ in
        isKnown = Int(name) != nil
        return false
      }
      if isKnown { known += 1 }
      return true
    }
    return known > 0 && known * 2 >= all
  }

  private func hasPlainLoss(_ columns: JSONPart) -> Bool {
    var hasLoss = false
    columns.members { name, _ in
      hasLoss = hasLoss || name == "loss"
      return !hasLoss
    }
    return hasLoss
  }

  private func history(_ columns: JSONPart) -> LogContents {
    // Keras names its loss just that; lists of other names are of any script.
    var builder = LogBuilder(hasPlainLoss(columns) ? .kerasHistory : .json)
    _ = builder.run()
    let epochs = known["epoch"]?.value?.array
    var lengths: [Int] = []
    columns.members { _, column in
      var length = 0
      column.elements { element in
        if element.value != nil { length += 1 }
        return true
      }
      lengths.append(length)
      return true
    }
    let longest = lengths.max() ?? 0
    var number = 0
    columns.members { name, column in
      // A list of another length without the name of a metric is a setting.
      if column.isArray, lengths[number] != longest, MetricKind(name).role == .other {
        number += 1
        return true
      }
      column.members { row, value in
        if let value = value.value.flatMap(JSONRecords.number) {
          builder.add(name, epoch: Double(row), value)
        }
        return true
      }
      // Validated only every few epochs: the last of each few, where these are equal.
      let isShort = column.isArray && lengths[number] < longest && lengths[number] > 0
      let stride = isShort && epochs == nil ? longest / lengths[number] : 1
      let isRagged = isShort && (epochs != nil || longest % lengths[number] != 0)
      if isRagged {
        builder.note(
          LogNote(
            .remark,
            "\(name): \(lengths[number]) values for \(longest) epochs; the epochs are not given"))
      }
      number += 1
      var index = 0
      var series: Int?
      column.elements { element in
        guard let value = element.value else { return true }
        if let value = JSONRecords.number(value) {
          let epochOfRow = index < epochs?.count ?? 0 ? epochs?[index].double : nil
          let epoch = isRagged ? nil : epochs == nil ? Double((index + 1) * stride - 1) : epochOfRow
          let index = series ?? builder.series(name)
          series = index
          builder.append(LogPoint(epoch: epoch, value: value), to: index)
        }
        index += 1
        return true
      }
      return true
    }
    return builder.contents()
  }
}

extension LogFormat {
  static let catBoostJSON = LogFormat("catboost-json", "CatBoost catboost_training.json")
  static let trainerState = LogFormat(
    "hf-trainer-state", "Hugging Face trainer_state.json", framework: .transformers,
    defaultsToTraining: true, writerHabit: "writes at checkpoints")
  static let kerasHistory = LogFormat(
    "keras-history", "Keras History", framework: .keras, epochBase: 0, defaultsToTraining: true,
    writerHabit: "writes when training ends")
}
