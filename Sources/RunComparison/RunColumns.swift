internal import Cells
internal import Charts

/// The columns of a table of runs as text.
package struct RunColumns: Equatable, Sendable {
  /// The content of a column.
  package enum Kind: Equatable, Sendable {
    case name, state, epochs, stopsIn, metric, best, bestX, delta, last, curve, host
    /// A setting in which the runs differ, by its whole name.
    case setting(String)
  }

  /// A column.
  package struct Column: Equatable, Sendable {
    /// The content.
    package let kind: Kind
    /// The head.
    package let head: String
    /// A text for each row; that of a curve is left to the drawing.
    package let cells: [String]
    /// The columns of the screen that it needs.
    package let width: Int
    /// True for text, which is aligned at the left.
    package let isText: Bool
  }

  /// The columns from left to right.
  package private(set) var columns: [Column] = []

  private static let curveWidth = 12
  private static let longestSetting = 16
  private static let longestName = 32

  /// Makes the columns that have something to say.
  ///
  /// - Complexity: O(rows · columns).
  package init(_ table: RunTable) {
    let runs = table.rows.map(\.run)
    add(.name, "run", runs.map(\.name), isText: true, most: Self.longestName)
    if runs.contains(where: { !$0.state.isEmpty }) {
      add(.state, "state", runs.map(\.state), isText: true, most: 24)
    }
    add(.epochs, "epochs", runs.map(Self.epochs))
    if runs.contains(where: { $0.stopsIn != nil }) {
      add(.stopsIn, "stops in", runs.map { $0.stopsIn.map { "\($0)" } ?? "–" })
    }
    if runs.contains(where: { $0.best != nil }) {
      let isMixed = Set(runs.map(\.metric).filter { !$0.isEmpty }).count > 1
      // Each run is judged by its own metric, which the head cannot name.
      if isMixed { add(.metric, "metric", runs.map(Self.metric), isText: true) }
      add(.best, isMixed ? "best" : Self.head(of: table.metric), runs.map { Self.value($0.best) })
      add(.bestX, "at", runs.map { $0.best.map { Self.x($0.x) } ?? "–" })
    }
    if table.best != nil { add(.delta, "Δ best", table.rows.map { Self.delta($0) }) }
    if runs.contains(where: { $0.last != nil }) {
      add(.last, "last", runs.map { Self.value($0.last) })
    }
    if runs.contains(where: { $0.values.count > 1 }) {
      columns.append(
        Column(
          kind: .curve, head: "curve", cells: runs.map { _ in "" }, width: Self.curveWidth,
          isText: true))
    }
    if Set(runs.map(\.host).filter { !$0.isEmpty }).count > 1 {
      add(.host, "host", runs.map(\.host), isText: true, most: Self.longestSetting)
    }
    for row in table.differences.rows {
      add(
        .setting(row.name), row.shortName, row.values.map { $0 ?? "–" }, isText: true,
        most: Self.longestSetting)
    }
  }

  private mutating func add(
    _ kind: Kind, _ head: String, _ cells: [String], isText: Bool = false, most: Int = 20
  ) {
    let head = head.sanitized
    let cells = cells.map(\.sanitized)
    let width = min(most, ([head] + cells).map(\.cellWidth).max() ?? 0)
    columns.append(Column(kind: kind, head: head, cells: cells, width: width, isText: isText))
  }

  /// The order in which columns give way, first those that are missed least.
  private static func worth(_ kind: Kind, _ index: Int) -> Int {
    switch kind {
    case .name: 100
    case .best: 99
    case .metric: 98
    case .delta: 90
    case .bestX: 80
    case .epochs: 75
    case .state: 70
    case .stopsIn: 68
    case .curve: 65
    case .host: 62
    case .last: 60
    case .setting: 85 - min(50, index)
    }
  }

  /// The columns that fit a width with two blanks between them; the name gives way, as long as the
  /// names stay different, before another column is left out.
  package func fitting(_ width: Int) -> [Column] {
    var shown = columns
    let name = columns.first { $0.kind == .name }
    // Beside the best value, even if names then look alike.
    let least = min(
      name.map { ShortNames.columns(for: $0.cells, atLeast: 8) } ?? 0, max(8, width - 10))
    func needed() -> Int {
      shown.reduce(0) { $0 + ($1.kind == .name ? min(least, $1.width) : $1.width) + 2 } - 2
    }
    while needed() > width, shown.count > 1 {
      let settings = shown.filter { if case .setting = $0.kind { true } else { false } }
      let least = shown.indices.min { a, b in
        let (x, y) = (shown[a].kind, shown[b].kind)
        return Self.worth(x, settings.firstIndex { $0.kind == x } ?? 0)
          < Self.worth(y, settings.firstIndex { $0.kind == y } ?? 0)
      }
      guard let least else { break }
      shown.remove(at: least)
    }
    return shown
  }

  // MARK: Texts

  /// The quantity; of a long name the last part.
  private static func head(of metric: String) -> String {
    if metric.isEmpty { return "best" }
    return metric.count > 12 ? RunSettings.lastPart(of: metric) : metric
  }

  private static func metric(_ run: ComparedRun) -> String {
    run.metric.isEmpty ? "–" : head(of: run.metric)
  }

  private static func epochs(_ run: ComparedRun) -> String {
    run.plannedEpochs > 0 ? "\(run.epochs)/\(run.plannedEpochs)" : "\(run.epochs)"
  }

  private static func value(_ value: ComparedRun.Value?) -> String {
    value.map { MetricFormat.metric($0.value) } ?? "–"
  }

  private static func x(_ x: Double) -> String {
    x == x.rounded() ? MetricFormat.count(x) : MetricFormat.ticks([x, x + 0.01])[0]
  }

  private static func delta(_ row: RunTable.Row) -> String {
    guard let delta = row.delta else { return "–" }
    if delta == 0 { return "best" }
    return (delta > 0 ? "+" : "") + MetricFormat.metric(delta)
  }
}
