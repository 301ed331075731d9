/// The tags of a file, numbered in the order of their first appearance.
///
/// Tags are looked up by their bytes, so that an event costs no `String`. The hash has a random
/// seed, so that no file can make all its tags collide.
struct TagTable {
  /// The kind of a tag, as given by its first event: metadata is written only once.
  enum Kind {
    /// A scalar, or a tag without metadata.
    case scalar
    /// Histograms.
    case histogram
    /// Texts.
    case text
    /// Precision-recall curves.
    case precisionRecall
    /// A tag of another plugin, such as images or hparams.
    case other

    /// The kind of a plugin's tags.
    init(plugin: String) {
      switch plugin {
      case "scalars", "": self = .scalar
      case "histograms": self = .histogram
      case "text": self = .text
      case "pr_curves": self = .precisionRecall
      default: self = .other
      }
    }
  }

  /// The greatest number of tags, far beyond any real file; further tags are refused, which bounds
  /// the memory.
  static let maximumCount = 1 << 18
  /// The greatest number of bytes of all names.
  static let maximumBytes = 1 << 24

  /// The names, by number; bytes that are not UTF-8 are replaced by U+FFFD.
  private(set) var names: [String] = []
  /// The kinds, by number.
  private(set) var kinds: [Kind] = []
  private var hashes: [UInt64] = []
  private var ranges: [Range<Int>] = []
  private var text: [UInt8] = []
  /// Open addressing: −1 is free, and at most half the slots are used.
  private var slots = [Int32](repeating: -1, count: 64)
  private let seed = UInt64.random(in: .min ... .max)

  /// Returns the number of a tag, adding the tag at its first appearance; nil when the table is
  /// full.
  ///
  /// - Complexity: O(`range.count`) on average.
  mutating func number(of range: Range<Int>, in bytes: RawSpan) -> Int32? {
    let hash = self.hash(range, bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = slots[slot]
      if hashes[Int(number)] == hash, isSame(ranges[Int(number)], range, bytes) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(range, bytes, hash, slot)
  }

  /// Remembers the plugin that a tag belongs to.
  mutating func mark(_ number: Int32, as kind: Kind) { kinds[Int(number)] = kind }

  private mutating func insert(
    _ range: Range<Int>, _ bytes: RawSpan, _ hash: UInt64, _ slot: Int
  ) -> Int32? {
    guard names.count < Self.maximumCount, text.count + range.count <= Self.maximumBytes else {
      return nil
    }
    let number = Int32(names.count)
    let start = text.count
    bytes.extracting(range).withUnsafeBytes { text.append(contentsOf: $0) }
    ranges.append(start..<text.count)
    names.append(String(decoding: text[start...], as: UTF8.self))
    kinds.append(.scalar)
    hashes.append(hash)
    slots[slot] = number
    if names.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private func isSame(_ stored: Range<Int>, _ range: Range<Int>, _ bytes: RawSpan) -> Bool {
    guard stored.count == range.count else { return false }
    let known = text.span.bytes
    var offset = 0
    while offset + 8 <= range.count {
      if known.littleEndian64(at: stored.lowerBound + offset)
        != bytes.littleEndian64(at: range.lowerBound + offset)
      {
        return false
      }
      offset += 8
    }
    while offset < range.count {
      if known.unsafeLoad(fromByteOffset: stored.lowerBound + offset, as: UInt8.self)
        != bytes.unsafeLoad(fromByteOffset: range.lowerBound + offset, as: UInt8.self)
      {
        return false
      }
      offset += 1
    }
    return true
  }

  private func hash(_ range: Range<Int>, _ bytes: RawSpan) -> UInt64 {
    var hash = seed ^ UInt64(range.count)
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      hash = Self.mixed(hash ^ bytes.littleEndian64(at: offset))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < range.upperBound {
      rest = rest << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
      offset += 1
    }
    return Self.mixed(hash ^ rest)
  }

  /// Mixes both halves of the product with an odd number of scattered bits (2⁶⁴ divided by the
  /// golden ratio).
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
