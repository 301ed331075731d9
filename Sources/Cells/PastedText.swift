/// Pasted text, which terminals send between `ESC [200~` and `ESC [201~`.
///
/// None of its bytes are keys. If the end marker is missing, the text ends after a second without a byte. After very
/// many bytes or a long time it ends after a tenth of a second: terminals pause less within a paste, people pause
/// longer between keys.
struct PastedText {
  /// The end marker.
  private static let end = Array("\u{1B}[201~".utf8)
  /// The number of bytes that are kept; no field accepts more.
  private static let kept = 4096
  /// The number of bytes after which the text is overdue.
  private static let longest = 1 << 20
  /// The time after which the text is overdue.
  private static let longestTime = Duration.seconds(10)

  private let start: ContinuousClock.Instant
  private var bytes: [UInt8] = []
  private var count = 0
  /// The number of bytes of the end marker seen last.
  private var matched = 0
  /// True when the end marker is probably missing.
  private var isOverdue = false

  init(at start: ContinuousClock.Instant) { self.start = start }

  /// The time to wait for the next byte.
  var patience: Duration { isOverdue ? .milliseconds(100) : .seconds(1) }

  /// Updates `patience` when more bytes arrive.
  mutating func updatePatience(at moment: ContinuousClock.Instant) {
    if moment - start > Self.longestTime || count > Self.longest { isOverdue = true }
  }

  /// Appends a byte.
  ///
  /// - Returns: True when the byte completes the end marker.
  mutating func append(_ byte: UInt8) -> Bool {
    count += 1
    if bytes.count < Self.kept { bytes.append(byte) }
    matched = byte == Self.end[matched] ? matched + 1 : byte == Self.end[0] ? 1 : 0
    return matched == Self.end.count
  }

  /// The text without line breaks and other control characters.
  var text: String {
    let text = String(decoding: bytes.prefix(max(0, count - matched)), as: UTF8.self)
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && !(0x7F..<0xA0 ~= scalar.value) {
      kept.append(scalar)
    }
    return String(kept)
  }
}
