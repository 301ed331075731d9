import BareFoundation
import Charts
import JSONText
import PlateauRuntime
import RunComparison
import RunFiles
import RunModel
import SystemFiles

/// A table of runs as text.
struct RunTableText {
  private let table: RunTable
  /// The runs of our own by their index; empty for logs.
  private let found: [FoundRun]

  /// The settings in which the runs differ and that have columns.
  private let settings: [SettingDifferences.Row]
  /// The number of differing settings left out for lack of room.
  let hiddenCount: Int

  /// The most settings that have columns: unlike recipes differ in nearly all of theirs.
  private static let mostSettings = 8

  init(_ table: RunTable, found: [FoundRun], showsSettings: Bool = true) {
    self.table = table
    self.found = found
    let all = showsSettings ? table.differences.rows : []
    // Those that most runs have say most.
    let counts = all.map { row in row.values.count { $0 != nil } }
    let kept = all.indices.sorted { (counts[$0], $1) > (counts[$1], $0) }.prefix(Self.mostSettings)
    settings = kept.sorted().map { all[$0] }
    hiddenCount = all.count - settings.count
  }

  /// The table, one line per run.
  var text: String {
    let isCompared = table.best != nil
    var header = ["run", "state", "epochs", "best"]
    if isCompared { header.append("Δ best") }
    header.append("last")
    header += settings.map(\.shortName)
    header.append("when")
    var text = TextTable(header: header)
    for (index, row) in table.rows.enumerated() {
      let run = row.run
      let own = found.isEmpty ? nil : found[row.number]
      let isReadable = own?.problem == nil
      var cells = [run.name, run.state.isEmpty ? "–" : run.state]
      cells.append(isReadable ? Self.epochs(run) : "–")
      cells.append(Self.best(run, isOfSteps: own?.history.axis == .step))
      if isCompared { cells.append(Self.delta(row)) }
      cells.append(run.last.map { MetricFormat.metric($0.value) } ?? "–")
      cells += settings.map { $0.values[index] ?? "–" }
      cells.append(Self.words(run.lastTime))
      text.add(cells)
    }
    let numbers = [2, isCompared ? 4 : -1, isCompared ? 5 : 4]
    return text.text { !numbers.contains($0) }
  }

  private static func epochs(_ run: ComparedRun) -> String {
    run.plannedEpochs > 0 ? "\(run.epochs)/\(run.plannedEpochs)" : "\(run.epochs)"
  }

  private static func best(_ run: ComparedRun, isOfSteps: Bool) -> String {
    guard let best = run.best else { return "–" }
    return "\(run.metric) \(MetricFormat.metric(best.value)) "
      + (isOfSteps ? "at step" : "in epoch") + " \(best.x.metricWords)"
  }

  private static func delta(_ row: RunTable.Row) -> String {
    guard let delta = row.delta else { return "–" }
    return delta == 0 ? "best" : (delta > 0 ? "+" : "") + MetricFormat.metric(delta)
  }

  private static func words(_ time: Double?) -> String {
    time.map { LocalTime($0).words("%Y-%m-%d %H:%M") } ?? "–"
  }
}

extension RunTable.Row {
  /// The run as a member of `plateau runs --json`.
  func json(_ found: FoundRun?) -> JSONValue {
    let info = found?.history.info
    let gaps = found?.history.gaps ?? []
    return .members([
      "run": .string(run.name), "path": .string(run.path),
      "state": .string(found == nil ? run.state : Self.state(of: found)),
      "live": .boolean(run.isLive), "problem": found?.problem.map(JSONValue.string),
      "incomplete": gaps.isEmpty ? nil : .array(gaps.map(JSONValue.string)),
      "epochs": .integer(run.epochs),
      "planned_epochs": info.map { .integer($0.epochs) },
      "metric": run.metric.isEmpty ? nil : .string(run.metric),
      "best": run.best.map { .number($0.value) },
      "best_at": run.best.map { .number($0.x) },
      "last": run.last.map { .number($0.value) },
      "delta": delta.map(JSONValue.number),
      "settings": run.settings.isEmpty
        ? nil : .object(run.settings.all.map { JSONValue.Member($0.name, .string($0.value)) }),
      "host": info.flatMap { $0.host.isEmpty ? nil : .string($0.host) },
      "started": run.startTime.map(JSONValue.number),
      "last_event": run.lastTime.map(JSONValue.number),
    ])
  }

  private static func state(of found: FoundRun?) -> String {
    found.map { $0.problem == nil ? $0.standing.words : "unreadable" } ?? ""
  }
}
