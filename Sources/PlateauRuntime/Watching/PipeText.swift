internal import Foundation

/// What comes through a pipe: its bytes, and its text for a person.
struct PipeText: Sendable {
  /// What is to be shown of the text.
  struct News: Equatable, Sendable {
    /// The lines that were completed, the newest of them.
    var lines: [String] = []
    /// The line that has no end yet.
    var unfinished = ""

    /// Both in one.
    func followed(by next: News) -> News {
      News(lines: (lines + next.lines).suffix(PipeText.kept), unfinished: next.unfinished)
    }
  }

  /// Lines that wait to be shown; of more, the older ones are left out.
  private static let kept = 500
  /// The screen draws no more often.
  private static let interval = Duration.milliseconds(100)

  private let descriptor: Int32
  private var line = TerminalLine()
  private var lines: [String] = []
  private var shown = ""
  private var lastTold: ContinuousClock.Instant?

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next bytes; empty at the end, nil when none came in time.
  mutating func next(within milliseconds: Int32) -> [UInt8]? {
    var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wish, 1, milliseconds) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    bytes.removeLast(bytes.count - count)
    for byte in bytes { if let text = line.take(byte) { lines.append(text) } }
    lines.removeFirst(max(0, lines.count - Self.kept))
    return bytes
  }

  /// What is new of the text, at most ten times a second; nil when nothing is, or when it is too early.
  ///
  /// - Parameter isAtEnd: whether there will be no later time.
  /// - Complexity: O(lines + columns).
  mutating func news(isAtEnd: Bool) -> News? {
    let now = ContinuousClock().now
    if let lastTold, now - lastTold < Self.interval, !isAtEnd { return nil }
    let unfinished = line.text
    guard !lines.isEmpty || unfinished != shown else { return nil }
    defer { (lines, shown, lastTold) = ([], unfinished, now) }
    return News(lines: lines, unfinished: unfinished)
  }
}
