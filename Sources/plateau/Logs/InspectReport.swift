import Cells
import Charts
import CurveStore
import JSONText
import PlateauRuntime
import RunFiles
import RunModel

/// The contents of a log as text and as JSON.
struct InspectReport {
  private let contents: LogContents
  /// The states of our own runs, by their names in the log, as in `plateau runs`.
  private let standings: [String: String]
  private let forms: InspectForms
  private static let listedMessages = 20
  private static let listedNames = 6

  /// Creates the report of a log.
  ///
  /// - Parameters:
  ///   - path: The path of the log; it tells whether one of our own runs in it is being trained.
  ///   - width: The columns of the terminal.
  init(_ contents: LogContents, path: String, width: Int) {
    self.contents = contents
    forms = InspectForms(contents.forms, width: width)
    var standings: [String: String] = [:]
    for run in contents.runs where run.status != .unknown {
      let location = run.name.isEmpty ? path : path + "/" + run.name
      standings[run.name] = FoundRun(at: location)?.words
    }
    self.standings = standings
  }

  /// Lines for a person.
  var text: String {
    var out = "\(contents.format.title): \(contents.runs.count) "
    out += contents.runs.count == 1 ? "run" : "runs"
    out += ", \(contents.pointCount) points\n"
    for run in contents.runs { out += "\n" + text(run) }
    out += unknownDirections
    out += forms.text
    if !contents.notes.isEmpty { out += "\n" }
    for note in contents.notes { out += "\(note.kind.rawValue): \(note.sentence.sanitized)\n" }
    if contents.unlistedNotes > 0 { out += "and \(contents.unlistedNotes) more\n" }
    return out
  }

  /// The names of metrics whose better direction nothing tells; empty when there are none.
  private var unknownDirections: String {
    let names = contents.undirected.map(\.sanitized)
    guard !names.isEmpty else { return "" }
    let listed = names.prefix(Self.listedNames).joined(separator: ", ")
    let more = names.count > Self.listedNames ? " and \(names.count - Self.listedNames) more" : ""
    return "\nno best value, because the names do not tell whether small or large is better: "
      + "\(listed)\(more); --better min, --better max or --better NAME=max tells it\n"
  }

  private func text(_ run: LogRun) -> String {
    var heading = run.name.isEmpty ? "" : "run \(run.name.sanitized)  "
    if let range = run.epochRange {
      heading += "epochs \(Self.epoch(range.lowerBound)) to \(Self.epoch(range.upperBound))"
      heading += run.epochBase.map { ", counted from \($0)" } ?? ""
      heading += "  "
    }
    if run.epochRange.map({ $0.lowerBound == $0.upperBound }) ?? true, let steps = Self.steps(run) {
      heading += "steps \(steps)  "
    }
    if run.status != .unknown { heading += standings[run.name] ?? run.status.rawValue }
    var out = heading.isEmpty ? "" : heading + "\n"
    var table = TextTable(header: [
      "series", "split", "role", "count", "min", "max", "first", "last", "best", "at",
    ])
    let others = run.series.filter { !$0.isMeasure }
    for series in run.series where series.isMeasure { add(series, to: &table) }
    if !others.isEmpty, others.count < run.series.count { table.add(["times, sizes and counts:"]) }
    for series in others { add(series, to: &table) }
    out += table.text { $0 < 3 }
    out += InspectSummaries.text(run.summaries)
    for message in run.messages.prefix(Self.listedMessages) {
      out += "said: \(message.text.sanitized)\n"
    }
    let more = run.messages.count - Self.listedMessages
    return more > 0 ? out + "and \(more) more messages\n" : out
  }

  private func add(_ series: LogSeries, to table: inout TextTable) {
    let summary = LogSummary(series)
    let best = series.bestIndex
    table.add([
      series.name, series.split?.rawValue ?? "–", series.role.rawValue,
      "\(series.points.count)", Self.words(summary.least), Self.words(summary.greatest),
      Self.words(series.points.first?.value), Self.words(series.points.last?.value),
      Self.words(best.map { series.points.value(at: $0) }),
      best.map { Self.position($0, of: series) } ?? "–",
    ])
    if series.segments.count > 1 {
      let better = series.betterEarlierIndex.map { index in
        "; \(series.points.value(at: index).metricWords) at "
          + "\(Self.position(index, of: series)) of an earlier one"
      }
      table.add(["  in \(series.segments.count) attempts" + (better ?? "")])
    }
  }

