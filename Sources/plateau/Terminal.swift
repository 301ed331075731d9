import Cells
import Foundation
import NcursesSurface
import SystemFiles

/// What the command line knows of where it runs.
enum Terminal {
  /// Whether a person reads standard output.
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether a person can press keys.
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// An environment variable; empty when it is not set.
  static func environment(_ name: String) -> String {
    ProcessInfo.processInfo.environment[name] ?? ""
  }

  /// The columns of standard output; 80 when unknown.
  static var width: Int { size.width }

  /// The columns and rows of standard output; 80 × 24 when unknown.
  static var size: Size { OutputTerminal.size ?? Size(80, 24) }

  /// Whether text outside ASCII can be written: the locale's encoding is UTF-8.
  static var isUnicode: Bool { OutputTerminal.isUnicode }

  /// Writes text as it is and shows it at once; a reader that went away is not an error here.
  static func write(_ text: String) { _ = write(text, to: STDOUT_FILENO) }

  /// Writes what a command was asked for.
  ///
  /// - Throws: `CommandFailure` when it cannot be written.
  static func print(_ text: String) throws {
    if let reason = write(text, to: STDOUT_FILENO) {
      throw CommandFailure("standard output: cannot be written: \(reason)")
    }
  }

  /// Writes a line to standard error, if anybody takes it.
  static func printError(_ text: String) {
    _ = write("plateau: \(text.sanitized)\n", to: STDERR_FILENO)
  }

  /// Writes all of a text.
  ///
  /// - Returns: why that was not possible; nil when it was.
  private static func write(_ text: String, to descriptor: Int32) -> String? {
    Array(text.utf8).withUnsafeBytes { WholeWrite.write($0, to: descriptor) }.map {
      systemReason($0)
    }
  }
}
