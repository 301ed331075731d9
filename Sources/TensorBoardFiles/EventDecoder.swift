/// A decoder of `Event` messages into points, and where they are wanted, into summaries: wall time,
/// step and the values of the event.
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
  /// The histograms, texts and precision-recall curves that were not taken yet.
  private(set) var summaries: [EventSummary] = []
  /// The number of those so far.
  private(set) var summaryCount = 0
  /// The settings of the run.
  private(set) var settings: [EventSetting] = []
  /// The number of other values.
  private(set) var otherValues = 0
  /// The number of events without a summary.
  private(set) var otherEvents = 0

  /// True when histograms, texts and precision-recall curves are decoded.
  private let keepsSummaries: Bool

  /// Creates a decoder.
  init(keepsSummaries: Bool) { self.keepsSummaries = keepsSummaries }

  /// Returns the new summaries.
  mutating func takeSummaries() -> [EventSummary] {
    defer { summaries = [] }
    return summaries
  }

  /// The content of a `Summary.Value`.
  private enum ValueContent {
    case none
    case simple(UInt32)
    case tensor(Range<Int>)
    case histogram(Range<Int>)
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
    let (pointsBefore, othersBefore, summariesBefore) = (points.count, otherValues, summaries.count)
    var isGood = readSummary(summary, bytes, step, wallTime, &points)
    for field in furtherSummaries where isGood {
      isGood = readSummary(field, bytes, step, wallTime, &points)
    }
    if isGood {
      scalars += points.count - pointsBefore
      summaryCount += summaries.count - summariesBefore
    } else {
      points.truncate(to: pointsBefore)
      otherValues = othersBefore
      summaries.removeLast(summaries.count - summariesBefore)
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
      case (5, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return false }
        content = .histogram(field)
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
    case .none, .other:
      if let metadata, Self.text(tag, bytes) == HyperParameters.tag {
        settings = HyperParameters.read(metadata, in: bytes)
      }
      otherValues += 1
    case .histogram(let field):
      let histogram = keepsSummaries ? EventSummary.Content.histogram(field, in: bytes) : nil
      let number = histogram.flatMap { _ in tags.number(of: tag, in: bytes) }
      keep(histogram, number, step, wallTime)
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
    // Later events of the tag have no metadata.
    let number = tags.number(of: tag, in: bytes)
    if let number, let metadata, tags.kinds[Int(number)] == .scalar,
      let plugin = plugin(of: metadata, bytes)
    {
      tags.mark(number, as: TagTable.Kind(plugin: plugin))
    }
    let kind = number.map { tags.kinds[Int($0)] } ?? .other
    guard kind == .scalar else {
      let content = keepsSummaries ? EventSummary.Content.tensor(range, of: kind, in: bytes) : nil
      keep(content, number, step, wallTime)
      return true
    }
    switch TensorScalar.read(range, in: bytes) {
    case .malformed: return false
    case .other: otherValues += 1
    case .scalar(let value):
      guard let number else { return true }
      points.append(tag: number, step: step, wallTime: wallTime, value: value)
    }
    return true
  }

  /// Keeps a summary, or counts it where it is not read.
  private mutating func keep(
    _ content: EventSummary.Content?, _ tag: Int32?, _ step: Int64, _ wallTime: Double
  ) {
    guard let content, let tag else {
      otherValues += 1
      return
    }
    summaries.append(EventSummary(tag: tag, step: step, wallTime: wallTime, content: content))
  }

  /// The plugin that a `SummaryMetadata` names; nil when it names none.
  private func plugin(of range: Range<Int>, _ bytes: RawSpan) -> String? {
    var data = ProtobufCursor(range)
    guard let plugin = Self.first(&data, bytes) else { return nil }
    var name = ProtobufCursor(plugin)
    return Self.first(&name, bytes).map { Self.text($0, bytes) }
  }

  /// The first field with the number 1 that has a length; nil when there is none.
  private static func first(_ cursor: inout ProtobufCursor, _ bytes: RawSpan) -> Range<Int>? {
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return nil }
      if key.field == 1, key.type == .delimited { return cursor.delimited(in: bytes) }
      if !cursor.skip(key.type, in: bytes) { return nil }
    }
    return nil
  }

  private static func text(_ range: Range<Int>, _ bytes: RawSpan) -> String {
    // Enough for a version or a plugin's name.
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + 64)
    return bytes.extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
