internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The whole lines that are appended to a file while somebody else writes it.
///
/// Half a line waits for its end. A file that was replaced, cut or rewritten is read from its
/// beginning. A reader on a network disk may see a file's new length before its bytes, which appear
/// as zeros. The reader waits for those bytes.
public struct AppendedLines: Sendable {
  /// The path of the file.
  public let path: String
  /// The reason why the file cannot be followed now; nil while it can, and while it does not exist.
  public private(set) var trouble: String?
  /// True when the file holds more than the last call read.
  public private(set) var hasMore = false
  /// The number of times the file was restarted.
  public private(set) var restarts = 0

  /// The time after which zeros are damage, not bytes on their way, and are skipped.
  private var patience: Duration
  /// The length in bytes of the longest line that is kept whole.
  private let longestLine: Int
  /// The beginnings of lines that are left out.
  private let skipped: [[UInt8]]
  /// The offset of the next bytes to read.
  private(set) var offset = 0
  private var pending: [UInt8] = []
  private var isTooLong = false
  private var identity: FileIdentity?
  /// True when the file need not be read again while its identity stays the same.
  private var isSettled = false
  /// The last bytes that were read; if the file no longer holds them there, it was rewritten.
  private var tail: [UInt8] = []
  /// The time when zeros were first seen at the next offset, and the file's size then.
  private var zeros: (since: ContinuousClock.Instant, size: Int)?
  /// The offset before which zeros are damage, because they have stayed too long.
  private var damageEnd = 0
  private var lastOpened: ContinuousClock.Instant?

  /// Creates a reader that follows a file.
  ///
  /// - Parameters:
  ///   - path: The path of the file, which need not exist yet.
  ///   - fromEnd: True to leave out the lines that are already there.
  ///   - longestLine: The length in bytes of the longest line that is kept whole. A longer one is
  ///     cut to its beginning.
  ///   - patience: The time for which zeros count as bytes still on their way.
  ///   - skipped: The beginnings of lines that are left out.
  public init(
    path: String, fromEnd: Bool = false, longestLine: Int = 64 << 20,
    patience: Duration = .seconds(5), without skipped: [String] = []
  ) {
    self.path = path
    self.skipped = skipped.map { Array($0.utf8) }
    self.longestLine = longestLine
    self.patience = patience
    if fromEnd { skipToEnd() }
  }

  private mutating func skipToEnd() {
    guard let file = try? RegularFile(reading: path) else { return }
    offset = file.size
    identity = file.identity
    // Zeros at the end are a command that is being written now.
    while offset > 0, file.bytes(at: offset - 1, count: 1) == [0] { offset -= 1 }
    tail = file.bytes(at: max(0, offset - Self.tailLength), count: min(offset, Self.tailLength))
  }

  /// True when zeros hold up the reading.
  var isWaitingForBytes: Bool { zeros != nil }

  /// Stops waiting for zeros from now on.
  mutating func passZeros() { patience = .zero }

  private static let tailLength = 256
  private static let chunkLength = 1 << 20

