/// The keys in a terminal's description, by the bytes that the terminal sends for them.
public struct KeySequences: Sendable {
  /// The meaning of a sequence.
  struct Meaning: Sendable {
    /// The key; nil for one that the program does not use.
    var key: Key?
  }

  private var meanings: [[UInt8]: Meaning] = [:]
  private var beginnings: Set<[UInt8]> = []

  /// Creates an empty table; the sequences of the xterm family are known without one.
  public init() {}

  /// Adds a sequence.
  ///
  /// Single bytes and sequences that do not begin with `ESC` are ignored: they need no table.
  ///
  /// - Parameter key: nil for a key that the program does not use.
  public mutating func add(_ bytes: [UInt8], as key: Key?) {
    guard bytes.count > 1, bytes.first == 0x1B else { return }
    // When two keys send the same bytes, the one in use wins.
    if meanings[bytes]?.key != nil { return }
    meanings[bytes] = Meaning(key: key)
    for count in 1..<bytes.count { beginnings.insert(Array(bytes.prefix(count))) }
  }

  subscript(bytes: [UInt8]) -> Meaning? { meanings[bytes] }

  /// True when a longer sequence begins with these bytes.
  func continues(_ bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }
}
