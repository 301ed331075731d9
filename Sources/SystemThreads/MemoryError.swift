/// Memory that is not there, and what to do.
public struct MemoryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is needed beside what the process has already, in bytes.
  public var needed: Int
  /// What can be had of that, in bytes.
  public var available: Int

  /// Makes an error.
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
