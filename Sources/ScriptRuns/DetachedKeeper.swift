internal import RunFiles
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A ``ScriptKeeper`` in a process of its own, as the one who started it sees it.
package struct DetachedKeeper: Sendable {
  private let process: ChildProcess

  /// Starts the keeper and waits until it has started the script.
  ///
  /// - Parameters:
  ///   - program: The path of this program, which has the command `keep`.
  /// - Throws: `FileError` when it cannot be started, or `ScriptError` when it could not start the script.
  package init(
    _ script: ScriptCommand, in folder: ScriptFolder, program: String, environment: [String],
    columns: Int
  ) throws {
    let ends = try PipeEnds()
    defer { close(ends.reading) }
    do {
      defer { close(ends.writing) }
      process = try ChildProcess(
        [program, "keep", folder.directory.path, "--columns", "\(columns)", "--"]
          + script.arguments,
        environment: environment,
        files: (.path("/dev/null"), .descriptor(ends.writing), .descriptor(ends.writing)),
        group: .ownSession)
    }
    // It closes its end once the script runs.
    let reason = ends.readAll()
    guard reason.isEmpty else {
      let end = process.end(waits: true)
      var text = String(decoding: reason, as: UTF8.self)
      while text.last?.isNewline == true { text.removeLast() }
      if text.hasPrefix("plateau: ") { text.removeFirst("plateau: ".count) }
      throw ScriptError(description: text, exitCode: end?.exitCode ?? 1)
    }
  }

  /// The end of the script; nil while it runs.
  package func end(waits: Bool) -> ScriptEnd? { process.end(waits: waits) }

  /// Has the keeper ask the script and its children to end.
  package func ask(toEndBy signal: Int32) { process.send(signal, toGroup: false) }

  /// Ends the script and its children at once; without a note of its process it loses its terminal.
  package func endAtOnce(in folder: ScriptFolder) {
    guard let start = folder.start else { return process.send(SIGKILL, toGroup: false) }
    if start.isRunning == true { _ = kill(-Int32(clamping: start.process.number), SIGKILL) }
  }
}

/// The reason why a script cannot be started, in one line.
package struct ScriptError: Error, Equatable, CustomStringConvertible {
  package let description: String
  /// The exit code of the process that should have kept it.
  package let exitCode: Int32
}
