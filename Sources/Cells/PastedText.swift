/// The text that a terminal says was pasted, between `ESC [200~` and `ESC [201~`.
///
/// Nothing of it is a key. One that never ends is over after a second without a byte; when it has had very many bytes
/// or a long time, after a tenth of a second, which no terminal leaves within a text and every person between keys.
struct PastedText {
  /// What a terminal sends behind the text.
  private static let end = Array("\u{1B}[201~".utf8)
  /// Bytes that are kept; no field takes more.
  private static let kept = 4096
  /// Bytes that may come without haste.
  private static let longest = 1 << 20
  /// How long they may come so.
  private static let longestTime = Duration.seconds(10)

  private let start: ContinuousClock.Instant
  private var bytes: [UInt8] = []
  private var count = 0
  /// How much of the end was just seen.
  private var matched = 0
  private var isLate = false

  init(at start: ContinuousClock.Instant) { self.start = start }

  /// How long to wait for the next byte.
  var patience: Duration { isLate ? .milliseconds(100) : .seconds(1) }

  /// Notes how late it is when the next bytes come.
  mutating func look(at moment: ContinuousClock.Instant) {
    if moment - start > Self.longestTime || count > Self.longest { isLate = true }
  }

  /// Takes a byte.
  ///
  /// - Returns: whether the text ends with it.
  mutating func take(_ byte: UInt8) -> Bool {
    count += 1
    if bytes.count < Self.kept { bytes.append(byte) }
    matched = byte == Self.end[matched] ? matched + 1 : byte == Self.end[0] ? 1 : 0
    return matched == Self.end.count
  }

  /// The text, without line ends and other control characters.
  var text: String {
    let text = String(decoding: bytes.prefix(max(0, count - matched)), as: UTF8.self)
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && !(0x7F..<0xA0 ~= scalar.value) {
      kept.append(scalar)
    }
    return String(kept)
  }
}
