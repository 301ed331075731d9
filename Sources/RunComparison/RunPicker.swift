package import Cells
package import Charts
package import Themes

/// A screen on which a person sorts, filters and chooses runs; pure: a key changes it, and it is drawn.
package struct RunPicker: Equatable, Sendable {
  /// The answer to a key.
  package enum Outcome: Equatable, Sendable {
    /// The person opens the runs with these indices.
    case open([Int])
    /// The person gives the runs with these names a command.
    case tell([String], names: [String])
    /// The person leaves.
    case quit
  }

  /// The text that is being typed.
  private enum Entry: Equatable, Sendable {
    case none, filter
    /// A command to runs.
    case command(String)
  }

  private var runs: [ComparedRun]
  private let given: [RunFilter]
  private let title: String
  /// The condition that is typed after `/`.
  package private(set) var filter = ""
  private var entry = Entry.none
  /// True where commands can be given to runs.
  private let isSteerable: Bool
  /// A sentence about the last command; empty for none.
  package var answer = ""
  /// The order of the rows.
  package private(set) var order: RunOrder
  /// The index of the chosen run; nil when no run is shown.
  package private(set) var chosen: Int?
  /// The indices of runs that are opened together.
  package private(set) var marked: Set<Int> = []

  /// Creates the screen.
  ///
  /// - Parameters:
  ///   - title: The folder of the runs.
  ///   - filters: Conditions that stay.
  ///   - isSteerable: True where commands can be given to runs.
  package init(
    _ runs: [ComparedRun], title: String, filters: [RunFilter], order: RunOrder,
    isSteerable: Bool = false
  ) {
    self.isSteerable = isSteerable
    self.runs = runs
    self.title = title
    self.order = order
    given = filters
    chosen = table.rows.first?.number
  }

  /// Shows the runs as they are now; the choice stays with its run.
  package mutating func update(_ runs: [ComparedRun]) {
    let name = chosen.map { self.runs[$0].name }
    let names = marked.map { self.runs[$0].name }
    self.runs = runs
    marked = Set(runs.indices.filter { names.contains(runs[$0].name) })
    chosen = runs.firstIndex { $0.name == name }
    set(filter: filter)
  }

  /// The paths of the runs with these indices.
  package func paths(of indices: [Int]) -> [String] { indices.map { runs[$0].path } }

  /// The rows that are shown.
  package var table: RunTable {
    RunTable(
      runs, filters: given + (filter.isEmpty ? [] : [RunFilter(filter)]), order: order)
  }

  /// Applies a key.
  package mutating func press(_ key: Key) -> Outcome? {
    answer = ""
    switch entry {
    case .filter: return typeFilter(key)
    case .command(let text): return typeCommand(text, key)
    case .none: break
    }
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .home: move(by: -runs.count)
    case .end: move(by: runs.count)
    case .character("s"):
      order = order.next
    case .character("S"): order.isReversed.toggle()
    case .character("/"): entry = .filter
    case .character(":") where isSteerable: entry = .command("")
    case .character("p") where isSteerable: return tell(isPaused ? ["resume"] : ["pause"])
    case .escape where !filter.isEmpty: set(filter: "")
    case .character(" "):
      // As in every list, the cursor stays.
      if let chosen { marked.formSymmetricDifference([chosen]) }
    case .enter:
      return marked.isEmpty ? chosen.map { .open([$0]) } : .open(marked.sorted())
    case .character("q"), .escape, .control("c"): return .quit
    default: break
    }
    return nil
  }

  /// Uses the mouse on a screen of a size: a click chooses a run and a second one opens it, the right
  /// button marks, and the wheel moves.
  package mutating func use(_ mouse: Mouse, on size: Size) -> Outcome? {
    let rect = Rect(size).splitTop(max(0, size.height - 1)).top
      .inset(left: 2, top: 1, right: 2, bottom: 1)
    let run = RunTableView(table, chosen: chosen, theme: .builtIn, symbols: .braille)
      .run(at: mouse.row, in: rect)
    switch mouse.action {
    case .wheelUp: move(by: -1)
    case .wheelDown: move(by: 1)
    case .press:
      guard let run else { return nil }
      if run == chosen, entry == .none { return press(.enter) }
      chosen = run
    case .rightPress:
      guard let run else { return nil }
      chosen = run
      marked.formSymmetricDifference([run])
    }
    return nil
  }

  /// The runs that a command is for: those that are marked, else the chosen one.
  private var targets: [ComparedRun] {
    marked.isEmpty ? chosen.map { [runs[$0]] } ?? [] : marked.sorted().map { runs[$0] }
  }

  /// True when the next `p` continues the runs.
  private var isPaused: Bool { targets.contains { $0.state == "paused" } }

  private func tell(_ words: [String]) -> Outcome? {
    targets.isEmpty || words.isEmpty ? nil : .tell(words, names: targets.map(\.name))
  }

  private mutating func typeCommand(_ text: String, _ key: Key) -> Outcome? {
    switch key {
    case .character(let scalar): entry = .command(text + String(Character(scalar)))
    case .backspace: entry = text.isEmpty ? .none : .command(String(text.dropLast()))
    case .control("u"): entry = .command("")
    case .enter:
      entry = .none
      return tell(text.split(separator: " ").map(String.init))
    case .escape: entry = .none
    case .control("c"): return .quit
    default: break
    }
    return nil
  }

  private mutating func typeFilter(_ key: Key) -> Outcome? {
    switch key {
    case .character(let scalar): set(filter: filter + String(Character(scalar)))
    case .backspace: set(filter: String(filter.dropLast()))
    case .control("u"): set(filter: "")
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .enter: entry = .none
    case .escape:
      entry = .none
      set(filter: "")
    case .control("c"): return .quit
    default: break
    }
    return nil
  }

  private mutating func set(filter text: String) {
    filter = text
    let rows = table.rows
    if !rows.contains(where: { $0.number == chosen }) { chosen = rows.first?.number }
  }

  private mutating func move(by count: Int) {
    let rows = table.rows
    guard !rows.isEmpty else { return chosen = nil }
    let index = rows.firstIndex { $0.number == chosen } ?? 0
    chosen = rows[max(0, min(rows.count - 1, index + count))].number
  }

  /// The order in words.
  private func orderRemark(_ theme: Theme) -> PanelFrame.Piece {
    if case .setting(let name) = order.key, !runs.isEmpty,
      !runs.contains(where: { $0.settings[name] != nil })
    {
      return ("no run has the setting \(name.sanitized)", theme.style(.warning))
    }
    return ("by \(order.sentence)", theme.style(.dim))
  }

  /// Draws the screen.
  package func grid(size: Size, theme: Theme, symbols: Symbols) -> CellGrid {
    let ground = Style(theme.color(.text), on: theme.color(.background))
    var grid = CellGrid(size, fill: Cell(" ", ground))
    let (body, footer) = grid.bounds.splitTop(max(0, size.height - 1))
    let table = table
    let hiddenCount = runs.count - table.rows.count
    var remarks: [PanelFrame.Piece] = [orderRemark(theme)]
    if hiddenCount > 0 {
      remarks.insert(("\(table.rows.count) of \(runs.count)", theme.style(.warning)), at: 0)
    }
    let inside = PanelFrame(
      title: ("runs in \(title.sanitized)", theme.style(.strong, .bold)), remarks: remarks,
      style: theme.style(.quiet)
    ).draw(in: body, on: &grid, symbols: symbols)
    let list = inside.inset(left: 1, right: 1)
    RunTableView(table, chosen: chosen, marked: marked, theme: theme, symbols: symbols).draw(
      in: list, on: &grid)
    if table.rows.isEmpty {
      grid.write(
        "no run matches", at: list.x, list.y + 1, theme.style(.warning), limit: list.width)
    }
    drawFooter(in: footer, theme, symbols, on: &grid)
    return grid
  }

  private func drawFooter(
    in rect: Rect, _ theme: Theme, _ symbols: Symbols, on grid: inout CellGrid
  ) {
    if case .command(let text) = entry {
      let names = marked.isEmpty ? targets.first?.name ?? "" : "\(marked.count) runs"
      write(
        ": \(text)", "  to \(names.sanitized): pause, stop, lr *0.5, patience 12", in: rect, theme,
        on: &grid)
      return
    }
    if entry == .none, filter.isEmpty, !answer.isEmpty {
      grid.write(
        answer.sanitized, at: rect.x + 1, rect.y, theme.style(.text), limit: rect.width - 2)
      return
    }
    if entry == .filter || !filter.isEmpty {
      let hint =
        entry == .filter
        ? "name, or lr<0.01, state=done; Enter keeps it, Esc clears it" : "Esc clears it"
      write("/ \(filter)", "  " + hint, in: rect, theme, on: &grid)
      return
    }
    let hints =
      [("Enter", marked.isEmpty ? "open" : "compare \(marked.count)"), ("Space", "mark")]
      + (isSteerable ? [("p", isPaused ? "continue" : "pause"), (":", "command")] : [])
      + [("s S", "sort"), ("/", "filter"), ("q", "quit")]
    var x = rect.x + 1
    for (key, help) in hints {
      x += grid.write(key, at: x, rect.y, theme.style(.edit, .bold), limit: rect.maxX - x)
      x += grid.write(" \(help)   ", at: x, rect.y, theme.style(.dim), limit: max(0, rect.maxX - x))
    }
  }

  /// Writes what is being typed, and a hint behind it.
  private func write(
    _ text: String, _ hint: String, in rect: Rect, _ theme: Theme, on grid: inout CellGrid
  ) {
    let x =
      rect.x + 1
      + grid.write(
        text, at: rect.x + 1, rect.y, theme.style(.edit, .bold), limit: max(0, rect.width - 2))
    grid.write(hint, at: x, rect.y, theme.style(.dim), limit: max(0, rect.maxX - x - 1))
  }
}
