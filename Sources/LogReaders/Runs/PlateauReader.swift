internal import CurveStore
internal import JSONText
internal import RunFiles
internal import RunModel

/// The epochs that a run's events tell of, and its end.
private struct ToldEpochs {
  private var epochs: Set<Int> = []
  private var end: RunEnd?

  mutating func take(_ event: RunEvent) {
    switch event.kind {
    case .runStarted(let info):
      end = nil
      epochs = epochs.filter { $0 < info.firstEpoch }
    case .epochEnded(let summary) where summary.brokenOffAt == nil: epochs.insert(summary.epoch)
    case .runEnded(let end): self.end = end
    default: break
    }
  }

  /// What the run lacks on the disk, one sentence each.
  var gaps: [String] {
    end?.gaps(after: epochs.count, from: epochs.min() ?? 0) ?? []
  }
}

/// Reads our own `events.jsonl`, which counts epochs from 0; the curves count them from 1, as the screen does.
struct PlateauReader: LogStream {
  static func isEvent(_ json: JSONValue) -> Bool {
    json["time"]?.double != nil && json["event"]?.string.flatMap(RunEvent.Kind.Name.init) != nil
  }

  private var builder = LogBuilder(.plateau)
  private var steps = 0
  private var lines = 0
  private var told = ToldEpochs()

  init() {
    let run = builder.run()
    builder.edit(run: run) { $0.status = .running }
  }

  mutating func take(_ window: LogWindow) -> Int {
    var lines = TextLines(window, count: lines)
    while let line = lines.next() {
      do throws(EventLineError) {
        let event = try RunEvent(line: line.bytes)
        Self.take(event, &builder, &steps)
        told.take(event)
      } catch {
        switch error {
        case .notJSON(let failure): builder.note(.unsound(line, failure))
        case .notEvent(let reason):
          builder.note(LogNote(.damaged, line: line.number, offset: line.start, reason))
        }
      }
    }
    self.lines = lines.count
    return lines.used
  }

  func contents(path: String) -> LogContents {
    var builder = builder
    for gap in told.gaps { builder.note(LogNote(.damaged, gap)) }
    return builder.contents()
  }

  /// What an epoch of the file is called.
  private static func shown(_ epoch: Int) -> Double { Double(epoch) + 1 }

  private static func take(_ event: RunEvent, _ builder: inout LogBuilder, _ steps: inout Int) {
    switch event.kind {
    case .runStarted(let info):
      builder.beginSegment(run: 0, atEpoch: shown(info.firstEpoch))
      steps = info.stepsPerEpoch
      builder.edit(run: 0) { run in
        run.status = .running
        guard run.parameters.isEmpty else { return }
        run.parameters = [
          LogParameter(name: "name", value: info.name),
          LogParameter(name: "epochs", value: "\(info.epochs)"),
          LogParameter(name: "network", value: info.network),
          LogParameter(name: "data", value: info.data),
          LogParameter(name: "learning_rate", value: info.learningRate.pythonDescription),
        ]
      }
    case .stepEnded(let progress):
      let (before, overflow) = progress.epoch.multipliedReportingOverflow(by: progress.steps)
      let (step, tooFar) = before.addingReportingOverflow(progress.step)
      for (name, value) in progress.recent {
        guard let number = value.double else { continue }
        builder.add(
          "step/" + name, split: MetricKind(name).split ?? .train,
          step: overflow || tooFar ? nil : Int64(step), wallTime: event.time, number)
      }
    case .epochEnded(let summary) where summary.brokenOffAt != nil:
      if let words = summary.cutWords(of: steps) {
        builder.say(words + "; its values do not count", epoch: shown(summary.epoch))
      }
    case .epochEnded(let summary):
      for (name, value) in summary.logs {
        guard let number = value.double else { continue }
        builder.add(name, epoch: shown(summary.epoch), wallTime: event.time, number)
      }
      if summary.logs[value: "learning_rate"] == nil {
        builder.add(
          "learning_rate", epoch: shown(summary.epoch), wallTime: event.time,
          summary.learningRate)
      }
    case .improved(let epoch, let by, let metric, let value):
      builder.say("\(by): best \(metric) \(value.metricWords)", epoch: shown(epoch))
    case .learningRateChanged(let change):
      builder.say(
        "learning rate \(change.old.metricWords) → \(change.new.metricWords) (\(change.by))",
        epoch: shown(change.epoch))
    case .checkpointSaved(let epoch, let path): builder.say("saved \(path)", epoch: shown(epoch))
    case .message(let from, let text), .warning(let from, let text):
      builder.say("\(from): \(text)")
    case .runEnded(let end):
      builder.say(end.reason.sentence)
      if case .failed = end.reason {
        builder.edit(run: 0) { $0.status = .failed }
      } else {
        builder.edit(run: 0) { $0.status = .finished }
      }
    default: break
    }
  }
}
