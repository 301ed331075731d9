/// The images of a class, each with its ground truth and its ranked detections.
struct ImagesOfCategory: Sequence, IteratorProtocol {
  /// One image of the class.
  struct Element {
    /// The index of the image.
    var image: Int
    /// The indices of its ground truth, in the given order.
    var groundTruth: ArraySlice<Int32>
    /// The indices of its detections, highest score first; of equal scores, the earlier first.
    var detections: ArraySlice<Int32>
  }

  private let groundTruth: GroupedOrder
  private let detections: GroupedOrder
  private let found: [Detection]
  private var boxRange: Range<Int>
  private var foundRange: Range<Int>

  init(_ set: DetectionSet, _ category: Int) {
    groundTruth = set.groundTruthOrder
    detections = set.detectionOrder
    found = set.detections
    boxRange = groundTruth.range(ofCategory: category)
    foundRange = detections.range(ofCategory: category)
  }

  /// The number of remaining detections of the class.
  var detectionCount: Int { foundRange.count }

  mutating func next() -> Element? {
    let image = Swift.min(
      boxRange.isEmpty ? Int32.max : groundTruth.images[boxRange.lowerBound],
      foundRange.isEmpty ? Int32.max : detections.images[foundRange.lowerBound])
    guard !boxRange.isEmpty || !foundRange.isEmpty else { return nil }
    let boxes = Self.removeIndices(of: image, in: groundTruth, from: &boxRange)
    var ranked = Self.removeIndices(of: image, in: detections, from: &foundRange)
    if ranked.count > 1 { Self.rank(&ranked, found) }
    return Element(image: Int(image), groundTruth: boxes, detections: ranked)
  }

  /// Removes the indices of an image from the start of `range` and returns them.
  private static func removeIndices(
    of image: Int32, in order: GroupedOrder, from range: inout Range<Int>
  ) -> ArraySlice<Int32> {
    var end = range.lowerBound
    while end < range.upperBound, order.images[end] == image { end += 1 }
    defer { range = end..<range.upperBound }
    return order.indices[range.lowerBound..<end]
  }

  private static func rank(_ indices: inout ArraySlice<Int32>, _ found: [Detection]) {
    indices.sort { first, second in
      let (a, b) = (found[Int(first)].score, found[Int(second)].score)
      return a > b || (a == b && first < second)
    }
  }
}
