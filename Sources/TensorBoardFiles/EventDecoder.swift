/// A decoder of `Event` messages into points: wall time, step and the scalars of the summary.
///
/// It knows fields of `tensorflow/core/util/event.proto` and `framework/summary.proto` and skips
/// all others by their length.
struct EventDecoder {
  /// The tags so far.
  private(set) var tags = TagTable()
  /// `brain.Event:2`, from the first event.
  private(set) var fileVersion: String?
  /// The number of points so far.
  private(set) var scalars = 0
  /// The number of values that are not scalars.
  private(set) var otherValues = 0
  /// The number of events without a summary.
  private(set) var otherEvents = 0

  /// The content of a `Summary.Value`.
  private enum ValueContent {
    case none
    case simple(UInt32)
    case tensor(Range<Int>)
    case other
  }

  /// Reads one event.
  ///
  /// - Returns: False when the bytes are not an `Event`; no point is added then.
  mutating func read(
    _ range: Range<Int>, in bytes: RawSpan, into points: inout ScalarPoints
  ) -> Bool {
    var cursor = ProtobufCursor(range)
    var wallTime = 0.0
    var step: Int64 = 0
    var summary: Range<Int>?
    var furtherSummaries: [Range<Int>] = []
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return false }
      switch (key.field, key.type) {
      case (1, .fixed64):
        guard let bits = cursor.fixed64(in: bytes) else { return false }
        wallTime = Double(bitPattern: bits)
      case (2, .varint):
        guard let bits = cursor.varint(in: bytes) else { return false }
        step = Int64(bitPattern: bits)
      case (3, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        if fileVersion == nil { fileVersion = Self.text(field, bytes) }
      case (5, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        if summary == nil { summary = field } else { furtherSummaries.append(field) }
      default: if !cursor.skip(key.type, in: bytes) { return false }
      }
    }
    // Step and time may follow the summary, so it is read last.
    guard let summary else {
      otherEvents += 1
      return true
    }
    let (pointsBefore, othersBefore) = (points.count, otherValues)
    var isGood = readSummary(summary, bytes, step, wallTime, &points)
    for field in furtherSummaries where isGood {
      isGood = readSummary(field, bytes, step, wallTime, &points)
    }
    if isGood {
      scalars += points.count - pointsBefore
    } else {
      points.truncate(to: pointsBefore)
      otherValues = othersBefore
    }
    return isGood
  }

  private mutating func readSummary(
    _ range: Range<Int>, _ bytes: RawSpan, _ step: Int64, _ wallTime: Double,
    _ points: inout ScalarPoints
  ) -> Bool {
    var cursor = ProtobufCursor(range)
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return false }
      if key.field == 1, key.type == .delimited {
        guard let field = cursor.delimited(in: bytes),
          readValue(field, bytes, step, wallTime, &points)
        else { return false }
      } else if !cursor.skip(key.type, in: bytes) {
        return false
      }
    }
    return true
  }

  private mutating func readValue(
    _ range: Range<Int>, _ bytes: RawSpan, _ step: Int64, _ wallTime: Double,
    _ points: inout ScalarPoints
  ) -> Bool {
    var cursor = ProtobufCursor(range)
    var tag = range.lowerBound..<range.lowerBound
    var metadata: Range<Int>?
    var content = ValueContent.none
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return false }
      switch (key.field, key.type) {
      case (1, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        tag = field
      case (2, .fixed32):
        guard let bits = cursor.fixed32(in: bytes) else { return false }
        content = .simple(bits)
      case (8, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        content = .tensor(field)
      case (9, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        metadata = field
      default:
        if !cursor.skip(key.type, in: bytes) { return false }
        if (3...6).contains(key.field) { content = .other }
      }
    }
    switch content {
    case .none, .other: otherValues += 1
    case .simple(let bits):
      // TensorBoard treats these as scalars whatever the metadata says.
      guard let number = tags.number(of: tag, in: bytes) else {
        otherValues += 1
        return true
      }
      points.append(
        tag: number, step: step, wallTime: wallTime, value: Double(Float(bitPattern: bits)))
    case .tensor(let field):
      return readTensor(field, tag: tag, metadata: metadata, bytes, step, wallTime, &points)
    }
    return true
  }

  private mutating func readTensor(
    _ range: Range<Int>, tag: Range<Int>, metadata: Range<Int>?, _ bytes: RawSpan, _ step: Int64,
    _ wallTime: Double, _ points: inout ScalarPoints
  ) -> Bool {
    if let metadata, isOfOtherPlugin(metadata, bytes) {
      // Later events of the tag have no metadata.
      if let number = tags.number(of: tag, in: bytes) { tags.mark(number, as: .other) }
      otherValues += 1
      return true
    }
    switch TensorScalar.read(range, in: bytes) {
    case .malformed: return false
    case .other: otherValues += 1
    case .scalar(let value):
      guard let number = tags.number(of: tag, in: bytes), tags.kinds[Int(number)] == .scalar else {
        otherValues += 1
        return true
      }
      points.append(tag: number, step: step, wallTime: wallTime, value: value)
    }
    return true
  }

  /// Returns true when a `SummaryMetadata` names a plugin other than the one for scalars.
  private func isOfOtherPlugin(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
    var cursor = ProtobufCursor(range)
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return false }
      guard key.field == 1, key.type == .delimited else {
        if cursor.skip(key.type, in: bytes) { continue } else { return false }
      }
      guard let plugin = cursor.delimited(in: bytes) else { return false }
      var inner = ProtobufCursor(plugin)
      while !inner.isAtEnd {
        guard let key = inner.key(in: bytes) else { return false }
        guard key.field == 1, key.type == .delimited else {
          if inner.skip(key.type, in: bytes) { continue } else { return false }
        }
        guard let name = inner.delimited(in: bytes) else { return false }
        return !name.isEmpty && Self.text(name, bytes) != "scalars"
      }
    }
    return false
  }

  private static func text(_ range: Range<Int>, _ bytes: RawSpan) -> String {
    // Enough for a version or a plugin's name.
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + 64)
    return bytes.extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