  /// The beginning of a line that has no end yet; nil when there is none.
  var unended: String? { pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self) }

  /// Returns the lines that end before an offset, some of them per call, for a reader that looks
  /// once.
  ///
  /// Zeros in them are damage; the reader does not wait for them.
  mutating func next(upTo end: Int) -> [String] {
    guard let file = try? RegularFile(reading: path) else { return [] }
    let chunk = file.bytes(at: offset, count: min(Self.chunkLength, end - offset))
    offset += chunk.count
    return lines(with: chunk)
  }

  /// Returns the lines completed since the last call, without their ends; empty when there are
  /// none.
  ///
  /// A call makes one `stat` when nothing changed. The file is still opened once per second,
  /// because a network disk answers `stat` from memory. The call never blocks on anything but a
  /// regular file.
  ///
  /// - Complexity: O(bytes appended); at most 1 MiB per call.
  public mutating func next() -> [String] {
    let now = ContinuousClock().now
    if isSettled, let lastOpened, now - lastOpened < .seconds(1),
      FileIdentity(path: path) == identity
    {
      hasMore = false
      return []
    }
    lastOpened = now
    (isSettled, hasMore) = (false, false)
    do throws(FileError) {
      guard let file = try RegularFile(reading: path) else {
        // A file that appears here next is another file, though it may get the same inode number.
        if offset > 0 { restart() }
        trouble = nil
        return []
      }
      trouble = nil
      return next(of: file, at: now)
    } catch {
      trouble = error.reason
      return []
    }
  }

  private mutating func next(of file: borrowing RegularFile, at now: ContinuousClock.Instant)
    -> [String]
  {
    if isAnew(file) { restart() }
    identity = file.identity
    defer { isSettled = offset >= file.size }
    var chunk = file.bytes(at: offset, count: min(file.size - offset, Self.chunkLength))
    cut(&chunk, of: file.size, at: now)
    guard !chunk.isEmpty else { return [] }
    offset += chunk.count
    hasMore = offset < file.size
    tail = Array((tail + chunk.suffix(Self.tailLength)).suffix(Self.tailLength))
    return lines(with: chunk)
  }

  /// Removes bytes that have not arrived: all from the first zero on, until the zeros have stayed
  /// long enough to be damage.
  private mutating func cut(
    _ chunk: inout [UInt8], of size: Int, at now: ContinuousClock.Instant
  ) {
    let known = min(chunk.count, max(0, damageEnd - offset))
    guard let zero = chunk.withUnsafeBufferPointer({ $0.firstIndex(of: 0, from: known) }) else {
      zeros = nil
      return
    }
    // The bytes before these zeros have only just arrived, so the wait starts now.
    let fresh = (since: now, size: size)
    let seen = zero > 0 ? fresh : zeros ?? fresh
    zeros = seen
    if zero > 0 || now - seen.since < patience {
      chunk.removeSubrange(zero...)
    } else {
      // One wait is enough for everything that was there.
      damageEnd = max(seen.size, offset + zero + 1)
      chunk.removeSubrange(min(chunk.count, damageEnd - offset)...)
      zeros = nil
    }
  }

  /// Returns true when the file is not the one read before, or its content was replaced.
  private func isAnew(_ file: borrowing RegularFile) -> Bool {
    if offset == 0 { return false }
    if file.size < offset { return true }
    return file.bytes(at: offset - tail.count, count: tail.count) != tail
      || identity.map { !$0.isSameFile(as: file.identity) } ?? false
  }

  private mutating func restart() {
    (offset, pending, tail, isTooLong) = (0, [], [], false)
    (zeros, damageEnd, identity) = (nil, 0, nil)
    restarts += 1
  }

  private mutating func lines(with chunk: [UInt8]) -> [String] {
    var texts: [String] = []
    chunk.withUnsafeBufferPointer { bytes in
      var start = 0
      while let end = bytes.firstIndex(of: 0x0A, from: start) {
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        start = end + 1
        // A line that is left out is not even copied.
        if pending.isEmpty, !isTooLong, isSkipped(line) { continue }
        keep(line)
        if pending.last == 0x0D { pending.removeLast() }
        if !pending.withUnsafeBufferPointer(isSkipped) {
          texts.append(String(decoding: pending, as: UTF8.self))
        }
        pending.removeAll(keepingCapacity: pending.count < 4096)
        isTooLong = false
      }
      keep(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    return texts
  }

  private func isSkipped(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    skipped.contains { line.starts(with: $0) }
  }

  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isTooLong else { return }
    // Zeros that reach this point are damage.
    if bytes.firstIndex(of: 0, from: 0) == nil {
      pending += bytes
    } else {
      pending += bytes.lazy.filter { $0 != 0 }
    }
    guard pending.count > longestLine else { return }
    isTooLong = true
    pending.removeSubrange(min(100, pending.count)...)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first index of a byte at or behind another index; nil when there is none.
  fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let baseAddress, start < count else { return nil }
    let found = memchr(baseAddress + start, Int32(byte), count - start)
    return found.map { UnsafeRawPointer($0) - UnsafeRawPointer(baseAddress) }
  }
}
