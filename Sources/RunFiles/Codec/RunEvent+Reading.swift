public import JSONText
public import RunModel
public import SystemFiles

extension RunEvent {
  /// Reads a line of `events.jsonl`.
  ///
  /// - Throws: `FileError` when a member is missing or of the wrong kind; the caller knows the line.
  public init(json: JSONValue) throws(FileError) {
    let reader = MemberReader(json)
    self.init(time: try reader.double("time"), try Kind(reader))
  }
}

extension LogValue {
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .none
    case .boolean(let value): self = .number(value ? 1 : 0)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .string(let text): self = json.double.map(LogValue.number) ?? .text(text)
    case .array(let values): self = .list(values.map(LogValue.init))
    case .object: self = .none
    }
  }
}

extension RunEvent.Kind {
  fileprivate init(_ reader: MemberReader) throws(FileError) {
    let word = try reader.string("event")
    guard let name = Name(rawValue: word) else {
      throw FileError("events.jsonl", "no such event: \(word)")
    }
    switch name {
    case .runStarted:
      self = .runStarted(try RunInfo(try reader.member("info")))
    case .epochStarted:
      self = .epochStarted(epoch: try reader.int("epoch"))
    case .stepEnded:
      self = .stepEnded(
        StepProgress(
          epoch: try reader.int("epoch"), step: try reader.int("step"),
          steps: try reader.int("steps"), logs: try reader.logs("logs"),
          recent: try reader.logs("recent"),
          samplesPerSecond: try reader.double("samples_per_second")))
    case .validationStarted:
      self = .validationStarted(epoch: try reader.int("epoch"))
    case .evaluated:
      self = .evaluated(
        epoch: try reader.int("epoch"), by: try reader.string("by"),
        values: try reader.logs("values"), seconds: try reader.double("seconds"))
    case .samplesChosen:
      var samples: [SampleImage] = []
      for value in reader.json["images"]?.array ?? [] {
        samples.append(try SampleImage(MemberReader(value)))
      }
      self = .samplesChosen(samples)
    case .detected:
      self = .detected(
        epoch: try reader.int("epoch"), try DetectionReport(try reader.member("report")))
    case .epochEnded:
      self = .epochEnded(
        EpochSummary(
          epoch: try reader.int("epoch"), logs: try reader.logs("logs"),
          learningRate: try reader.double("learning_rate"), seconds: try reader.double("seconds"),
          callbacks: try reader.callbacks("callbacks"),
          brokenOffAt: reader.json["broken_off"] == .boolean(true)
            ? reader.json["step"]?.int ?? 0 : nil))
    case .learningRateChanged:
      self = .learningRateChanged(
        LearningRateChange(
          epoch: try reader.int("epoch"), step: try reader.int("step"),
          old: try reader.double("old"), new: try reader.double("new"),
          by: try reader.string("by")))
    case .improved:
      self = .improved(
        epoch: try reader.int("epoch"), by: try reader.string("by"),
        metric: try reader.string("metric"), value: try reader.double("value"))
    case .checkpointSaved:
      self = .checkpointSaved(epoch: try reader.int("epoch"), path: try reader.string("path"))
    case .weightsRestored:
      self = .weightsRestored(epoch: reader.json["epoch"]?.int, by: try reader.string("by"))
    case .message:
      self = .message(from: try reader.string("from"), text: try reader.string("text"))
    case .warning:
      self = .warning(from: try reader.string("from"), text: try reader.string("text"))
    case .paused:
      self = .paused(epoch: try reader.int("epoch"), step: try reader.int("step"))
    case .resumed:
      self = .resumed(epoch: try reader.int("epoch"), step: try reader.int("step"))
    case .commandApplied:
      self = .commandApplied(
        AppliedCommand(
          request: try reader.request("request"), epoch: try reader.int("epoch"),
          step: try reader.int("step"), subject: reader.json["subject"]?.string,
          old: reader.json["old"].flatMap(FieldValue.init(json:)),
          new: reader.json["new"].flatMap(FieldValue.init(json:)),
          callbacks: reader.json["callbacks"] == nil ? [] : try reader.callbacks("callbacks")))
    case .commandRefused:
      self = .commandRefused(request: try reader.request("request"), why: try reader.string("why"))
    case .runEnded:
      self = .runEnded(
        RunEnd(
          reason: try StopReason(try reader.member("reason")), epochs: try reader.int("epochs"),
          restoredEpoch: reader.json["restored_epoch"]?.int, seconds: try reader.double("seconds"),
          unwritten: (reader.json["unwritten"]?.array ?? []).compactMap(\.string)))
    }
  }
}

