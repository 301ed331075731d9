internal import CurveStore
internal import JSONText
internal import RunFiles
internal import RunModel
internal import SystemFiles

/// The epochs and the end in a run's events.
private struct EpochTally {
  private var epochs: Set<Int> = []
  private var end: RunEnd?

  mutating func add(_ event: RunEvent) {
    if case .runStarted(let info) = event.kind {
      end = nil
      epochs = epochs.filter { $0 < info.firstEpoch }
    } else if case .epochEnded(let summary) = event.kind, summary.brokenOffAt == nil {
      epochs.insert(summary.epoch)
    } else if case .runEnded(let end) = event.kind {
      self.end = end
    }
  }

  /// The parts that are missing on the disk, one sentence each.
  var gaps: [String] {
    end?.gaps(after: epochs.count, from: epochs.min() ?? 0) ?? []
  }
}

/// A reader of our own `events.jsonl`, which counts epochs from 0; the series count them from 1, as
/// the screen does.
struct PlateauReader: RecordReader {
  /// Returns true when a record is one of our events.
  static func isEvent(_ json: JSONValue) -> Bool {
    json["time"]?.double != nil && json["event"]?.string.flatMap(RunEvent.Kind.Name.init) != nil
  }

  /// Returns true when our own events lie beside a file.
  static func hasEvents(beside path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let events = folder + "events.jsonl"
    guard let file = try? FileDescriptor(path: events),
      let head = try? file.read(at: 0, count: LogHead.size, path: events)
    else { return false }
    return LogHead(head, path: events, options: ReadingOptions(readers: [])).json == .events
  }

  private var builder = LogBuilder(.plateau)
  private var steps = StepsOfRun()
  private var lines = 0
  private var tally = EpochTally()

  init() {
    let run = builder.run()
    builder.edit(run: run) { $0.status = .running }
  }

  init?(_ head: LogHead) {
    // The first line of a journal may be damaged.
    let isJournal =
      head.path.hasSuffix("events.jsonl")
      && JSONLinesReader.first(of: head.bytes).contains(where: Self.isEvent)
    guard head.json == .events || isJournal else { return nil }
    self.init()
  }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      do throws(EventLineError) {
        let event = try RunEvent(line: line.bytes)
        Self.add(event, &builder, &steps)
        tally.add(event)
      } catch {
        switch error {
        case .notJSON(let failure): builder.note(.invalidJSON(line, failure))
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
    for gap in tally.gaps { builder.note(LogNote(.damaged, gap)) }
    return builder.contents()
  }

  /// The number of an epoch in the file.
  private static func epochNumber(of epoch: Int) -> Double { Double(epoch) + 1 }

  /// The settings that a run's first event states.
  private static func parameters(of info: RunInfo) -> [LogParameter] {
    [
      LogParameter(name: "name", value: info.name),
      LogParameter(name: "epochs", value: "\(info.epochs)"),
      LogParameter(name: "network", value: info.network),
      LogParameter(name: "data", value: info.data),
      LogParameter(name: "learning_rate", value: info.learningRate.pythonDescription),
    ]
  }

  private static func add(_ event: RunEvent, _ builder: inout LogBuilder, _ steps: inout StepsOfRun)
  {
    switch event.kind {
    case .runStarted(let info):
      builder.beginSegment(run: 0, atEpoch: epochNumber(of: info.firstEpoch))
      steps.begin(info)
      builder.edit(run: 0) { run in
        run.status = .running
        guard run.parameters.isEmpty else { return }
        run.parameters = parameters(of: info)
      }
    case .stepEnded(let progress):
      let step = steps.count(progress)
      for (name, value) in progress.recent {
        guard let number = value.double else { continue }
        builder.add(
          "step/" + name, split: MetricKind(name).split ?? .train, step: step,
          wallTime: event.time, number)
      }
    case .measured(let measurement):
      let step = steps.number(epoch: measurement.epoch, step: measurement.step)
      for (name, value) in measurement.values {
        guard let number = value.double else { continue }
        builder.add(
          "step/" + name, split: MetricKind(name).split ?? .validation, step: step,
          wallTime: event.time, number)
      }
    case .epochEnded(let summary) where summary.brokenOffAt != nil:
      if let words = summary.cutWords(of: steps.perEpoch) {
        builder.addMessage(
          words + "; its values do not count", epoch: epochNumber(of: summary.epoch))
      }
    case .epochEnded(let summary):
      for (name, value) in summary.logs {
        guard let number = value.double else { continue }
        builder.add(name, epoch: epochNumber(of: summary.epoch), wallTime: event.time, number)
      }
      if summary.logs[value: "learning_rate"] == nil {
        builder.add(
          "learning_rate", epoch: epochNumber(of: summary.epoch), wallTime: event.time,
          summary.learningRate)
      }
    case .runEnded(let end):
      if case .failed = end.reason {
        builder.edit(run: 0) { $0.status = .failed }
      } else {
        builder.edit(run: 0) { $0.status = .finished }
      }
      let early = steps.info?.earlyEnd(by: end.reason, after: end.epochs)
      builder.addMessage(early ?? end.reason.sentence)
    default: break  // The other kinds are messages or not of a log's interest, as they declare.
    }
    if let message = event.kind.logMessage {
      builder.addMessage(message.text, epoch: message.epoch.map(epochNumber))
    }
  }
}

extension LogFormat {
  static let plateau = LogFormat(
    "plateau", "Plateau events", epochBase: 1, defaultsToTraining: true)
}
