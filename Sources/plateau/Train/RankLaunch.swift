import ArgumentParser
import BareFoundation
import Cells
import PlateauRuntime
import Recipes
import RunFiles
import ScriptRuns
import SystemFiles

/// The start of one run in several processes, by the launcher of the MPI library that is installed.
struct RankLaunch {
  private let launcher: [String]

  /// Finds the launcher.
  ///
  /// - Parameters:
  ///   - ranks: The number of processes.
  ///   - hosts: The machines, with commas between; nil for this one.
  /// - Throws: `CommandFailure` when there is none.
  init(ranks: Int, hosts: String?) throws {
    guard let version = Self.version() else {
      throw CommandFailure("--ranks needs MPI: apt-get install openmpi-bin", .usage)
    }
    var words = ["mpirun", "-n", "\(ranks)"]
    if version.contains("Open MPI") {
      // Otherwise all threads of a process share one core.
      words += ["--bind-to", "none"] + (hosts.map { ["--host", Self.slots($0, ranks)] } ?? [])
    } else {
      words += hosts.map { ["-hosts", $0] } ?? []
    }
    launcher = words
  }

  /// The hosts with the number of processes on each, as Open MPI wants them.
  static func slots(_ hosts: String, _ ranks: Int) -> String {
    let names = hosts.split(separator: ",").map(String.init)
    let each = (ranks + names.count - 1) / max(1, names.count)
    return names.map { $0.contains(":") ? $0 : "\($0):\(each)" }.joined(separator: ",")
  }

  /// The text of `mpirun --version`; nil when there is no `mpirun`.
  private static func version() -> String? {
    guard let ends = try? PipeEnds() else { return nil }
    defer { close(ends.reading) }
    let child = try? ChildProcess(
      ["mpirun", "--version"], environment: ScriptClient.inherited,
      files: (.path("/dev/null"), .descriptor(ends.writing), .descriptor(ends.writing)),
      group: .own)
    close(ends.writing)
    guard let child else { return nil }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(ends.reading, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      text += buffer[..<count]
    }
    _ = child.end(waits: true)
    return String(decoding: text, as: UTF8.self)
  }

  /// Trains in place of this process, with progress lines.
  func takeThisProcess(_ arguments: [String]) throws {
    guard let command = ScriptCommand(words(arguments)) else { return }
    throw CommandFailure("\(command.takeThisProcess())")
  }

  /// Trains in a session of its own, which goes on when the screen is left, and shows the run.
  ///
  /// - Parameter folder: The run's folder, which exists.
  func show(_ arguments: [String], in folder: String) throws {
    let output = folder + "/launcher.log"
    let child = try ChildProcess(
      words(arguments), environment: ScriptClient.inherited, output: output, isNew: true,
      group: .ownSession)
    let events = RunDirectory(path: folder).events
    let size = FileStamp(path: events).size
    Terminal.printError("\(folder): starting the processes…")
    // A launcher that cannot start the processes says so at once.
    while FileStamp(path: events).size <= max(0, size) {
      if let end = child.end(waits: false) {
        guard end == .code(0) else { throw failure(end, in: folder, output) }
        return try Terminal.print(lines(of: output).joined(separator: "\n") + "\n")
      }
      usleep(50_000)
    }
    try Watch.parse([folder]).run()
    guard let end = child.end(waits: false) else {
      Terminal.printError(
        "the run keeps training; plateau watch \(folder) brings the screen back")
      return
    }
    if end != .code(0) { throw failure(end, in: folder, output) }
  }

  private func words(_ arguments: [String]) -> [String] {
    launcher + [Terminal.program] + arguments
  }

  /// The failure of the launcher, with what it printed.
  private func failure(
    _ end: ScriptEnd, in folder: String, _ output: String
  ) -> CommandFailure {
    let lines = lines(of: output)
    if RunDirectory(at: folder) == nil {
      unlink(output)
      rmdir(folder)
    }
    return CommandFailure(
      lines + ["mpirun ended with exit code \(end.exitCode)"], .failure)
  }

  /// The last lines that the launcher and its processes printed.
  private func lines(of output: String) -> [String] {
    let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).suffix(12).map { String($0).sanitized }
  }
}
