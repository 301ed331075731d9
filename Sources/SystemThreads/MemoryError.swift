/// A lack of memory, with advice on what to do.
public struct MemoryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The number of bytes needed in addition to those that the process has.
  public var needed: Int
  /// The number of those bytes that are available.
  public var available: Int

  /// Creates an error.
  public init(needed: Int, available: Int) {
    self.needed = needed
    self.available = available
  }

  public var description: String {
    let missing = max(1, (needed - available + 1_000_000) / 1_000_000)
    return
      "not enough memory: it needs about \(needed / 1_000_000) MB, \(missing) MB more than available; "
      + "raise the limit (ulimit -v, ulimit -d) or ask for less: fewer threads, a smaller batch"
  }
}
