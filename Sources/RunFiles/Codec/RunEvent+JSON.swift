public import JSONText
public import RunModel

extension RunEvent {
  /// The event as a line of `events.jsonl`.
  ///
  /// Every line is an object with `event` and `time` first; `epoch` counts from 0.
  public var json: JSONValue {
    let (name, members) = kind.parts
    return .object(
      [.init("event", .string(name.rawValue)), .init("time", .number(Self.milliseconds(time)))]
        + members)
  }

  private static func milliseconds(_ time: Double) -> Double { (time * 1000).rounded() / 1000 }
}

extension RunEvent.Kind {
  fileprivate var parts: (Name, [JSONValue.Member]) {
    switch self {
    case .runStarted(let info):
      (.runStarted, [.init("info", info.json)])
    case .epochStarted(let epoch):
      (.epochStarted, [.init("epoch", .integer(epoch))])
    case .stepEnded(let progress):
      (.stepEnded, progress.members)
    case .validationStarted(let epoch):
      (.validationStarted, [.init("epoch", .integer(epoch))])
    case .evaluated(let epoch, let by, let values, let seconds):
      (
        .evaluated,
        [
          .init("epoch", .integer(epoch)), .init("by", .string(by)), .init("values", values.json),
          .init("seconds", .finite(seconds)),
        ]
      )
    case .samplesChosen(let samples):
      (.samplesChosen, [.init("images", .array(samples.map(\.json)))])
    case .detected(let epoch, let report):
      (.detected, [.init("epoch", .integer(epoch)), .init("report", report.json)])
    case .epochEnded(let summary):
      (.epochEnded, summary.members)
    case .learningRateChanged(let change):
      (.learningRateChanged, change.members)
    case .improved(let epoch, let by, let metric, let value):
      (
        .improved,
        [
          .init("epoch", .integer(epoch)), .init("by", .string(by)),
          .init("metric", .string(metric)), .init("value", .finite(value)),
        ]
      )
    case .checkpointSaved(let epoch, let path):
      (.checkpointSaved, [.init("epoch", .integer(epoch)), .init("path", .string(path))])
    case .weightsRestored(let epoch, let by):
      (
        .weightsRestored,
        [.init("epoch", epoch.map(JSONValue.integer) ?? .null), .init("by", .string(by))]
      )
    case .message(let from, let text):
      (.message, [.init("from", .string(from)), .init("text", .string(text))])
    case .warning(let from, let text):
      (.warning, [.init("from", .string(from)), .init("text", .string(text))])
    case .paused(let epoch, let step):
      (.paused, [.init("epoch", .integer(epoch)), .init("step", .integer(step))])
    case .resumed(let epoch, let step):
      (.resumed, [.init("epoch", .integer(epoch)), .init("step", .integer(step))])
    case .commandApplied(let applied):
      (.commandApplied, applied.members)
    case .commandRefused(let request, let why):
      (.commandRefused, [.init("request", request.json), .init("why", .string(why))])
    case .runEnded(let end):
      (.runEnded, end.members)
    }
  }
}

extension Logs {
  var json: JSONValue { .object(map { .init($0.name, $0.value.json) }) }
}

extension LogValue {
  var json: JSONValue {
    switch self {
    case .number(let value): .finite(value)
    case .single(let value): .finite(Double(value))
    case .integer(let value): .integer(value)
    case .text(let text): .string(text)
    case .list(let values): .array(values.map(\.json))
    case .none: .null
    }
  }
}

extension RunInfo {
  fileprivate var json: JSONValue {
    .members([
      "name": .string(name), "directory": directory.map(JSONValue.string),
      "epochs": .integer(epochs),
      "first_epoch": firstEpoch == 0 ? nil : .integer(firstEpoch),
      "steps_per_epoch": .integer(stepsPerEpoch),
      "samples_per_epoch": .integer(samplesPerEpoch),
      "validation_samples": .integer(validationSamples), "batch_size": .integer(batchSize),
      "parameter_count": .integer(parameterCount), "network": .string(network),
      "data": .string(data), "learning_rate": .finite(learningRate),
      // As text: a JSON reader that knows doubles alone would round a large seed.
      "seed": .string("\(seed)"), "threads": .integer(threads), "process": .integer(process),
      "process_start": processStart == 0 ? nil : .integer(processStart),
      "process_namespace": processNamespace.isEmpty ? nil : .string(processNamespace),
      "host": host.isEmpty ? nil : .string(host),
      "callbacks": .array(callbacks.map(\.json)),
    ])
  }
}