extension RunInfo {
  fileprivate init(_ reader: MemberReader) throws(FileError) {
    let json = reader.json
    self.init(
      name: try reader.string("name"), directory: json["directory"]?.string,
      epochs: try reader.int("epochs"), firstEpoch: json["first_epoch"]?.int ?? 0,
      stepsPerEpoch: json["steps_per_epoch"]?.int ?? 0,
      samplesPerEpoch: json["samples_per_epoch"]?.int ?? 0,
      validationSamples: json["validation_samples"]?.int ?? 0,
      batchSize: json["batch_size"]?.int ?? 0, parameterCount: json["parameter_count"]?.int ?? 0,
      network: json["network"]?.string ?? "", data: json["data"]?.string ?? "",
      learningRate: try reader.double("learning_rate"),
      seed: json["seed"]?.string.flatMap(UInt64.init) ?? 0, threads: json["threads"]?.int ?? 1,
      process: json["process"]?.int ?? 0, processStart: json["process_start"]?.int ?? 0,
      processNamespace: json["process_namespace"]?.string ?? "", host: json["host"]?.string ?? "",
      callbacks: try reader.callbacks("callbacks"))
  }
}

extension CallbackState {
  init(_ reader: MemberReader) throws(FileError) {
    let json = reader.json
    // A field that cannot be read, as of a newer version, must not cost the whole event.
    let fields = (json["fields"]?.array ?? []).compactMap(CallbackField.init(json:))
    self.init(
      id: try reader.string("id"), name: try reader.string("name"),
      monitor: json["monitor"]?.string,
      direction: json["direction"]?.string.flatMap(Direction.init(rawValue:)),
      best: json["best"]?.double, bestEpoch: json["best_epoch"]?.int,
      valueToBeat: json["value_to_beat"]?.double, wait: json["wait"]?.int,
      patience: json["patience"]?.int, cooldownCounter: json["cooldown_counter"]?.int,
      cooldown: json["cooldown"]?.int, nextLearningRate: json["next_learning_rate"]?.double,
      hasStopped: json["stopped"] == .boolean(true), summary: json["summary"]?.string,
      fields: fields)
  }
}

extension CallbackField {
  /// Reads a field; one of an unknown kind or value keeps its text.
  ///
  /// nil when it has no name.
  init?(json: JSONValue) {
    guard let name = json["name"]?.string else { return nil }
    let word = json["kind"]?.string ?? ""
    let known = Kind.names.first { $0.1 == word }?.0
    guard let value = json["value"] ?? (known == nil ? .null : nil) else {
      self.init(name, .none, .unknown(word))
      return
    }
    guard let simple = FieldValue(json: value) else {
      self.init(name, .text(value.text), .unknown(word))
      return
    }
    self.init(name, simple, known ?? .unknown(word))
  }
}

extension StopReason {
  init(_ reader: MemberReader) throws(FileError) {
    switch try reader.string("kind") {
    case "completed": self = .completed
    case "callback":
      var evidence: Evidence?
      if reader.json["evidence"] != nil {
        evidence = try Evidence(try reader.member("evidence"))
      }
      self = .callback(
        name: try reader.string("name"), epoch: try reader.int("epoch"), evidence: evidence)
    case "person":
      guard let moment = Moment(rawValue: try reader.string("when")) else {
        throw reader.missing("when")
      }
      self = .person(moment, via: try reader.string("via"))
    case "failed": self = .failed(try reader.string("why"))
    default: throw reader.missing("kind")
    }
  }
}

extension StopReason.Evidence {
  fileprivate init(_ reader: MemberReader) throws(FileError) {
    self.init(
      reader.json["cause"]?.string.flatMap(Cause.init(rawValue:)) ?? .patience,
      monitor: try reader.string("monitor"), current: try reader.double("current"),
      best: reader.json["best"]?.double, bestEpoch: reader.json["best_epoch"]?.int,
      wait: reader.json["wait"]?.int, patience: reader.json["patience"]?.int,
      threshold: reader.json["threshold"]?.double,
      missedBaseline: reader.json["missed_baseline"]?.double)
  }
}
