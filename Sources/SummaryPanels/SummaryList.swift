internal import Cells
internal import Charts
internal import CurveStore
internal import Recordings
internal import Themes

/// The list of series beside the one that is shown, with a heading for each kind.
struct SummaryList {
  /// A row of the list.
  private enum Row {
    case heading(SummaryKind)
    case name(SummaryName)
  }

  private let scene: SummaryScene
  private let symbols: Symbols
  private let rows: [Row]

  /// The fewest columns of a pane that has a list.
  private static let narrowest = 64
  private static let widest = 34

  init(scene: SummaryScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
    let listed = scene.listed
    var rows: [Row] = []
    for (index, name) in listed.enumerated() {
      if index == 0 || listed[index - 1].kind != name.kind { rows.append(.heading(name.kind)) }
      rows.append(.name(name))
    }
    self.rows = rows
  }

  /// The columns that the list takes; 0 where it has no room or nothing to choose.
  func width(in inside: Rect) -> Int {
    guard inside.width >= Self.narrowest, scene.names.count > 1 else { return 0 }
    let longest = scene.names.reduce(10) { max($0, min(Self.widest, $1.name.cellWidth)) }
    return min(longest + 4, inside.width / 3)
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = scene.theme
    let names = ShortNames.cut(
      rows.map { row in if case .name(let name) = row { name.name } else { "" } },
      to: rect.width - 3, ellipsis: symbols.ellipsis)
    for (line, index) in range(in: rect).enumerated() {
      let y = rect.y + line
      switch rows[index] {
      case .heading(let kind):
        grid.write(kind.title, at: rect.x + 1, y, theme.style(.quiet), limit: rect.width - 2)
      case .name(let name):
        let isShown = name == scene.shown
        if isShown {
          if scene.isFocused {
            let ground = theme.color(.selection)
            grid.restyle(Rect(x: rect.x, y: y, width: rect.width - 1, height: 1)) { $0.on(ground) }
          }
          grid.put(symbols.pointer, at: rect.x, y, theme.style(.edit, .bold))
        }
        grid.write(names[index], at: rect.x + 2, y, theme.style(isShown ? .strong : .text))
      }
    }
  }

  /// The name in a row of the screen; nil outside the list.
  func name(at row: Int, in rect: Rect) -> SummaryName? {
    let range = range(in: rect)
    let index = range.lowerBound + row - rect.y
    guard range.contains(index), case .name(let name) = rows[index] else { return nil }
    return name
  }

  /// The rows that have room, with the shown one among them.
  private func range(in rect: Rect) -> Range<Int> {
    let chosen = rows.firstIndex { row in
      if case .name(let name) = row { name == scene.shown } else { false }
    }
    let first = max(0, min((chosen ?? 0) - rect.height / 2, rows.count - rect.height))
    return first..<min(rows.count, first + rect.height)
  }
}

extension SummaryKind {
  /// The heading of the kind.
  fileprivate var title: String {
    switch self {
    case .histogram: "histograms"
    case .text: "texts"
    case .precisionRecall: "PR curves"
    }
  }
}
