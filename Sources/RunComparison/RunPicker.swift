package import Cells
internal import Charts
internal import CommandEntry
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
    case none
    case filter(EntryLine)
    /// A command to the runs with these names: those that were meant when it was begun.
    case command(String, to: [String])
  }

  package private(set) var runs: [ComparedRun]
  private let given: [RunFilter]
  let title: String
  /// The condition that is typed after `/`.
  package private(set) var filter = ""
  var entry = Entry.none
  /// True while the list of keys lies over the runs.
  package internal(set) var isHelpOpen = false
  /// True when the last press of the mouse has closed it.
  private var hasClosedHelp = false
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
  /// True once a run has told how far a callback is from ending it.
  private var hasStops = false
  /// The settings in which all runs differ: made anew only when those of a run change.
  private var differences: SettingDifferences
  /// The index of the chosen run; nil when no run is shown, or when the chosen one has left the table.
  package private(set) var chosen: Int?
  /// True until a key or a click, or until all runs have been read: so long the newest run is chosen.
  private var followsNewest = true
  /// The indices of marked runs, also of those that the filter hides.
  private var marks: Set<Int> = []

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
    differences = SettingDifferences(runs.map(\.settings))
    table = RunTable(runs, filters: filters, order: order, differences: differences)
    columns = RunColumns(table)
    chosen = table.rows.first?.number
    chooseNewest()
  }

  /// Chooses the newest of the runs that are trained, or of all, while the person has chosen neither a
  /// run nor an order.
  private mutating func chooseNewest() {
    guard followsNewest, [.given, .name].contains(order.key) else { return }
    let live = table.rows.filter(\.run.isLive)
    let rows = (live.isEmpty ? table.rows : live).filter { $0.run.startTime != nil }
    let newest = rows.max { ($0.run.startTime ?? 0) < ($1.run.startTime ?? 0) }
    chosen = newest?.number ?? chosen
    followsNewest = runs.isEmpty || runs.contains { $0.state == ComparedRun.unread }
  }

  /// Shows the runs as they are now; the choice stays with its run.
  ///
  /// No run stays chosen once the chosen run, or the last marked one, has left the table: a key meant for
  /// it must not reach another run.
  package mutating func update(_ runs: [ComparedRun]) {
    let isFirst = self.runs.isEmpty
    let hadMarks = !marked.isEmpty
    let name = chosen.map { self.runs[$0].name }
    let names = Set(marks.map { self.runs[$0].name })
    let settings = runs.map { $0.settings }
    if settings != self.runs.map({ $0.settings }) { differences = SettingDifferences(settings) }
    self.runs = runs
    refresh()
    marks = Set(runs.indices.filter { names.contains(runs[$0].name) })
    chosen = table.rows.first { isFirst || $0.run.name == name }?.number
    if hadMarks, marked.isEmpty { chosen = nil }
    chooseNewest()
  }

  /// The indices of the marked runs that are shown: those that are opened together and that commands
  /// are for.
  package var marked: Set<Int> { marks.intersection(table.rows.map(\.number)) }

  /// The paths of the runs with these indices, and the indices of all runs that lie there: a log may hold
  /// several.
  package func paths(of indices: [Int]) -> (paths: [String], letters: [Int]) {
    var paths: [String] = []
    for path in indices.map({ runs[$0].path }) where !paths.contains(path) { paths.append(path) }
    return (paths, paths.flatMap { path in runs.indices.filter { runs[$0].path == path } })
  }

  /// All rows of a screen but the last, or those in which an answer is read.
  func body(_ size: Size) -> Rect { body(size, above: answerLines(size)) }

  /// All rows of a screen but those of an answer; at least the last one is left.
  func body(_ size: Size, above answer: [String]) -> Rect {
    Rect(size).splitTop(max(0, size.height - max(1, answer.count))).top
  }

  /// The answer in the lines that leave some rows of the table; the last one ends in an ellipsis where
  /// there is more of it.
  func answerLines(_ size: Size, ellipsis: Unicode.Scalar = "…") -> [String] {
    guard entry == .none, !answer.isEmpty else { return [] }
    let lines = answer.sanitized.wrapped(to: size.width - 2)
    let room = max(1, size.height - Self.leastBody)
    guard lines.count > room else { return lines }
    let last = lines[(room - 1)...room].joined(separator: " ")
    return lines.prefix(room - 1) + [last.truncated(to: size.width - 2, ellipsis: ellipsis)]
  }

  /// The rows that the table keeps beside an answer: its frame, its heading and two runs.
  static let leastBody = 5

  private mutating func refresh() {
    table = RunTable(
      runs, filters: given + (filter.isEmpty ? [] : [RunFilter(filter)]), order: order,
      differences: differences)
    hasStops = hasStops || runs.contains { $0.stopsIn != nil }
    columns = RunColumns(table, hasStops: hasStops)
  }

  /// Applies a key.
  ///
  /// - Parameter size: The size of the screen, to which the list of keys may have to be scrolled.
  package mutating func press(_ key: Key, on size: Size = Size(80, 24)) -> Outcome? {
    answer = ""
    followsNewest = false
    if isHelpOpen {
      if let lines = [Key.down: 1, .up: -1, .pageDown: 5, .pageUp: -5][key],
        scrollHelp(by: lines, on: size)
      {
        return nil
      }
      closeHelp()
      // A key that does something else does that, too.
      if [.escape, .enter, .character("?"), .function(1)].contains(key) { return nil }
    }
    switch entry {
    case .filter(let line): return typeFilter(line, key)
    case .command(let text, to: let names): return typeCommand(text, to: names, key)
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
    case .character("/"): entry = .filter(EntryLine(filter, isSelected: true))
    case .character(":"): entry = .command("", to: isSteerable ? targets.map(\.name) : [])
    case .character("p") where isSteerable && isAimed():
      return .tell([isPaused ? "resume" : "pause"], names: targets.map(\.name))
    case .character("?"), .function(1): isHelpOpen = true
    case .escape where !filter.isEmpty: set(filter: "")
    case .escape where !marks.isEmpty: marks = []
    // As on every screen, it only closes what is open.
    case .escape: answer = "q quits"
    case .character(" "):
      // As in every list, the cursor stays.
      if let chosen { marks.formSymmetricDifference([chosen]) }
    case .enter where isAimed():
      if targets.count == 1, targets[0].isWaiting {
        answer = "\(targets[0].name): has not begun yet"
        return nil
      }
      return marked.isEmpty ? chosen.map { .open([$0]) } : .open(marked.sorted())
    case .character("q"), .control("c"): return .quit
    default: break
    }
    return nil
  }

  /// Sorts by the column that was typed.
  private mutating func sort(by words: ArraySlice<String>) {
    guard let column = words.first, words.count == 1 else {
      answer = "sort takes a column or a setting, such as sort best, or sort -best"
      return
    }
    order = RunOrder(column)
  }

  /// Uses the mouse on a screen of a size: a click chooses a run, or sorts by the column under it, a double
  /// click does what Enter does, the right button marks, and the wheel moves.
  package mutating func use(_ mouse: Mouse, on size: Size) -> Outcome? {
    followsNewest = false
    let isDouble = mouse.isDouble && !hasClosedHelp
    hasClosedHelp = isHelpOpen
    if isHelpOpen {
      switch mouse.action {
      case .wheelUp: _ = scrollHelp(by: -1, on: size)
      case .wheelDown: _ = scrollHelp(by: 1, on: size)
      // The row under the list is not seen.
      case .press, .rightPress: closeHelp()
      }
      return nil
    }
    let rect = parts(of: body(size)).table.inset(left: 2, top: 1, right: 2, bottom: 1)
    let view = RunTableView(
      table, columns: columns, chosen: chosen, theme: .builtIn, symbols: .braille)
    let run = view.run(at: mouse.row, in: rect)
    switch mouse.action {
    case .wheelUp: move(by: -1)
    case .wheelDown: move(by: 1)
    case .press:
      if let key = key(at: mouse.column, mouse.row, on: size) { return press(key, on: size) }
      if let key = view.order(at: mouse.column, mouse.row, in: rect) { order = order.clicked(key) }
      guard let run else { return nil }
      // The rows may have moved with the choice of the first press.
      if isDouble, entry == .none { return press(.enter) }
      chosen = run
    case .rightPress:
      guard let run else { return nil }
      chosen = run
      marks.formSymmetricDifference([run])
    }
    return nil
  }

  /// The runs that a command is for: those that are marked, else the chosen one.
  var targets: [ComparedRun] {
    marked.isEmpty ? chosen.map { [runs[$0]] } ?? [] : marked.sorted().map { runs[$0] }
  }

  /// True when the next `p` continues the runs.
  var isPaused: Bool { targets.contains { $0.state == "paused" } }

  private static let (noRuns, noChoice) = ("no run is shown", "choose a run")

  /// True when a key has a run to act on; says so otherwise.
  private mutating func isAimed() -> Bool {
    if targets.isEmpty { answer = table.rows.isEmpty ? Self.noRuns : Self.noChoice }
    return !targets.isEmpty
  }

  /// Scrolls the list of keys.
  ///
  /// - Returns: False where all of it is shown.
  private mutating func scrollHelp(by lines: Int, on size: Size) -> Bool {
    let most = keyList(.builtIn, .braille).overflow(in: body(size))
    helpRow = max(0, min(most, helpRow + lines))
    return most > 0
  }

  private mutating func closeHelp() { (isHelpOpen, helpRow) = (false, 0) }

  private mutating func typeCommand(_ text: String, to names: [String], _ key: Key) -> Outcome? {
    func typed(_ text: String) -> Entry { .command(text, to: names) }
    switch key {
    case .character(let scalar): entry = typed(text + String(Character(scalar)))
    case .backspace: entry = text.isEmpty ? .none : typed(String(text.dropLast()))
    case .control("u"): entry = typed("")
    case .enter:
      entry = .none
      let words = text.split(separator: " ").map(String.init)
      if words.isEmpty { return nil }
      if words[0] == "sort" {
        sort(by: words.dropFirst())
      } else if !isSteerable {
        answer = ": takes sort and a column here; these runs take no commands"
      } else if names.isEmpty {
        answer = table.rows.isEmpty ? Self.noRuns : Self.noChoice
      } else {
        return .tell(words, names: names)
      }
      return nil
    case .escape: entry = .none
    case .control("c"): return .quit
    default: break
    }
    return nil
  }

  private mutating func typeFilter(_ line: EntryLine, _ key: Key) -> Outcome? {
    var line = line
    switch key {
    case .character(let scalar): line.append(String(Character(scalar)))
    case .backspace: line.type(String(line.text.dropLast()))
    case .left, .right, .home, .end: line.type(line.text)
    case .control("u"): line.type("")
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .enter:
      entry = .none
      return nil
    case .escape:
      entry = .none
      set(filter: "")
      return nil
    case .control("c"): return .quit
    default: break
    }
    entry = .filter(line)
    if line.text != filter { set(filter: line.text) }
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
    // Without a chosen run, an arrow down leads to the first one.
    let index = rows.firstIndex { $0.number == chosen } ?? -1
    chosen = rows[max(0, min(rows.count - 1, index + count))].number
  }
}
