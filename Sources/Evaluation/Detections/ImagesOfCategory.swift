/// Goes through the images of one class: each with its ground truth and its ranked detections.
struct ImagesOfCategory: Sequence, IteratorProtocol {
  /// One image of the class.
  struct Element {
    /// Its index.
    var image: Int
    /// Indices of its ground truth, as it came.
    var groundTruth: ArraySlice<Int32>
    /// Indices of its detections, highest score first; of equal scores the earlier.
    var detections: ArraySlice<Int32>
  }

  private let groundTruth: GroupedOrder
  private let detections: GroupedOrder
  private let found: [Detection]
  private var boxPlaces: Range<Int>
  private var foundPlaces: Range<Int>

  init(_ set: DetectionSet, _ category: Int) {
    groundTruth = set.groundTruthOrder
    detections = set.detectionOrder
    found = set.detections
    boxPlaces = groundTruth.range(ofCategory: category)
    foundPlaces = detections.range(ofCategory: category)
  }

  /// How many detections of the class are still to come.
  var detectionCount: Int { foundPlaces.count }

  mutating func next() -> Element? {
    let image = Swift.min(
      boxPlaces.isEmpty ? Int32.max : groundTruth.images[boxPlaces.lowerBound],
      foundPlaces.isEmpty ? Int32.max : detections.images[foundPlaces.lowerBound])
    guard !boxPlaces.isEmpty || !foundPlaces.isEmpty else { return nil }
    let boxes = Self.take(image, of: groundTruth, &boxPlaces)
    var ranked = Self.take(image, of: detections, &foundPlaces)
    if ranked.count > 1 { Self.rank(&ranked, found) }
    return Element(image: Int(image), groundTruth: boxes, detections: ranked)
  }

  /// The indices of an image, from the beginning of `places`, which they leave.
  private static func take(
    _ image: Int32, of order: GroupedOrder, _ places: inout Range<Int>
  ) -> ArraySlice<Int32> {
    var end = places.lowerBound
    while end < places.upperBound, order.images[end] == image { end += 1 }
    defer { places = end..<places.upperBound }
    return order.indices[places.lowerBound..<end]
  }

  private static func rank(_ indices: inout ArraySlice<Int32>, _ found: [Detection]) {
    indices.sort { first, second in
      let (a, b) = (found[Int(first)].score, found[Int(second)].score)
      return a > b || (a == b && first < second)
    }
  }
}
