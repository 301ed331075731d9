import BareFoundation
import Cells
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
    let all = showsSettings ? table.settings : []
    settings = Array(all.prefix(Self.mostSettings))
    hiddenCount = all.count - settings.count
  }

  /// The settings that come before the distance to the best value and the time.
  private static let fewestSettings = 2

  /// A column with its head.
  private struct Column {
    var head: String
    /// The order that sorts by it; nil for none.
    var key: RunOrder.Key?
    var cells: [String]
    var isNumber = false
    /// The importance where there is no room for all columns.
    var worth: Int

    var width: Int { (cells + [head]).map { $0.sanitized.cellWidth }.max() ?? 0 }
  }

  /// The table, one line per run.
  ///
  /// Where columns are limited, the best value loses its words, then columns that matter less than the
  /// state, the epochs and the values are left out, and at last the names are cut.
  ///
  /// - Parameter limit: The columns of the longest line; nil for no limit.
  func text(in limit: Int?) -> String {
    var shown = columns(isShort: false)
    if let limit {
      func width() -> Int { shown.reduce(-2) { $0 + $1.width + 2 } }
      if width() > limit { shown = columns(isShort: true) }
      while width() > limit, shown.count > 1,
        let least = shown.indices.min(by: { shown[$0].worth < shown[$1].worth }),
        shown[least].worth < 90 || shown[0].width <= Self.shortestName
      {
        shown.remove(at: least)
      }
      let excess = max(0, width() - limit)
      if excess > 0 {
        shown[0].cells = ShortNames.cut(
          shown[0].cells, to: max(Self.shortestName, shown[0].width - excess), ellipsis: "…")
      }
      while width() > limit, shown.count > 1 {
        shown.remove(at: shown.indices.min { shown[$0].worth < shown[$1].worth } ?? 1)
      }
    }
    var text = TextTable(header: shown.map(\.head))
    for row in table.rows.indices { text.add(shown.map { $0.cells[row] }) }
    return text.text { !shown[$0].isNumber }
  }

  private static let shortestName = 12

  /// The columns from left to right.
  ///
  /// - Parameter isShort: True to write states and best values with fewer words.
  private func columns(isShort: Bool) -> [Column] {
    let rows = table.rows
    func own(_ row: RunTable.Row) -> FoundRun? {
      found.indices.contains(row.number) ? found[row.number] : nil
    }
    var columns = [
      Column(head: "run", key: .name, cells: rows.map(\.run.name), worth: 100),
      Column(
        head: "state", key: .state,
        cells: rows.map { row in
          let shown = isShort ? ComparedRun.short(state: row.run.state) : row.run.state
          return shown.isEmpty ? "–" : shown
        }, worth: 97),
      Column(
        head: "epochs", key: .epochs,
        cells: rows.map { own($0)?.problem == nil ? $0.run.progress : "–" },
        isNumber: true, worth: 96),
      Column(
        head: "best", key: .best, cells: rows.map { Self.best($0.run, isShort: isShort) }, worth: 98
      ),
    ]
    if table.best != nil {
      columns.append(
        Column(head: "Δ best", cells: rows.map(Self.delta), isNumber: true, worth: 80))
    }
    columns.append(
      Column(
        head: "last", key: .last,
        cells: rows.map { $0.run.last.map { MetricFormat.metric($0.value) } ?? "–" },
        isNumber: true, worth: 95))
    columns += settings.enumerated().map { index, row in
      Column(
        head: row.head, key: .setting(row.name),
        cells: row.values.map { RunColumns.words(ofSetting: $0) },
        isNumber: row.areNumbers,
        // The first settings tell the runs apart.
        worth: index < Self.fewestSettings ? 88 - index : 60 - index)
    }
    columns.append(Column(head: "when", cells: rows.map { Self.words($0.run.lastTime) }, worth: 70))
    if let sorted = columns.firstIndex(where: { sorts(by: $0) }) {
      columns[sorted].head += table.isAscending ? " ↑" : " ↓"
      columns[sorted].worth = max(columns[sorted].worth, 89)
    }
    return columns
  }

  /// True for the column by which the rows are sorted, which may be named by its head.
  private func sorts(by column: Column) -> Bool {
    guard let key = column.key else { return false }
    if case .setting(let name) = table.order.key, case .setting = key {
      return key == .setting(name) || column.head == name
    }
    return key == table.order.key
  }

  private static func best(_ run: ComparedRun, isShort: Bool) -> String {
    guard let best = run.best else { return "–" }
    let value = MetricFormat.metric(best.value)
    let x = RunColumns.x(best.x)
    if isShort { return "\(run.metric) \(value) @\(x)" }
    return "\(run.metric) \(value) \(run.isOfSteps ? "at step" : "in epoch") \(x)"
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
