internal import Foundation

/// What comes through a pipe: its bytes, and its lines for a person.
struct PipeLines: Sendable {
  private let descriptor: Int32
  private var half: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next bytes; empty at the end, nil when none came in time.
  func next(within milliseconds: Int32) -> [UInt8]? {
    var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wish, 1, milliseconds) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    return Array(bytes[..<count])
  }

  /// The lines that are complete now; of one that was drawn over, what it shows at the end.
  mutating func lines(of bytes: [UInt8]) -> [String] {
    half += bytes
    guard let last = half.lastIndex(of: 0x0A) else {
      // A progress bar without line ends must not fill the memory.
      if half.count > 1 << 20 { half.removeFirst(half.count / 2) }
      return []
    }
    let whole = half[..<last].split(separator: 0x0A, omittingEmptySubsequences: false)
    half.removeSubrange(...last)
    return whole.map { line in
      let shown = line.split(separator: 0x0D).last ?? []
      return String(decoding: shown.prefix(4096), as: UTF8.self)
    }
  }
}
