public import Cells
public import Testing

/// A screen that a robot presses keys on and reads.
public protocol RobotScreen {
  /// The rows of the screen.
  var rows: [String] { get }

  /// Presses a key.
  mutating func press(_ key: Key)

  /// Waits until the rows pass a condition; returns false when they do not.
  mutating func shows(_ condition: ([String]) -> Bool) -> Bool
}

extension RobotScreen {
  public mutating func shows(_ condition: ([String]) -> Bool) -> Bool { condition(rows) }
}

/// Somebody with a task: presses keys, counts them, and knows only what the screen says.
///
/// Keys are spelled as the help spells them: `p`, `⏎`, `tab`, `⇧tab`, `↓`, `PgDn`, `esc`, `space`.
public struct Robot<Screen: RobotScreen> {
  /// The screen.
  public var screen: Screen
  /// The keys pressed so far.
  public private(set) var keys = 0

  /// Puts a robot in front of a screen.
  public init(_ screen: Screen) { self.screen = screen }

  private static var spellings: [String: Key] {
    [
      "⏎": .enter, "tab": .tab, "⇧tab": .backTab, "esc": .escape, "space": .character(" "),
      "↑": .up, "↓": .down, "←": .left, "→": .right, "PgUp": .pageUp, "PgDn": .pageDown,
      "Home": .home, "End": .end, "⌫": .backspace,
    ]
  }

  /// Presses keys one after the other.
  public mutating func press(_ spellings: String..., location: SourceLocation = #_sourceLocation) {
    for spelling in spellings {
      guard let key = Self.spellings[spelling] ?? Key(named: spelling) else {
        Issue.record("there is no key \(spelling)", sourceLocation: location)
        continue
      }
      keys += 1
      screen.press(key)
    }
  }

  /// Types a text, in which `⏎` and `⇥` are Enter and Tab; each character is a key.
  public mutating func type(_ text: String) {
    for scalar in text.unicodeScalars {
      keys += 1
      switch scalar {
      case "⏎": screen.press(.enter)
      case "⇥": screen.press(.tab)
      default: screen.press(.character(scalar))
      }
    }
  }

  /// Expects a text somewhere on the screen.
  public mutating func expect(_ text: String, location: SourceLocation = #_sourceLocation) {
    let isShown = screen.shows { $0.contains { $0.contains(text) } }
    #expect(isShown, "no \(text) in\n\(page)", sourceLocation: location)
  }

  /// Expects a text in a row, counted from 0; -1 is the last.
  public mutating func expect(
    _ text: String, inRow row: Int, location: SourceLocation = #_sourceLocation
  ) {
    let isShown = screen.shows { rows in
      let index = row < 0 ? rows.count + row : row
      return rows.indices.contains(index) && rows[index].contains(text)
    }
    #expect(isShown, "no \(text) in row \(row) of\n\(page)", sourceLocation: location)
  }

  /// Expects a text in the pane with a title, its frame included.
  public mutating func expect(
    _ text: String, in title: String, location: SourceLocation = #_sourceLocation
  ) {
    let isShown = screen.shows { Self.pane(title, in: $0).contains { $0.contains(text) } }
    #expect(isShown, "no \(text) in \(title) of\n\(page)", sourceLocation: location)
  }

  /// Expects that a text is nowhere on the screen.
  public mutating func expectNo(_ text: String, location: SourceLocation = #_sourceLocation) {
    let isGone = screen.shows { !$0.contains { $0.contains(text) } }
    #expect(isGone, "\(text) in\n\(page)", sourceLocation: location)
  }

  /// Ends the task: it took so many keys, and no more than formerly.
  ///
  /// - Parameters:
  ///   - now: the keys that the task takes.
  ///   - before: the keys that version 0.1 took; nil when it was impossible there.
  public func finish(
    in now: Int, before: Int?, location: SourceLocation = #_sourceLocation
  ) {
    #expect(keys == now, "the keys pressed", sourceLocation: location)
    if let before { #expect(keys <= before, "the keys of 0.1", sourceLocation: location) }
  }

  /// The whole screen as one text.
  public var page: String { screen.rows.joined(separator: "\n") }

  /// The rows of the pane with a title; empty when it is not shown.
  public func pane(_ title: String) -> [String] { Self.pane(title, in: screen.rows) }

  /// Cuts the frame around a title out of rows.
  private static func pane(_ title: String, in rows: [String]) -> [String] {
    for (top, row) in rows.enumerated() {
      let cells = Array(row)
      for start in cells.indices where "╭├".contains(cells[start]) {
        let head = cells[(start + 1)...].prefix { $0 != "╮" }
        guard String(head.drop { " ▸─".contains($0) }).hasPrefix(title) else { continue }
        let width = head.count + 2
        let lines = rows[top...].map { String(Array($0).dropFirst(start).prefix(width)) }
        let height = lines.firstIndex { $0.hasPrefix("╰") } ?? lines.count - 1
        return Array(lines.prefix(height + 1))
      }
    }
    return []
  }
}
