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

  private let set: DetectionSet
  private var boxes: Range<Int>
  private var found: Range<Int>

  init(_ set: DetectionSet, _ category: Int) {
    self.set = set
    boxes = set.groundTruthOrder.range(ofCategory: category)
    found = set.detectionOrder.range(ofCategory: category)
  }

  /// How many detections the class has.
  var detectionCount: Int { found.count }

  mutating func next() -> Element? {
    let boxImage = boxes.isEmpty ? Int.max : image(ofBox: boxes.lowerBound)
    let foundImage = found.isEmpty ? Int.max : image(ofDetection: found.lowerBound)
    let image = Swift.min(boxImage, foundImage)
    guard image < Int.max else { return nil }
    var end = boxes.lowerBound
    while end < boxes.upperBound, self.image(ofBox: end) == image { end += 1 }
    let groundTruth = set.groundTruthOrder.indices[boxes.lowerBound..<end]
    boxes = end..<boxes.upperBound
    end = found.lowerBound
    while end < found.upperBound, self.image(ofDetection: end) == image { end += 1 }
    var detections = set.detectionOrder.indices[found.lowerBound..<end]
    found = end..<found.upperBound
    if detections.count > 1 { rank(&detections) }
    return Element(image: image, groundTruth: groundTruth, detections: detections)
  }

  private func image(ofBox place: Int) -> Int {
    set.groundTruth[Int(set.groundTruthOrder.indices[place])].image
  }

  private func image(ofDetection place: Int) -> Int {
    Int(set.detections[Int(set.detectionOrder.indices[place])].image)
  }

  private func rank(_ detections: inout ArraySlice<Int32>) {
    detections.sort { first, second in
      let (a, b) = (set.detections[Int(first)].score, set.detections[Int(second)].score)
      return a > b || (a == b && first < second)
    }
  }
}
