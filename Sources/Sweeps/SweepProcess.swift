internal import JSONText
internal import ScriptRuns
package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process that trains the runs of a sweep on this machine or another one.
package struct SweepProcess {
  private let folder: SweepFolder
  private var file: String { folder.path + "/process.json" }

  /// Creates a reference to the process of a sweep; there need not be one.
  package init(_ folder: SweepFolder) { self.folder = folder }

  /// The process and its machine, as the file tells; nil when none was there.
  private var told: (process: ProcessIdentity, host: String)? {
    guard let file = try? RegularFile(reading: file), file.size < 1 << 16,
      let json = try? JSONParser.parse(file.bytes(at: 0, count: file.size)[...]),
      let process = ProcessIdentity(json), process.number > 1
    else { return nil }
    return (process, json["host"]?.string ?? "")
  }

  /// True while the process runs on this machine.
  package var isRunning: Bool {
    told.map { $0.process.isRunning(on: $0.host) == true } ?? false
  }

  /// Tells others that this process trains the runs.
  ///
  /// - Throws: `FileError` when the folder cannot be written.
  package func announce() throws(FileError) {
    let json = JSONValue.object(
      [JSONValue.Member("host", .string(hostName()))] + ProcessIdentity.own.members)
    try FileReplacement.replace(file, with: json.text + "\n")
  }

  /// Starts a process of its own session, whose output goes into the sweep's log.
  ///
  /// - Parameter arguments: The program and its arguments.
  /// - Throws: `FileError` when it cannot be started.
  package func start(_ arguments: [String]) throws(FileError) {
    _ = try ChildProcess(
      arguments, environment: ScriptClient.inherited, output: folder.log, group: .ownSession)
  }

  /// Asks the process to end its runs soundly.
  ///
  /// - Returns: What was done, as a sentence.
  package func stop() throws(SweepError) -> String {
    guard let told else { throw SweepError("\(folder.path): plateau sweep does not train it") }
    switch told.process.isRunning(on: told.host) {
    case true?:
      guard kill(pid_t(told.process.number), SIGTERM) == 0 else {
        throw SweepError("\(folder.path): its process cannot be ended: \(systemReason(errno))")
      }
      return "\(folder.path): is ending; plateau sweep \(folder.path) goes on"
    case false?: throw SweepError("\(folder.path): nothing trains it now")
    case nil: throw SweepError("\(folder.path): is trained on \(told.host); stop it there")
    }
  }
}
