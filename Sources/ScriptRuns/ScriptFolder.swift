internal import BareFoundation
internal import JSONText
package import RunFiles
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folder of a script's run: the files of any run, and what the script printed.
package struct ScriptFolder: Equatable, Sendable {
  /// The run's folder.
  package let directory: RunDirectory

  /// Creates a reference to a folder; nothing is created on disk.
  package init(_ directory: RunDirectory) { self.directory = directory }

  /// Creates a reference to a folder in which a script was started; nil for any other.
  package init?(at path: String) {
    self.init(RunDirectory(path: path))
    guard FileManager.default.fileExists(atPath: command) else { return nil }
  }

  /// The file that says what was started, where and when.
  package var command: String { directory.path + "/command.json" }
  /// The file of what the script printed, with everything a terminal would have got.
  package var output: String { directory.path + "/output.log" }
  /// The file that says how the script ended.
  package var exit: String { directory.path + "/exit.json" }

  /// Makes the folder of a new run: the one at a path, or one in `runs/` with the date and the
  /// script's name.
  ///
  /// - Throws: `FileError` when the folder cannot be made, or has no room.
  static func make(_ path: String?, for script: ScriptCommand) throws(FileError) -> ScriptFolder {
    let folder: ScriptFolder
    if let path {
      folder = ScriptFolder(RunDirectory(path: path))
      try Folders.make(path)
    } else {
      folder = ScriptFolder(try RunDirectory.makeNew(named: script.name))
    }
    do {
      try folder.checkRoom()
    } catch {
      folder.removeUnused()
      throw error
    }
    return folder
  }

  /// Refuses a folder that holds a run already.
  ///
  /// - Throws: `FileError` with advice.
  static func checkIsFree(_ path: String) throws(FileError) {
    let folder = ScriptFolder(RunDirectory(path: path))
    let isTaken = [folder.command, folder.directory.recipe].contains {
      FileManager.default.fileExists(atPath: $0)
    }
    if isTaken {
      throw FileError(path, "holds a run already; name another --run folder")
    }
  }

  /// Prepares the folder of a script that is started again.
  ///
  /// - Throws: `FileError` when no script was started there, or it still runs.
  static func reopen(_ path: String) throws(FileError) {
    guard let folder = ScriptFolder(at: path) else {
      throw FileError(path, "holds no run of a script; leave --resume out to start one")
    }
    if folder.end == nil, folder.start?.isRunning == true {
      throw FileError(path, "its script is still running; plateau watch \(path) shows it")
    }
    unlink(folder.exit)
  }

  /// Checks that files can be written and have room, by one that is removed again.
  private func checkRoom() throws(FileError) {
    let path = directory.path + "/.room"
    defer { unlink(path) }
    do {
      try FileReplacement.replace(path, with: [UInt8](repeating: 0x20, count: 1 << 16))
    } catch {
      throw FileError(directory.path, error.reason, isLackOfRoom: error.isLackOfRoom)
    }
  }

  /// The way that the script ended; nil while it runs, or when nothing was there to see its end.
  package var end: ScriptEnd? {
    guard let json = Self.json(of: exit) else { return nil }
    if let signal = json["signal"]?.int { return .signal(Int32(clamping: signal)) }
    return json["code"]?.int.map { .code(Int32(clamping: $0)) }
  }

  /// The last signal that was passed on to the script before it ended; nil for none.
  private var signalBeforeEnd: Int32? {
    Self.json(of: exit)?["after_signal"]?.int.map { Int32(clamping: $0) }
  }

  /// The signal by which somebody ended the script; nil while it runs, and where it ended by itself.
  package var endingSignal: Int32? {
    guard let end else { return nil }
    let signal = signalBeforeEnd
    // A script that went on after a signal may have failed of something else.
    let isAsked = end == .code(0) || signal.map { end == .code(128 + $0) } == true
    return end.request ?? (isAsked ? signal : nil)
  }

  /// The way in which a person asked for the end that a signal then brought; nil where only the signal
  /// is known.
  package var requester: String? { Self.json(of: exit)?["requested_by"]?.string }

  /// Notes the way in which a person asked for the end of a script that has ended.
  package func note(requester: String) {
    guard case .object(let members)? = Self.json(of: exit) else { return }
    let all = members + [JSONValue.Member("requested_by", .string(requester))]
    try? FileReplacement.replace(exit, with: JSONValue.object(all).text + "\n")
  }

  /// The start of the script; nil when it cannot be read.
  package var start: ScriptStart? { Self.json(of: command).flatMap(ScriptStart.init) }

  private static func json(of path: String) -> JSONValue? {
    guard let file = try? RegularFile(reading: path), file.size < 1 << 20 else { return nil }
    return try? JSONParser.parse(file.bytes(at: 0, count: file.size)[...])
  }

  /// Removes the folder when nothing was started in it, unless something else is there.
  package func removeUnused() { rmdir(directory.path) }

  /// The last bytes of what the script printed, from the beginning of a line; nil when there are none.
  package func lastOutput(_ count: Int) -> [UInt8]? {
    guard let file = try? RegularFile(reading: output), file.size > 0 else { return nil }
    let size = min(file.size, count)
    let bytes = file.bytes(at: file.size - size, count: size)
    guard size < file.size, let end = bytes.firstIndex(of: 0x0A) else { return bytes }
    return Array(bytes[(end + 1)...])
  }
}
