/// The keys that a terminal has by its description, by the bytes that it sends for them.
public struct KeySequences: Sendable {
  /// What a sequence means.
  struct Meaning: Sendable {
    /// The key; nil for one that nothing is bound to.
    var key: Key?
  }

  private var meanings: [[UInt8]: Meaning] = [:]
  private var beginnings: Set<[UInt8]> = []

  /// None beside those of the xterm family, which need no description.
  public init() {}

  /// Adds a sequence; one that does not begin with `ESC`, or has one byte, is told apart without its help.
  ///
  /// - Parameter key: nil for a key that nothing is bound to.
  public mutating func add(_ bytes: [UInt8], as key: Key?) {
    guard bytes.count > 1, bytes.first == 0x1B else { return }
    // Of two keys that send the same, the one that something is bound to counts.
    if meanings[bytes]?.key != nil { return }
    meanings[bytes] = Meaning(key: key)
    for count in 1..<bytes.count { beginnings.insert(Array(bytes.prefix(count))) }
  }

  subscript(bytes: [UInt8]) -> Meaning? { meanings[bytes] }

  /// Whether a longer sequence begins so.
  func continues(_ bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }
}
