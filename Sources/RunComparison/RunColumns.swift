internal import Cells
internal import Charts
internal import RunModel

/// The columns of a table of runs as text.
package struct RunColumns: Equatable, Sendable {
  /// The content of a column.
  package enum Kind: Equatable, Sendable {
    case name, state, epochs, stopsIn, metric, best, bestX, delta, last, curve, host
    /// A setting in which the runs differ, by its whole name.
    case setting(String)

    /// The order by such a column; nil for one by which nothing is sorted.
    package var order: RunOrder.Key? {
      switch self {
      case .name: .name
      case .state: .state
      case .epochs: .epochs
      case .best, .bestX, .delta: .best
      case .last: .last
      case .setting(let name): .setting(name)
      case .stopsIn, .metric, .curve, .host: nil
      }
    }
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
    package fileprivate(set) var width: Int
    /// The columns of its longest text, which it gets where they are free.
    fileprivate let wish: Int
    /// True for text, which is aligned at the left.
    package let isText: Bool
  }

  /// The columns from left to right.
  package private(set) var columns: [Column] = []

  /// True while runs are trained or in different states, which then come before all but the best
  /// value; else settings tell the runs apart.
  private let statesMatter: Bool
  /// True while runs are trained or wait: columns then keep the room that their texts will need.
  private let isOpen: Bool

  private static let curveWidth = 12
  private static let longestSetting = 16
  private static let longestName = 60

  /// Makes the columns that have something to say, or will have while runs are trained.
  ///
  /// - Parameter hasStops: True when a run has told how far a callback is from ending it.
  /// - Complexity: O(rows · columns).
  package init(_ table: RunTable, hasStops: Bool = false) {
    let runs = table.rows.map(\.run)
    statesMatter = runs.contains(where: \.isLive) || Set(runs.map(\.state)).count > 1
    isOpen = runs.contains { $0.isLive || $0.isWaiting }
    add(.name, "run", runs.map(\.name), isText: true, most: Self.longestName)
    if runs.contains(where: { !$0.state.isEmpty }) {
      add(.state, "state", runs.map(\.state), isText: true, most: 24, least: leastState)
    }
    let planned = isOpen ? runs.map(\.plannedEpochs).max() ?? 0 : 0
    let digits = planned > 0 ? "\(planned)".count : 0
    add(.epochs, "epochs", runs.map(\.progress), least: 2 * digits + 1)
    if isOpen && hasStops || runs.contains(where: { $0.stopsIn != nil }) {
      add(.stopsIn, "stops in", runs.map { $0.stopsIn.map { "\($0)" } ?? "–" })
    }
    if isOpen || runs.contains(where: { $0.best != nil }) {
      let isMixed = Set(runs.map(\.metric).filter { !$0.isEmpty }).count > 1
      // Each run is judged by its own metric, which the head cannot name.
      if isMixed { add(.metric, "metric", runs.map(Self.metric), isText: true) }
      add(.best, isMixed ? "best" : Self.head(of: table.metric), runs.map { Self.value($0.best) })
      let places = runs.map { run in run.best.map { Self.x($0.x) } ?? "–" }
      add(.bestX, "at", places, least: digits)
    }
    if isOpen || table.best != nil {
      add(.delta, "Δ best", table.rows.map { Self.delta($0) }, least: isOpen ? 7 : 0)
    }
    if isOpen || runs.contains(where: { $0.last != nil }) {
      add(.last, "last", runs.map { Self.value($0.last) }, least: isOpen ? 6 : 0)
    }
    if isOpen || runs.contains(where: { $0.points.count > 1 }) {
      columns.append(
        Column(
          kind: .curve, head: "curve", cells: runs.map { _ in "" }, width: Self.curveWidth,
          wish: Self.curveWidth, isText: true))
    }
    if Set(runs.map(\.host).filter { !$0.isEmpty }).count > 1 {
      add(.host, "host", runs.map(\.host), isText: true, most: Self.longestSetting)
    }
    for row in table.settings {
      add(
        .setting(row.name), row.head, row.values.map { Self.words(ofSetting: $0) },
        isText: !row.areNumbers, most: Self.longestSetting)
    }
  }

  /// A setting as written; a number with many digits is rounded, as `0.0033333333333333335` is.
  package static func words(ofSetting text: String?) -> String {
    guard let text else { return "–" }
    guard text.utf8.count > longestNumber, let number = Double(text), number.isFinite else {
      return text
    }
    return number.rateWords
  }

  /// The bytes from which a number is rounded.
  private static let longestNumber = 10

  private mutating func add(
    _ kind: Kind, _ head: String, _ cells: [String], isText: Bool = false, most: Int = 20,
    least: Int = 0
  ) {
    let head = head.sanitized
    let cells = cells.map(\.sanitized)
    let wish = max(least, ([head] + cells).map(\.cellWidth).max() ?? 0)
    columns.append(
      Column(
        kind: kind, head: head, cells: cells, width: min(most, wish), wish: wish, isText: isText))
  }

  /// The order in which columns give way, first those that are missed least.
  ///
  /// - Parameter index: The index of a setting among all.
  private func worth(_ kind: Kind, _ index: Int) -> Int {
    switch kind {
    case .name: 100
    case .best: 99
    case .metric: 98
    case .state: statesMatter ? 97 : 70
    case .epochs: statesMatter ? 96 : 75
    case .stopsIn: 95
    case .last: statesMatter ? 94 : 60
    case .delta: 89
    case .bestX: 80
    case .curve: 65
    case .host: 62
    case .setting: settingWorth(index)
    }
  }

  /// The few settings of a sweep come before states: its runs are compared for them.
  private func settingWorth(_ index: Int) -> Int {
    let count = columns.count { if case .setting = $0.kind { true } else { false } }
    if statesMatter, count <= Self.fewSettings { return 98 }
    if statesMatter { return 85 - min(50, 2 * index) }
    return (index <= Self.fewSettings ? 92 : 59) - min(50, 2 * index)
  }

  private static let fewSettings = 3

  /// The width of the longest state of a run that is trained or waits.
  private var leastState: Int { isOpen ? "training".count : 0 }

  /// The least worth of a column that stays until the name is short.
  private static let essential = 90

  /// The columns that fit a width with two blanks between them.
  ///
  /// The name keeps two fifths of the width while there are columns that matter less than states and
  /// values; before one of those is left out, it gives way as long as the names stay different.
  package func fitting(_ width: Int) -> [Column] {
    guard let name = columns.first(where: { $0.kind == .name }) else { return columns }
    if Self.needed(columns, name: name.width) <= width { return Self.widened(columns, to: width) }
    // Beside the best value, even if names then look alike.
    let least = min(
      name.width, ShortNames.columns(for: name.cells, atLeast: 8), max(8, width - 10))
    let wide = min(name.width, max(least, width * 2 / 5))
    let shown = withShortStates.fitting(width, name: wide, above: Self.essential)
    guard Self.needed(shown, name: wide) > width else {
      return Self.widened(shown, to: width)
    }
    return with(shown).fitting(width, name: least, above: .max)
  }

  /// The same with states without what led to them: `stopped` for `stopped by EarlyStopping`.
  private var withShortStates: RunColumns {
    with(
      columns.map { column in
        guard column.kind == .state else { return column }
        let cells = column.cells.map(ComparedRun.short)
        let width = max(leastState, (cells + [column.head]).map(\.cellWidth).max() ?? 0)
        return Column(
          kind: .state, head: column.head, cells: cells, width: width, wish: width,
          isText: column.isText)
      })
  }

  /// The same with other columns.
  private func with(_ columns: [Column]) -> RunColumns {
    var copy = self
    copy.columns = columns
    return copy
  }

  /// The columns that fit beside a name, without those that matter least; of those above a worth, none
  /// is left out.
  private func fitting(_ width: Int, name: Int, above limit: Int) -> [Column] {
    var setting = 0
    let worths = columns.map { column in
      if case .setting = column.kind { setting += 1 }
      return worth(column.kind, setting)
    }
    var kept = Array(columns.indices)
    while Self.needed(kept.map { columns[$0] }, name: name) > width, kept.count > 1,
      let least = kept.min(by: { worths[$0] < worths[$1] }), worths[least] < limit
    {
      kept.removeAll { $0 == least }
    }
    // A narrow column may fit where a wide one that matters more does not, beside the whole name.
    let whole = columns.first { $0.kind == .name }?.width ?? name
    let left = columns.indices.filter { !kept.contains($0) }.sorted { worths[$0] > worths[$1] }
    for index in left
    where Self.needed((kept + [index]).map { columns[$0] }, name: whole) <= width {
      kept.append(index)
    }
    return kept.sorted().map { columns[$0] }
  }

  /// The columns with free room for texts that would be cut, one column of the screen each in turn.
  private static func widened(_ columns: [Column], to width: Int) -> [Column] {
    var columns = columns
    var room = width - columns.reduce(-2) { $0 + $1.width + 2 }
    while room > 0 {
      let cut = columns.indices.filter { columns[$0].width < columns[$0].wish }
      if cut.isEmpty { break }
      for index in cut.prefix(room) { columns[index].width += 1 }
      room -= cut.count
    }
    return columns
  }

  private static func needed(_ columns: [Column], name: Int) -> Int {
    columns.reduce(0) { $0 + ($1.kind == .name ? name : $1.width) + 2 } - 2
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

  private static func value(_ value: ComparedRun.Value?) -> String {
    value.map { MetricFormat.metric($0.value) } ?? "–"
  }

  /// The epoch or step of a value: whole where it is.
  package static func x(_ x: Double) -> String {
    x == x.rounded() ? MetricFormat.count(x) : MetricFormat.ticks([x, x + 0.01])[0]
  }

  private static func delta(_ row: RunTable.Row) -> String {
    guard let delta = row.delta else { return "–" }
    if delta == 0 { return "best" }
    // In the form of the values beside it, as long as that leaves a digit.
    let isShort = (0.000_05..<0.001).contains(abs(delta))
    let words = isShort ? delta.printed("%.4f") : MetricFormat.metric(delta)
    return (delta > 0 ? "+" : "") + words
  }
}
