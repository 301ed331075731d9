package import Cells
internal import Charts
internal import Dialogs
internal import Themes

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
  enum Entry: Equatable, Sendable {
    case none, filter
    /// A command to runs.
    case command(String)
  }

  var runs: [ComparedRun]
  private let given: [RunFilter]
  let title: String
  /// The condition that is typed after `/`.
  package private(set) var filter = ""
  var entry = Entry.none
  /// True while the list of keys lies over the runs.
  var isHelpOpen = false
  /// The number of lines that this list is scrolled down.
  var helpRow = 0
  /// True where commands can be given to runs.
  let isSteerable: Bool
  /// A sentence about the last command; empty for none.
  package var answer = ""
  /// The order of the rows.
  package private(set) var order: RunOrder { didSet { refresh() } }
  /// The rows that are shown, and their columns: made anew only when runs, order or filter change.
  package private(set) var table: RunTable
  private(set) var columns: RunColumns
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
    table = RunTable(runs, filters: filters, order: order)
    columns = RunColumns(table)
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

  /// All rows of a screen but the last.
  static func body(_ size: Size) -> Rect { Rect(size).splitTop(max(0, size.height - 1)).top }

  private mutating func refresh() {
    table = RunTable(
      runs, filters: given + (filter.isEmpty ? [] : [RunFilter(filter)]), order: order)
    columns = RunColumns(table)
  }

  /// Applies a key.
  ///
  /// - Parameter size: The size of the screen, to which the list of keys may have to be scrolled.
  package mutating func press(_ key: Key, on size: Size = Size(80, 24)) -> Outcome? {
    answer = ""
    if isHelpOpen {
      let most = keyList(.builtIn, .braille).overflow(in: Self.body(size))
      if most > 0, let lines = [Key.down: 1, .up: -1, .pageDown: 5, .pageUp: -5][key] {
        helpRow = max(0, min(most, helpRow + lines))
        return nil
      }
      (isHelpOpen, helpRow) = (false, 0)
      // A key that does something else does that, too.
      if [.escape, .enter, .character("?"), .function(1)].contains(key) { return nil }
    }
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
    case .character("?"), .function(1): isHelpOpen = true
    case .escape where !filter.isEmpty: set(filter: "")
    case .escape where !marked.isEmpty: marked = []
    // As on every screen, it only closes what is open.
    case .escape: answer = "q quits"
    case .character(" "):
      // As in every list, the cursor stays.
      if let chosen { marked.formSymmetricDifference([chosen]) }
    case .enter:
      return marked.isEmpty ? chosen.map { .open([$0]) } : .open(marked.sorted())
    case .character("q"), .control("c"): return .quit
    default: break
    }
    return nil
  }

  /// Uses the mouse on a screen of a size: a click chooses a run and a second one opens it, the right
  /// button marks, and the wheel moves.
  package mutating func use(_ mouse: Mouse, on size: Size) -> Outcome? {
    isHelpOpen = false
    let rect = Self.body(size).inset(left: 2, top: 1, right: 2, bottom: 1)
    let run = RunTableView(
      table, columns: columns, chosen: chosen, theme: .builtIn, symbols: .braille
    )
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
  var targets: [ComparedRun] {
    marked.isEmpty ? chosen.map { [runs[$0]] } ?? [] : marked.sorted().map { runs[$0] }
  }

  /// True when the next `p` continues the runs.
  var isPaused: Bool { targets.contains { $0.state == "paused" } }

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
    refresh()
    let rows = table.rows
    if !rows.contains(where: { $0.number == chosen }) { chosen = rows.first?.number }
  }

  private mutating func move(by count: Int) {
    let rows = table.rows
    guard !rows.isEmpty else { return chosen = nil }
    let index = rows.firstIndex { $0.number == chosen } ?? 0
    chosen = rows[max(0, min(rows.count - 1, index + count))].number
  }
}
