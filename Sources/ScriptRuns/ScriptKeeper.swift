internal import BareFoundation
internal import JSONText
package import SystemFiles
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process that starts a script, keeps what it prints and waits for its end.
///
/// It has a session of its own, so that the script goes on when the terminal, the dashboard or the
/// connection is gone.
package struct ScriptKeeper {
  private let folder: ScriptFolder
  private let child: ChildProcess
  private let terminal: Pseudoterminal

  /// Starts the script on a terminal of its own.
  ///
  /// - Parameters:
  ///   - environment: The variables of the script, as `NAME=value`.
  /// - Throws: `FileError` when the program cannot be started.
  package init(
    _ script: ScriptCommand, in folder: ScriptFolder, environment: [String], columns: Int,
    rows: Int
  ) throws(FileError) {
    self.folder = folder
    terminal = try Pseudoterminal(columns: columns, rows: rows)
    // A script that asks for input finds its end at once instead of waiting unseen.
    child = try ChildProcess(
      script.arguments, environment: environment,
      files: (.path("/dev/null"), .path(terminal.path), .path(terminal.path)), group: .ownSession)
    folder.write(start: script, process: child.number, terminal: terminal.path)
  }

  /// Keeps the output until the script has ended.
  ///
  /// - Parameter signal: The next signal to pass on; nil when there is none.
  package func run(signal: () -> Int32?) -> ScriptEnd {
    let output = OutputFile(path: folder.output)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (end, passed): (ScriptEnd?, Int32?) = (nil, nil)
    while true {
      var wish = pollfd(fd: terminal.descriptor, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&wish, 1, end == nil ? 200 : 0) > 0
      while let signal = signal() {
        child.ask(toEndBy: signal, group: true)
        if ScriptEnd.isRequest(signal) { passed = signal }
      }
      let count = isReady ? read(terminal.descriptor, &buffer, buffer.count) : -1
      if count > 0 {
        buffer.withUnsafeBytes { output.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        continue
      }
      // Nothing more is there: a script that has ended is over, whatever its children still hold.
      if let end {
        folder.write(end: end, after: passed, lost: output.end())
        return end
      }
      end = child.end(waits: false)
      // The terminal reports an error while nobody has it open.
      if isReady, end == nil { usleep(20_000) }
    }
  }
}

extension ScriptFolder {
  /// Writes what was started.
  ///
  /// It has begun: a disk that is full or hangs now must not end it.
  func write(start script: ScriptCommand, process: Int32, terminal: String?) {
    let start = ScriptStart(
      name: script.name, command: script.words, folder: FileManager.default.currentDirectoryPath,
      time: WallClock.now, host: hostName(), process: ProcessIdentity(ofRunning: Int(process)),
      terminal: terminal)
    replace(command, with: start.json.text + "\n", within: .seconds(2))
  }

  /// Replaces a file; waits for a disk that hangs no longer than said.
  private func replace(_ path: String, with text: String, within patience: Duration) {
    _ = SystemThread.result(within: patience) {
      (try? FileReplacement.replace(path, with: text)) != nil
    }
  }

  /// Writes the end of the script.
  ///
  /// The process ends then, so a disk that is only slow gets a minute.
  ///
  /// - Parameter signal: The last signal that was passed on to the script; nil for none.
  func write(end: ScriptEnd, after signal: Int32?, lost: Int) {
    var members: [JSONValue.Member] = [JSONValue.Member("time", .number(WallClock.now))]
    switch end {
    case .code(let code): members.append(JSONValue.Member("code", .integer(Int(code))))
    case .signal(let signal): members.append(JSONValue.Member("signal", .integer(Int(signal))))
    }
    if let signal { members.append(JSONValue.Member("after_signal", .integer(Int(signal)))) }
    if lost > 0 { members.append(JSONValue.Member("lost_bytes", .integer(lost))) }
    replace(exit, with: JSONValue.object(members).text + "\n", within: .seconds(60))
  }
}
