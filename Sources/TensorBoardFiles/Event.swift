/// A message of an event file, limited to what this module writes.
///
/// A scalar is written as `simple_value`, without metadata, as TensorFlow 1 and PyTorch do:
/// TensorBoard turns it into its newer form, and its Python `EventAccumulator` lists only this one
/// under scalars.
struct Event {
  /// The content of an event.
  enum Content {
    /// The version, in the first event of a file.
    case fileVersion(String)
    /// One value of one series.
    case scalar(tag: String, value: Float)
  }

  /// The time, in seconds since 1970.
  var wallTime: Double
  /// The step, in the writer's unit.
  var step: Int64 = 0
  /// The content.
  var content: Content

  /// The message's bytes.
  var encoded: [UInt8] {
    var event = WireBytes()
    event.fixed64(1, wallTime.bitPattern)
    if step != 0 { event.varint(2, UInt64(bitPattern: step)) }
    switch content {
    case .fileVersion(let version): event.delimited(3, version.utf8)
    case .scalar(let tag, let number):
      var value = WireBytes()
      value.delimited(1, tag.utf8)
      value.fixed32(2, number.bitPattern)
      var summary = WireBytes()
      summary.delimited(1, value.bytes)
      event.delimited(5, summary.bytes)
    }
    return event.bytes
  }

  /// The message as a record of a TFRecord file.
  var record: [UInt8] {
    let content = encoded
    let length = withUnsafeBytes(of: UInt64(content.count).littleEndian) { Array($0) }
    return length + Self.checksum(length) + content + Self.checksum(content)
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    let sum = Checksum.masked(bytes.span.bytes, 0..<bytes.count)
    return withUnsafeBytes(of: sum.littleEndian) { Array($0) }
  }
}
