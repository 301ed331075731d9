import BareFoundation
import Cells
import NcursesSurface
import PlateauRuntime
import SystemFiles

/// The terminal in which the command line runs.
enum Terminal {
  /// True when standard output is a terminal.
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// True when standard input is a terminal.
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// An environment variable; empty when it is not set.
  static func environment(_ name: String) -> String {
    ProcessInfo.processInfo.environment[name] ?? ""
  }

  /// The path of this program.
  static var program: String { ProgramPath.current }

  /// The columns of standard output; 80 when unknown.
  static var width: Int { size.width }

  /// The columns and rows of standard output; 80 × 24 when unknown.
  static var size: Size { OutputTerminal.size ?? Size(80, 24) }

  /// The columns that no line of a table exceeds: those of the terminal, else those that an exported
  /// `COLUMNS` asks for; nil for no limit.
  static var lineLimit: Int? {
    isOutputTerminal ? width : Int(environment("COLUMNS")).flatMap { $0 > 0 ? $0 : nil }
  }

  /// True when text outside ASCII can be written: the locale's encoding is UTF-8.
  static var isUnicode: Bool { OutputTerminal.isUnicode }

  /// Writes text and shows it at once; a reader that has gone is not an error.
  static func write(_ text: String) { _ = write(text, to: STDOUT_FILENO) }

  /// Writes the output of a command.
  ///
  /// - Throws: `CommandFailure` when it cannot be written.
  static func print(_ text: String) throws {
    if let reason = write(text, to: STDOUT_FILENO) {
      throw CommandFailure("standard output: cannot be written: \(reason)")
    }
  }

  /// Writes a line to standard error; does nothing when it cannot be written.
  static func printError(_ text: String) {
    _ = write("plateau: \(text.sanitized)\n", to: STDERR_FILENO)
  }

  /// Writes all of a text.
  ///
  /// - Returns: The reason why that was not possible; nil when it was.
  private static func write(_ text: String, to descriptor: Int32) -> String? {
    Array(text.utf8).withUnsafeBytes { WholeWrite.write($0, to: descriptor) }.map {
      systemReason($0)
    }
  }
}
