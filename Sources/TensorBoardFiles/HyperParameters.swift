/// The settings of a run that TensorBoard's plugin `hparams` keeps in the metadata of one event, which has
/// no value: `SummaryMetadata` > `PluginData` > `HParamsPluginData` > `SessionStartInfo` > `hparams`, a map
/// to `google.protobuf.Value`.
enum HyperParameters {
  /// The tag of the event.
  static let tag = "_hparams_/session_start_info"

  private static let most = 256
  private static let longest = 200

  /// Reads the settings, in the order of their names; empty where there are none.
  static func read(_ metadata: Range<Int>, in bytes: RawSpan) -> [EventSetting] {
    guard let plugin = field(1, of: metadata, in: bytes),
      let content = field(2, of: plugin, in: bytes), let start = field(3, of: content, in: bytes)
    else { return [] }
    var settings: [EventSetting] = []
    var cursor = ProtobufCursor(start)
    while !cursor.isAtEnd, settings.count < most, let key = cursor.key(in: bytes) {
      guard key.field == 1, key.type == .delimited else {
        if cursor.skip(key.type, in: bytes) { continue }
        break
      }
      guard let entry = cursor.delimited(in: bytes), let name = field(1, of: entry, in: bytes),
        let value = field(2, of: entry, in: bytes), let words = words(of: value, in: bytes)
      else { continue }
      settings.append(EventSetting(name: text(name, in: bytes), value: words))
    }
    return settings.sorted { $0.name < $1.name }
  }

  /// The first field with a number and a length; nil when there is none.
  private static func field(
    _ number: UInt64, of range: Range<Int>, in bytes: RawSpan
  ) -> Range<Int>? {
    var cursor = ProtobufCursor(range)
    while !cursor.isAtEnd, let key = cursor.key(in: bytes) {
      if key.field == number, key.type == .delimited { return cursor.delimited(in: bytes) }
      if !cursor.skip(key.type, in: bytes) { return nil }
    }
    return nil
  }

  /// A `google.protobuf.Value` in words: a number, a text, or true and false; nil for others.
  private static func words(of range: Range<Int>, in bytes: RawSpan) -> String? {
    var cursor = ProtobufCursor(range)
    guard let key = cursor.key(in: bytes) else { return nil }
    switch (key.field, key.type) {
    case (2, .fixed64):
      guard let bits = cursor.fixed64(in: bytes) else { return nil }
      let number = Double(bitPattern: bits)
      return Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case (3, .delimited): return cursor.delimited(in: bytes).map { text($0, in: bytes) }
    case (4, .varint): return cursor.varint(in: bytes).map { $0 == 0 ? "false" : "true" }
    default: return nil
    }
  }

  private static func text(_ range: Range<Int>, in bytes: RawSpan) -> String {
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + longest)
    return bytes.extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}

/// A setting of a run in an event file.
public struct EventSetting: Equatable, Sendable {
  /// The name.
  public let name: String
  /// The value in words.
  public let value: String
}
