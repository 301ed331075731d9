extension EventSummary.Content {
  /// The most bytes of one text that are kept; the rest is cut off.
  static let mostTextBytes = 1 << 15
  /// The rows of a precision-recall tensor: true and false positives, true and false negatives,
  /// precision, recall.
  private static let curveRows = 6

  /// Reads a tensor that a plugin of TensorBoard wrote; nil when it has another shape.
  static func tensor(
    _ range: Range<Int>, of kind: TagTable.Kind, in bytes: RawSpan
  ) -> EventSummary.Content? {
    guard let array = TensorArray(range, in: bytes) else { return nil }
    switch kind {
    case .histogram: return histogram(array)
    case .text: return text(array, in: bytes)
    case .precisionRecall: return curve(array)
    case .scalar, .other: return nil
    }
  }

  /// Buckets as rows of a left edge, a right edge and a count.
  private static func histogram(_ array: TensorArray) -> EventSummary.Content? {
    guard array.shape.count == 2, array.shape[1] == 3 else { return nil }
    return .histogram(
      (0..<array.shape[0]).compactMap { row in
        let numbers = array.numbers[row * 3..<row * 3 + 3]
        let start = numbers.startIndex
        return EventSummary.Bucket(
          checking: numbers[start], numbers[start + 1], numbers[start + 2])
      })
  }

  private static func text(_ array: TensorArray, in bytes: RawSpan) -> EventSummary.Content? {
    guard !array.texts.isEmpty else { return nil }
    var room = mostTextBytes
    var texts: [String] = []
    for range in array.texts where room > 0 {
      let kept = range.prefix(room)
      texts.append(
        bytes.extracting(kept.startIndex..<kept.endIndex).withUnsafeBytes {
          String(decoding: $0, as: UTF8.self)
        })
      // An empty text takes memory, too.
      room -= kept.count + 16
    }
    return .text(texts)
  }

  /// Leaves the highest thresholds out at which nothing is found, as TensorBoard does.
  private static func curve(_ array: TensorArray) -> EventSummary.Content? {
    guard array.shape.count == 2, array.shape[0] == curveRows, array.shape[1] > 0 else {
      return nil
    }
    let count = array.shape[1]
    func row(_ number: Int) -> ArraySlice<Double> {
      array.numbers[number * count..<(number + 1) * count]
    }
    let found = zip(row(0), row(1)).map { $0 + $1 >= 1 }
    let end = (found.lastIndex(of: true) ?? 0) + 1
    return .precisionRecall(
      precision: Array(row(4).prefix(end)), recall: Array(row(5).prefix(end)), thresholds: count)
  }

  /// Reads a `HistogramProto`, as TensorFlow 1 and PyTorch write histograms; nil for a damaged one.
  ///
  /// Its outermost buckets may reach to the greatest numbers there are. As in TensorBoard, empty
  /// buckets at both ends are dropped, and the least and the greatest value take the places of the
  /// outermost limits.
  static func histogram(_ range: Range<Int>, in bytes: RawSpan) -> EventSummary.Content? {
    var cursor = ProtobufCursor(range)
    var (least, greatest) = (0.0, 0.0)
    var (limits, counts): ([Double], [Double]) = ([], [])
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return nil }
      switch (key.field, key.type) {
      case (1, .fixed64), (2, .fixed64):
        guard let bits = cursor.fixed64(in: bytes) else { return nil }
        if key.field == 1 {
          least = Double(bitPattern: bits)
        } else {
          greatest = Double(bitPattern: bits)
        }
      case (6, .delimited), (6, .fixed64):
        guard cursor.doubles(key.type, in: bytes, into: &limits) else { return nil }
      case (7, .delimited), (7, .fixed64):
        guard cursor.doubles(key.type, in: bytes, into: &counts) else { return nil }
      default: if !cursor.skip(key.type, in: bytes) { return nil }
      }
    }
    guard limits.count == counts.count else { return nil }
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return .histogram([]) }
    return .histogram(
      (first...last).compactMap { index in
        EventSummary.Bucket(
          checking: index == first ? least : limits[index - 1],
          index == last ? greatest : limits[index], counts[index])
      })
  }
}

extension EventSummary.Bucket {
  /// Creates a bucket of numbers from a file; nil when they make none.
  fileprivate init?(checking left: Double, _ right: Double, _ count: Double) {
    guard left.isFinite, right.isFinite, left <= right, count.isFinite, count >= 0 else {
      return nil
    }
    self.init(left: left, right: right, count: count)
  }
}
