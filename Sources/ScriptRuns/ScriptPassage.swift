package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A script whose output is passed through, without a screen: to a file, a pipe or a job's log.
package struct ScriptPassage {
  /// One of the two ways of a script's text.
  private struct Way {
    /// The end that this process reads; negative once nothing more comes.
    var source: Int32
    /// The descriptor of this process that gets the text.
    let target: Int32
  }

  private let folder: ScriptFolder
  private let child: ChildProcess
  private let isInGroup: Bool
  private var ways: [Way]

  /// Starts the script with this process's standard input.
  ///
  /// - Parameters:
  ///   - environment: The variables of the script, as `NAME=value`.
  ///   - isTerminal: True when standard input is a terminal: the script then gets its keys, and the
  ///     signals of keys.
  /// - Throws: `FileError` when the program cannot be started.
  package init(
    _ script: ScriptCommand, in folder: ScriptFolder, environment: [String], isTerminal: Bool
  ) throws(FileError) {
    self.folder = folder
    isInGroup = isTerminal
    let (output, errors) = (try PipeEnds(), try PipeEnds())
    defer {
      close(output.writing)
      close(errors.writing)
    }
    do {
      child = try ChildProcess(
        script.arguments, environment: environment,
        files: (.same, .descriptor(output.writing), .descriptor(errors.writing)),
        group: isTerminal ? .same : .own)
    } catch {
      close(output.reading)
      close(errors.reading)
      throw error
    }
    ways = [
      Way(source: output.reading, target: STDOUT_FILENO),
      Way(source: errors.reading, target: STDERR_FILENO),
    ]
    folder.write(start: script, process: child.number, terminal: nil)
  }

  /// Passes the output on until the script has ended.
  ///
  /// - Parameter signal: The next signal to pass on; nil when there is none.
  package mutating func run(signal: () -> Int32?) -> ScriptEnd {
    let output = OutputFile(path: folder.output)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (end, passed): (ScriptEnd?, Int32?) = (nil, nil)
    while true {
      while let signal = signal() {
        // The terminal has sent the signals of its keys to the script as well.
        if !isInGroup || signal != SIGINT { child.ask(toEndBy: signal, group: !isInGroup) }
        if ScriptEnd.isRequest(signal) { passed = signal }
      }
      let isMoved = pass(&buffer, output, isOver: end != nil)
      if isMoved { continue }
      if let end {
        folder.write(end: end, after: passed, lost: output.end())
        return end
      }
      end = child.end(waits: false)
    }
  }

  /// Passes on what is there, or waits a moment for it.
  ///
  /// - Returns: True when there was something.
  private mutating func pass(
    _ buffer: inout [UInt8], _ output: OutputFile, isOver: Bool
  ) -> Bool {
    var wishes = ways.map { pollfd(fd: $0.source, events: Int16(POLLIN), revents: 0) }
    guard poll(&wishes, nfds_t(wishes.count), isOver ? 0 : 100) > 0 else { return false }
    var isMoved = false
    for index in ways.indices where wishes[index].revents != 0 {
      let count = read(ways[index].source, &buffer, buffer.count)
      guard count > 0 else {
        if count == 0 || errno != EINTR && errno != EAGAIN { end(of: index) }
        continue
      }
      isMoved = true
      buffer.withUnsafeBytes { bytes in
        let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        output.append(bytes)
        // Nobody reads any more: the script learns it as it would without this process.
        if WholeWrite.write(bytes, to: ways[index].target) != nil { end(of: index) }
      }
    }
    return isMoved
  }

  private mutating func end(of index: Int) {
    close(ways[index].source)
    ways[index].source = -1
  }
}
