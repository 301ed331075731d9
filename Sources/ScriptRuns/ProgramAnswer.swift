internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The answer of a program that ends soon, such as a launcher that is asked for its version.
package struct ProgramAnswer: Sendable {
  /// The text that it printed, with its errors.
  package let text: String
  /// Its end; nil when it was ended because nothing more was expected of it.
  package let end: ScriptEnd?

  /// The first line with a letter, without its full stop; nil when there is none.
  package var reason: String? {
    guard
      var line = text.split(whereSeparator: \.isNewline)
        .first(where: { $0.contains(where: \.isLetter) })
    else { return nil }
    if line.last == "." { line.removeLast() }
    return String(line)
  }

  /// Runs a program without input; nil when there is no such program.
  ///
  /// - Parameters:
  ///   - patience: The time after which it is ended.
  ///   - isEnough: Returns true for a text after which nothing is expected, so that it is ended.
  package init?(
    of arguments: [String], within patience: Duration = .seconds(30),
    until isEnough: (String) -> Bool = { _ in false }
  ) {
    guard let ends = try? PipeEnds() else { return nil }
    defer { close(ends.reading) }
    let child = try? ChildProcess(
      arguments, environment: ScriptClient.inherited,
      files: (.path("/dev/null"), .descriptor(ends.writing), .descriptor(ends.writing)),
      group: .same)
    close(ends.writing)
    guard let child else { return nil }
    // A program that it started may keep the pipe open.
    _ = fcntl(ends.reading, F_SETFL, O_NONBLOCK)
    let clock = ContinuousClock()
    let start = clock.now
    var (bytes, end) = ([UInt8](), ScriptEnd?.none)
    while end == nil, clock.now - start < patience {
      usleep(20_000)
      end = child.end(waits: false)
      let new = ends.readAll()
      bytes += new
      if !new.isEmpty, isEnough(String(decoding: bytes, as: UTF8.self)) { break }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.end = end
    guard end == nil else { return }
    // A launcher takes what it has started with it.
    child.ask(toEndBy: SIGTERM, group: false)
    for _ in 0..<50 where child.end(waits: false) == nil { usleep(20_000) }
    child.send(SIGKILL, toGroup: false)
    _ = child.end(waits: true)
  }
}
