/// COCO's metrics of a class, each 0…1; `nil` if the class has nothing to find.
public struct COCOClassScores: Equatable, Sendable {
  /// Average precision over the IoU thresholds 0.5, 0.55, …, 0.95.
  public let averagePrecision: Double?
  /// Average precision at IoU 0.5.
  public let averagePrecisionAt50: Double?
  /// Average precision at IoU 0.75.
  public let averagePrecisionAt75: Double?
  /// Recall over the IoU thresholds, of at most 100 detections per image.
  public let averageRecall: Double?
  /// The precision at recall 0, 0.01, …, 1, at IoU 0.5: the 101 points whose mean is AP50.
  public var precisionsAt50: [Double]? { cells[0]?.points }

  let cells: [COCOCell?]
  let recallsOf1: [Double]?
  let recallsOf10: [Double]?

  init(_ matching: COCOMatching) {
    cells = SizeBucket.allCases.indices.map { COCOCell(matching, bucket: $0) }
    recallsOf1 = COCOCell.recalls(matching, bucket: 0, maxDetections: 1)
    recallsOf10 = COCOCell.recalls(matching, bucket: 0, maxDetections: 10)
    let all = cells[0]
    averagePrecision = all?.precisions.mean
    averagePrecisionAt50 = all?.precisions[0]
    averagePrecisionAt75 = all?.precisions[COCOProtocol.indexOf75]
    averageRecall = all?.recalls.mean
  }
}
