/// The overlaps of the detections of an image with its ground truth, computed once for all thresholds.
struct OverlapTable {
  /// The number of boxes of the ground truth, the length of a row.
  private(set) var columns = 0
  private var values: [Double] = []
  private var largest: [Double] = []

  /// Fills the table; crowds are measured by coverage, as in COCO and Open Images.
  ///
  /// - Parameter isCrowd: For each box of the ground truth, `true` if it counts as a crowd.
  mutating func fill(
    _ set: DetectionSet, detections: ArraySlice<Int32>, groundTruth: [Int], isCrowd: [Bool],
    pixels: PixelConvention
  ) {
    columns = groundTruth.count
    values.removeAll(keepingCapacity: true)
    largest.removeAll(keepingCapacity: true)
    for detection in detections {
      let box = set.detections[Int(detection)].box
      var most = 0.0
      for (index, isCrowd) in zip(groundTruth, isCrowd) {
        let truth = set.groundTruth[index].box
        let value =
          isCrowd
          ? box.coverage(by: truth, pixels: pixels) : box.iou(with: truth, pixels: pixels)
        values.append(value)
        if value > most { most = value }
      }
      largest.append(most)
    }
  }

  /// The overlap of a detection with a box.
  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// The largest overlap of a detection.
  func largest(_ row: Int) -> Double { largest[row] }
}
