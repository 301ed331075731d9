/// The constants of COCO's detection challenge: cocodataset.org/#detection-eval.
enum COCOProtocol {
  /// The IoU thresholds, the values of NumPy's linspace(0.5, 0.95, 10).
  static let thresholds: [Double] = {
    let step = (0.95 - 0.5) / 9
    return (0..<10).map { $0 == 9 ? 0.95 : 0.5 + Double($0) * step }
  }()

  /// The index of the threshold 0.75.
  static let indexOf75 = 5

  /// The largest number of detections of a class that count in an image.
  static let maxDetections = 100

  /// One bit per threshold.
  static let allThresholds: UInt16 = (1 << 10) - 1
}