extension CallbackState {
  var json: JSONValue {
    .members([
      "id": .string(id), "name": .string(name), "monitor": monitor.map(JSONValue.string),
      "direction": direction.map { .string($0.rawValue) }, "best": best.map(JSONValue.finite),
      "best_epoch": bestEpoch.map(JSONValue.integer),
      "value_to_beat": valueToBeat.map(JSONValue.finite), "wait": wait.map(JSONValue.integer),
      "patience": patience.map(JSONValue.integer),
      "cooldown_counter": cooldownCounter.map(JSONValue.integer),
      "cooldown": cooldown.map(JSONValue.integer),
      "next_learning_rate": nextLearningRate.map(JSONValue.finite),
      "stopped": hasStopped ? .boolean(true) : nil, "summary": summary.map(JSONValue.string),
      "fields": fields.isEmpty ? nil : .array(fields.map(\.json)),
    ])
  }
}

extension CallbackField {
  var json: JSONValue {
    .members(["name": .string(name), "value": value.json, "kind": .string(kind.name)])
  }
}

extension CallbackField.Kind {
  static let names: [(CallbackField.Kind, String)] = [
    (.count, "count"), (.magnitude, "magnitude"), (.fraction, "fraction"),
    (.optionalNumber, "optional_number"), (.frequency, "frequency"),
    (.boolean, "boolean"),
  ]

  fileprivate var name: String {
    if case .unknown(let word) = self { return word }
    return Self.names.first { $0.0 == self }?.1 ?? ""
  }
}

extension StepProgress {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("epoch", .integer(epoch)), .init("step", .integer(step)),
      .init("steps", .integer(steps)), .init("logs", logs.json), .init("recent", recent.json),
      .init("samples_per_second", .finite(samplesPerSecond.rounded())),
    ]
  }
}

extension EpochSummary {
  fileprivate var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("epoch", .integer(epoch))]
    if let brokenOffAt {
      members += [.init("broken_off", .boolean(true)), .init("step", .integer(brokenOffAt))]
    }
    return members + [
      .init("logs", logs.json), .init("learning_rate", .finite(learningRate)),
      .init("seconds", .finite(seconds)), .init("callbacks", .array(callbacks.map(\.json))),
    ]
  }
}

extension LearningRateChange {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("epoch", .integer(epoch)), .init("step", .integer(step)), .init("old", .finite(old)),
      .init("new", .finite(new)), .init("by", .string(by)),
    ]
  }
}

extension AppliedCommand {
  fileprivate var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("request", request.json), .init("epoch", .integer(epoch)),
      .init("step", .integer(step)),
    ]
    if let subject { members.append(.init("subject", .string(subject))) }
    if let old { members.append(.init("old", old.json)) }
    if let new { members.append(.init("new", new.json)) }
    if !callbacks.isEmpty { members.append(.init("callbacks", .array(callbacks.map(\.json)))) }
    return members
  }
}

extension RunEnd {
  fileprivate var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("reason", reason.json), .init("sentence", .string(reason.sentence)),
      .init("epochs", .integer(epochs)), .init("seconds", .finite(seconds)),
    ]
    if let restoredEpoch { members.append(.init("restored_epoch", .integer(restoredEpoch))) }
    if !unwritten.isEmpty {
      members.append(.init("unwritten", .array(unwritten.map(JSONValue.string))))
    }
    return members
  }
}

extension StopReason {
  var json: JSONValue {
    switch self {
    case .completed:
      .members(["kind": .string("completed")])
    case .callback(let name, let epoch, let evidence):
      .members([
        "kind": .string("callback"), "name": .string(name), "epoch": .integer(epoch),
        "evidence": evidence?.json,
      ])
    case .person(let moment, let via):
      .members(["kind": .string("person"), "when": .string(moment.rawValue), "via": .string(via)])
    case .failed(let why):
      .members(["kind": .string("failed"), "why": .string(why)])
    }
  }
}

extension StopReason.Evidence {
  fileprivate var json: JSONValue {
    .members([
      "cause": .string(cause.rawValue), "monitor": .string(monitor), "current": .finite(current),
      "best": best.map(JSONValue.finite), "best_epoch": bestEpoch.map(JSONValue.integer),
      "wait": wait.map(JSONValue.integer), "patience": patience.map(JSONValue.integer),
      "threshold": threshold.map(JSONValue.finite),
      "missed_baseline": missedBaseline.map(JSONValue.finite),
    ])
  }
}