  /// The least and the greatest step of all series; nil when there are none.
  private static func steps(_ run: LogRun) -> String? {
    let steps = run.series.flatMap { [$0.points.first?.step, $0.points.last?.step] }
      .compactMap(\.self)
    guard let least = steps.min(), let greatest = steps.max() else { return nil }
    return "\(least) to \(greatest)"
  }

  private static func words(_ value: Double?) -> String { value.map(\.metricWords) ?? "–" }

  private static func epoch(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.metricWords
  }

  /// The epoch of a point, with the step where several points of the series stand in that epoch.
  private static func position(_ index: Int, of series: LogSeries) -> String {
    let point = series.points[index]
    let step = point.step.map { "step \($0)" }
    guard let epoch = point.epoch else { return step ?? "–" }
    let isShared = [index - 1, index + 1].contains {
      (0..<series.points.count).contains($0) && series.points.epoch(at: $0) == epoch
    }
    return "epoch \(Self.epoch(epoch))" + (isShared ? step.map { ", \($0)" } ?? "" : "")
  }

  // MARK: JSON

  /// One JSON object.
  var json: JSONValue {
    let standings = standings
    return .members([
      "format": .string(contents.format.name),
      "title": .string(contents.format.title),
      "runs": .array(contents.runs.map { Self.json($0, state: standings[$0.name]) }),
      "forms": forms.json,
      "notes": .array(contents.notes.map { Self.json($0) }),
      "unlisted_notes": .integer(contents.unlistedNotes),
    ])
  }

  private static func json(_ run: LogRun, state: String?) -> JSONValue {
    let range = run.epochRange
    let parameters = run.parameters.map { JSONValue.Member($0.name, .string($0.value)) }
    let first: JSONValue = range.map { .number($0.lowerBound) } ?? .null
    let last: JSONValue = range.map { .number($0.upperBound) } ?? .null
    return .members([
      "name": .string(run.name),
      "status": .string(run.status.rawValue),
      "state": state.map(JSONValue.string),
      "first_epoch": first,
      "last_epoch": last,
      "epoch_base": run.epochBase.map(JSONValue.integer) ?? .null,
      "series": .array(run.series.map { json($0) }),
      "summaries": InspectSummaries.json(run.summaries),
      "messages": .array(run.messages.map { json($0) }),
      "parameters": .object(parameters),
    ])
  }

  private static func json(_ message: LogMessage) -> JSONValue {
    .members([
      "epoch": message.epoch.map(JSONValue.finite),
      "step": message.step.map { .integer(Int($0)) },
      "text": .string(message.text),
    ])
  }

  private static func json(_ series: LogSeries) -> JSONValue {
    let summary = LogSummary(series)
    let points = series.points
    let split: JSONValue = series.split.map { .string($0.rawValue) } ?? .null
    let direction: JSONValue = series.direction.map { .string($0.rawValue) } ?? .null
    let least: JSONValue = summary.least.map { .number($0) } ?? .null
    let greatest: JSONValue = summary.greatest.map { .number($0) } ?? .null
    let first: JSONValue = points.first.map { .finite($0.value) } ?? .null
    let last: JSONValue = points.last.map { .finite($0.value) } ?? .null
    let best: JSONValue = series.bestIndex.map { PointJSON.value(points[$0]) } ?? .null
    let earlier = series.betterEarlierIndex.map { PointJSON.value(points[$0]) }
    return .members([
      "name": .string(series.name), "split": split, "role": .string(series.role.rawValue),
      "direction": direction, "count": .integer(points.count),
      "not_finite": .integer(summary.notFinite), "min": least, "max": greatest, "first": first,
      "last": last, "best": best, "better_earlier": earlier,
      "segments": .array(series.segments.map { .integer($0) }),
    ])
  }

  private static func json(_ note: LogNote) -> JSONValue {
    .members([
      "kind": .string(note.kind.rawValue),
      "file": note.file.map(JSONValue.string),
      "line": note.line.map(JSONValue.integer),
      "offset": note.offset.map(JSONValue.integer),
      "text": .string(note.text),
    ])
  }
}
