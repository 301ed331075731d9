#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The whole lines that are appended to a file while somebody else writes it.
///
/// Half a line waits for its end; a file that becomes shorter is read from its start again.
public struct AppendedLines: Sendable {
  /// Where the file is.
  public let path: String
  private var offset: Int
  private var pending: [UInt8] = []

  /// Follows a file.
  ///
  /// - Parameters:
  ///   - path: the file; it may not exist yet.
  ///   - fromEnd: leave out what is there already.
  public init(path: String, fromEnd: Bool = false) {
    self.path = path
    offset = fromEnd ? Self.size(of: path) ?? 0 : 0
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// How many lines there are before the place that is read next.
  ///
  /// - Complexity: O(size of the file).
  var lineCount: Int {
    guard let file = fopen(path, "re") else { return 0 }
    defer { fclose(file) }
    var count = 0
    var rest = offset
    while rest > 0, case let byte = getc_unlocked(file), byte != EOF {
      if byte == 0x0A { count += 1 }
      rest -= 1
    }
    return count
  }

  /// The lines that were completed since the last call, without their ends; empty when none was.
  ///
  /// One `stat` when nothing changed.
  ///
  /// - Complexity: O(bytes appended); at most 1 MiB a call.
  public mutating func next() -> [String] {
    guard let size = Self.size(of: path), size != offset else { return [] }
    if size < offset {
      offset = 0
      pending = []
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var chunk = [UInt8](repeating: 0, count: min(size - offset, 1 << 20))
    let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
    guard count > 0 else { return [] }
    offset += count
    pending += chunk[..<count]
    guard let last = pending.lastIndex(of: 0x0A) else { return [] }
    let lines = pending[..<last].split(separator: 0x0A, omittingEmptySubsequences: false)
    let texts = lines.map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    pending.removeSubrange(...last)
    return texts
  }
}
