internal import CurveStore
internal import JSONText

/// Takes JSON objects, each a record of some metrics, by the rules of the tool that wrote them.
struct JSONRecords {
  private(set) var builder: LogBuilder
  private let profile: JSONProfile
  private var iterationsPerEpoch: [Double: Double] = [:]
  private var textNames: Set<String> = []
  /// Numbers that were taken.
  private var numbers = 0

  init(_ profile: JSONProfile) {
    self.profile = profile
    builder = LogBuilder(profile.format)
    _ = builder.run()
  }

  mutating func note(_ note: LogNote) { builder.note(note) }

  mutating func beginSegments() { builder.beginSegments() }

  /// Takes one record.
  ///
  /// - Parameter line: where it stands, for notes.
  mutating func take(_ json: JSONValue, line: Int?) {
    guard case .object(let members) = json else {
      builder.note(LogNote(.skipped, line: line, "no object"))
      return
    }
    var point = LogPoint(value: 0)
    let step = profile.stepName.flatMap { json[$0] }
    if case .integer(let value)? = step, Int64(value) != LogPoints.noStep {
      point.step = Int64(value)
    } else {
      point.step = DelimitedCell.whole(step.flatMap(Self.number))
    }
    point.epoch = profile.epochName.flatMap { json[$0] }.flatMap(Self.number)
    if point.epoch?.isFinite == false { point.epoch = nil }
    let time = JSONProfile.timeNames.lazy.compactMap { name in
      json[name].flatMap(Self.moment).map { (name, $0) }
    }.first
    point.wallTime = time?.1
    var split: LogSeries.Split?
    switch profile.format {
    case .mmEngineJSON:
      // Rows without `iter` are evaluations, whose step is the epoch.
      if json["iter"] == nil {
        split = .validation
        if let step = point.step { (point.epoch, point.step) = (Double(step), nil) }
      } else {
        split = .train
      }
    case .mmDetectionJSON:
      guard let mode = json["mode"]?.string else {
        takeParameters(members)
        return
      }
      split = mode == "train" ? .train : .validation
      place(&point, json["iter"].flatMap(Self.number), isTraining: mode == "train")
    case .trainerState where json["train_runtime"] != nil:
      // The summary at the end: its loss is the mean of all.
      builder.edit(run: 0) { $0.status = .finished }
      takeParameters(members)
      return
    default: break
    }
    let before = builder.isEmpty
    let numbers = self.numbers
    if let epoch = point.epoch { builder.reach(epoch) }
    for member in members {
      if member.name == profile.stepName || member.name == profile.epochName
        || member.name == time?.0 || profile.ignored.contains(member.name)
      {
        continue
      }
      take(member.value, member.name, point, split, depth: 0)
    }
    if numbers == self.numbers, let epoch = point.epoch, profile.format == .jsonLines {
      builder.addBareEpoch(epoch)
    }
    if before, builder.isEmpty, point.step == nil, point.epoch == nil { takeParameters(members) }
  }

  /// MMDetection's iterations begin anew each epoch.
  private mutating func place(_ point: inout LogPoint, _ iteration: Double?, isTraining: Bool) {
    point.step = nil
    guard let epoch = point.epoch, let iteration else { return }
    if isTraining {
      iterationsPerEpoch[epoch] = max(iterationsPerEpoch[epoch] ?? 0, iteration)
      // The length of an epoch is known when one is over.
      let length = epoch > 1 ? iterationsPerEpoch[1] : 0
      if let length { point.step = DelimitedCell.whole((epoch - 1) * length + iteration) }
    }
  }

  private mutating func take(
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
    case .object(let members) where depth < 8:
      for member in members {
        take(member.value, "\(name)/\(member.name)", point, split, depth: depth + 1)
      }
    case .array(let values) where name.contains("coco_eval") && values.count == 12:
      for (label, value) in zip(JSONProfile.cocoNames, values) {
        take(value, "\(name)/\(label)", point, split, depth: depth + 1)
      }
    case .null, .boolean: break
    default:
      guard textNames.insert(name).inserted, textNames.count <= 32 else { return }
      builder.note(LogNote(.skipped, "\(name): no number"))
    }
  }

  private mutating func takeParameters(_ members: [JSONValue.Member]) {
    for member in members.prefix(256) {
      let text = member.value.string ?? member.value.text
      builder.edit(run: 0) {
        $0.parameters.append(LogParameter(name: member.name, value: String(text.prefix(200))))
      }
    }
  }

  mutating func edit(_ change: (inout LogRun) -> Void) { builder.edit(run: 0, change) }

  /// A number, also one in quotes.
  static func number(_ value: JSONValue) -> Double? {
    if let number = value.double { return number }
    guard case .string(let text) = value, text.utf8.count <= 40 else { return nil }
    return NumberText(Array(text.utf8)[...]).value
  }

  private static func moment(_ value: JSONValue) -> Double? {
    if let number = number(value) { return LogTime.seconds(since1970: number) }
    return value.string.flatMap { LogTime.seconds(iso: $0.prefix(40)) }
  }
}
