internal import CurveStore
internal import JSONShapes
internal import JSONText

/// A collector of JSON records, each with some metrics, that applies the rules of the tool that
/// wrote them.
struct JSONRecords {
  /// The rules of tools for records of several kinds.
  private enum Rule {
    case none, unmeasuredEpochs, evaluations, modes, summary
  }

  /// The builder of the contents.
  private(set) var builder: LogBuilder
  /// The profile.
  let profile: JSONProfile
  private let rule: Rule
  private var iterationsPerEpoch: [Double: Double] = [:]
  private var textNames: Set<String> = []
  /// The number of values so far.
  private var numbers = 0
  /// The number of records with values, which count where nothing else does.
  private var recordCount = 0
  /// The number of records that were more than an epoch and metrics without a value.
  private var otherRecords = 0
  private var steps = StepCount(isOfBatches: false)
  /// True when any program may have written the records.
  private let isGeneral: Bool

  /// Creates a collector.
  init(_ profile: JSONProfile) {
    self.profile = profile
    rule =
      switch profile.format {
      case .jsonLines: .unmeasuredEpochs
      case .mmEngineJSON: .evaluations
      case .mmDetectionJSON: .modes
      case .trainerState: .summary
      default: .none
      }
    isGeneral = profile.format == .json || profile.format == .jsonLines
    builder = LogBuilder(profile.format)
    _ = builder.run()
  }

  /// True when all records so far are epochs whose metrics are null, as when a validation is left out.
  var awaitsNumbers: Bool { otherRecords == 0 && builder.hasUnmeasuredEpochs }

  /// Adds a note.
  mutating func note(_ note: LogNote) { builder.note(note) }

  /// Starts a new segment in every series.
  mutating func beginSegments() { builder.beginSegments() }

  /// Adds a record.
  ///
  /// - Parameter line: The line number, for notes.
  mutating func add(_ json: JSONValue, line: Int?) {
    guard case .object(let written) = json else {
      builder.note(LogNote(.skipped, line: line, "not an object"))
      return
    }
    let members = isGeneral ? NamedValue.members(written) : written
    var (point, timeName) = position(of: json)
    var split: LogSeries.Split?
    guard applyRules(json, &point, &split) else {
      addParameters(members)
      return
    }
    let before = builder.isEmpty
    let numbers = self.numbers
    let isCounted = profile.stepName == nil && profile.epochName == nil && point.step == nil
    if isCounted { point.step = Int64(recordCount + 1) }
    if let epoch = point.epoch { builder.dropUnmeasuredEpochs(from: epoch) }
    for member in members {
      let isCount = member.name == profile.stepName || member.name == profile.epochName
      if isCount || member.name == timeName || profile.ignored.contains(member.name) { continue }
      if split != nil, profile.splitNames.contains(member.name) { continue }
      addValue(member.value, member.name, point, split, depth: 0)
    }
    if isCounted {
      point.step = nil
      if numbers != self.numbers { recordCount += 1 }
      if recordCount == 1 { builder.edit(run: 0) { $0.countsRows = true } }
    }
    if numbers == self.numbers, let epoch = point.epoch, rule == .unmeasuredEpochs {
      builder.addUnmeasuredEpoch(epoch)
    }
    if numbers != self.numbers || !isOfNulls(members) { otherRecords += 1 }
    if before, builder.isEmpty, point.step == nil, point.epoch == nil { addParameters(members) }
  }

  /// True for an epoch all of whose metrics are null.
  private func isOfNulls(_ members: [JSONValue.Member]) -> Bool {
    members.count > 1 && members.allSatisfy { $0.name == profile.epochName || $0.value == .null }
  }

  /// The step, epoch and time of a record, and the name of the member with the time.
  private func position(of json: JSONValue) -> (point: LogPoint, timeName: String?) {
    var point = LogPoint(value: 0)
    let step = profile.stepName.flatMap { json[$0] }
    if case .integer(let value)? = step, Int64(value) != LogPoints.noStep {
      point.step = Int64(value)
    } else {
      point.step = DelimitedCell.whole(step.flatMap(Self.number))
    }
    point.epoch = profile.epochName.flatMap { json[$0] }.flatMap(Self.count)
    if point.epoch?.isFinite == false { point.epoch = nil }
    let time = JSONProfile.timeNames.lazy.compactMap { name in
      json[name].flatMap(Self.moment).map { (name, $0) }
    }.first
    point.wallTime = time?.1
    return (point, time?.0)
  }

