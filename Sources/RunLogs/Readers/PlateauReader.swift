internal import RunModel

/// Reads our own `events.jsonl`.
struct PlateauReader: LogStream {
  static func isEvent(_ json: JSONValue) -> Bool {
    json["time"]?.double != nil && json["event"]?.string.flatMap(RunEvent.Kind.Name.init) != nil
  }

  private var builder = LogBuilder(.plateau)
  private var steps = 0
  private var lines = 0

  init() {
    let run = builder.run()
    builder.edit(run: run) { $0.status = .running }
  }

  mutating func take(_ window: LogWindow) -> Int {
    var lines = TextLines(window, count: lines)
    while let line = lines.next() {
      do throws(EventLineError) {
        Self.take(try RunEvent(line: line.bytes), &builder, &steps)
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

  func contents(path: String) -> LogContents { builder.contents() }

  private static func take(_ event: RunEvent, _ builder: inout LogBuilder, _ steps: inout Int) {
    switch event.kind {
    case .runStarted(let info):
      builder.beginSegment(run: 0, atEpoch: Double(info.firstEpoch))
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
    case .epochEnded(let summary):
      for (name, value) in summary.logs {
        guard let number = value.double else { continue }
        builder.add(name, epoch: Double(summary.epoch), wallTime: event.time, number)
      }
      if summary.logs[value: "learning_rate"] == nil {
        builder.add(
          "learning_rate", epoch: Double(summary.epoch), wallTime: event.time,
          summary.learningRate)
      }
    case .improved(let epoch, let by, let metric, let value):
      builder.say("\(by): best \(metric) \(value.metricWords)", epoch: Double(epoch))
    case .learningRateChanged(let change):
      builder.say(
        "learning rate \(change.old.metricWords) → \(change.new.metricWords) (\(change.by))",
        epoch: Double(change.epoch))
    case .checkpointSaved(let epoch, let path): builder.say("saved \(path)", epoch: Double(epoch))
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
