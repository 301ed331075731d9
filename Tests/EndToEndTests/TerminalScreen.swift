import Cells
import TestSupport

/// The real program in a terminal, for a robot.
struct TerminalScreen: RobotScreen {
  let terminal: PseudoTerminal

  var rows: [String] { terminal.screen.lines }

  func press(_ key: Key) { terminal.type(bytes(of: key)) }

  func shows(_ condition: ([String]) -> Bool) -> Bool {
    terminal.read(20) { condition($0.lines) }
  }

  /// The bytes that a terminal of the xterm family sends.
  private func bytes(of key: Key) -> String {
    switch key {
    case .character(let scalar): String(Character(scalar))
    case .enter: "\r"
    case .tab: "\t"
    case .backTab: "\u{1B}[Z"
    case .escape: "\u{1B}"
    case .up: "\u{1B}OA"
    case .down: "\u{1B}OB"
    case .right: "\u{1B}OC"
    case .left: "\u{1B}OD"
    case .home: "\u{1B}OH"
    case .end: "\u{1B}OF"
    case .pageUp: "\u{1B}[5~"
    case .pageDown: "\u{1B}[6~"
    case .backspace: "\u{7F}"
    default: ""
    }
  }
}