  /// Applies the rules of the tool to the position and split of a record.
  ///
  /// - Returns: False when the record holds settings instead of metrics.
  private mutating func applyRules(
    _ json: JSONValue, _ point: inout LogPoint, _ split: inout LogSeries.Split?
  ) -> Bool {
    switch rule {
    case .evaluations:
      // Records without `iter` are evaluations, whose step is the epoch.
      if json["iter"] == nil {
        split = .validation
        if let step = point.step { (point.epoch, point.step) = (Double(step), nil) }
      } else {
        split = .train
      }
    case .modes:
      guard let mode = json["mode"]?.string else { return false }
      split = mode == "train" ? .train : .validation
      setStep(of: &point, json["iter"].flatMap(Self.number), isTraining: mode == "train")
    case .summary where json["train_runtime"] != nil:
      // The summary at the end, whose loss is the mean of all.
      builder.edit(run: 0) { $0.status = .finished }
      return false
    default:
      guard isGeneral, case .object(let members) = json else { break }
      if let step = point.step, let epoch = point.epoch {
        point.step = steps.number(step, epoch: epoch)
      }
      if !profile.splitNames.isEmpty { split = self.split(members) }
    }
    return true
  }

  /// The data that a member names: `"phase": "val"`, `"_type": "test_epoch"`.
  private func split(_ members: [JSONValue.Member]) -> LogSeries.Split? {
    for member in members where profile.splitNames.contains(member.name) {
      guard let text = member.value.string, text.utf8.count <= 40 else { continue }
      let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
      if let split = SplitWords.split(of: words) { return split }
    }
    return nil
  }

  /// Sets the step from MMDetection's iteration, which starts anew in each epoch.
  private mutating func setStep(of point: inout LogPoint, _ iteration: Double?, isTraining: Bool) {
    point.step = nil
    guard let epoch = point.epoch, let iteration else { return }
    if isTraining {
      iterationsPerEpoch[epoch] = max(iterationsPerEpoch[epoch] ?? 0, iteration)
      // The length of an epoch is known once one has ended.
      let length = epoch > 1 ? iterationsPerEpoch[1] : 0
      if let length { point.step = DelimitedCell.whole((epoch - 1) * length + iteration) }
    }
  }

  private mutating func addValue(
    _ value: JSONValue, _ name: String, _ point: LogPoint, _ split: LogSeries.Split?, depth: Int
  ) {
    if let number = Self.number(value) {
      var point = point
      point.value = number
      builder.append(point, to: builder.series(name, split: split))
      numbers += 1
      return
    }
    switch value {
    case .object where depth == 0 && NestedCurves.settings.contains(name.lowercased()): break
    case .object(let members) where depth < 8:
      for member in members {
        addValue(member.value, "\(name)/\(member.name)", point, split, depth: depth + 1)
      }
    case .array(let values) where name.contains("coco_eval") && values.count == 12:
      for (label, value) in zip(JSONProfile.cocoNames, values) {
        addValue(value, "\(name)/\(label)", point, split, depth: depth + 1)
      }
    case .null, .boolean: break
    default:
      guard textNames.insert(name).inserted, textNames.count <= 32 else { return }
      builder.note(LogNote(.skipped, "\(name): not a number"))
    }
  }

  private mutating func addParameters(_ members: [JSONValue.Member]) {
    for member in members.prefix(256) {
      let text = member.value.string ?? member.value.text
      builder.edit(run: 0) {
        $0.parameters.append(LogParameter(name: member.name, value: String(text.prefix(200))))
      }
    }
  }

  /// Changes the run's properties.
  mutating func edit(_ change: (inout LogRun) -> Void) { builder.edit(run: 0, change) }

  /// The number of a value, which may be in quotes.
  static func number(_ value: JSONValue) -> Double? {
    if let number = value.double { return number }
    guard case .string(let text) = value, text.utf8.count <= 40 else { return nil }
    return NumberText(Array(text.utf8)[...]).value
  }

  /// The number of a value, or the first number of `1/30`.
  private static func count(_ value: JSONValue) -> Double? {
    if let number = number(value) { return number }
    guard let text = value.string, text.utf8.count <= 40 else { return nil }
    return DelimitedCell.part(Array(text.utf8)[...])?.0
  }

  private static func moment(_ value: JSONValue) -> Double? {
    if let number = number(value) { return LogTime.seconds(since1970: number) }
    return value.string.flatMap { LogTime.seconds(iso: $0.prefix(40)) }
  }
}
