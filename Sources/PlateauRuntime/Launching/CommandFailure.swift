/// The exit codes of `plateau`; a run that a signal ends has 128 + n.
package enum ExitStatus: Int32, Sendable {
  /// The command failed: a file, a log, the data, the training.
  case failure = 1
  /// The request is wrong: the options, a recipe, a chain of callbacks.
  case usage = 2
}

/// The reason why a command cannot do what it was asked for, in one line or a few.
package struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// The reasons, a line each.
  package let lines: [String]
  /// The exit code of the process.
  package let status: ExitStatus

  /// Creates a failure of one line.
  package init(_ line: String, _ status: ExitStatus = .failure) {
    self.init([line], status)
  }

  /// Creates a failure of several lines.
  package init(_ lines: [String], _ status: ExitStatus) {
    self.lines = lines
    self.status = status
  }

  package var description: String { lines.joined(separator: "\n") }
}
