internal import ScriptRuns

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes that come through a pipe, and their text for a person.
struct PipeText: Sendable {
  /// The new part of the text.
  struct News: Equatable, Sendable {
    /// The newest of the lines that no longer change.
    var lines: [String] = []
    /// The lines below them, which may still change.
    var open: [String] = []

    /// Both parts as one.
    func followed(by next: News) -> News {
      News(lines: (lines + next.lines).suffix(PipeText.kept), open: next.open)
    }
  }

  /// The largest number of lines that wait to be shown; older ones are left out.
  private static let kept = 500
  /// The shortest time between two parts: the screen does not draw more often.
  private static let interval = Duration.milliseconds(100)

  private let descriptor: Int32
  private var text = TerminalText()
  private var lines: [String] = []
  private var shown: [String] = []
  private var lastTold: ContinuousClock.Instant?

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Returns the next bytes; empty at the end, nil when none came in time.
  mutating func next(within milliseconds: Int32) -> [UInt8]? {
    var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wish, 1, milliseconds) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    bytes.removeLast(bytes.count - count)
    text.feed(bytes, keeping: Self.kept)
    lines = (lines + text.takeSettled()).suffix(Self.kept)
    return bytes
  }

  /// Returns the new part of the text, at most ten times a second; nil when there is none, or when
  /// it is too early.
  ///
  /// - Parameter isAtEnd: True when this is the last call.
  /// - Complexity: O(lines + columns).
  mutating func news(isAtEnd: Bool) -> News? {
    let now = ContinuousClock().now
    if let lastTold, now - lastTold < Self.interval, !isAtEnd { return nil }
    let open = text.open
    guard !lines.isEmpty || open != shown else { return nil }
    defer { (lines, shown, lastTold) = ([], open, now) }
    return News(lines: lines, open: open)
  }
}
