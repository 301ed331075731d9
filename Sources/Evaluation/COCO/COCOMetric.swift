/// The twelve metrics of COCO's detection challenge, in their order and with their names.
public enum COCOMetric: String, CaseIterable, Sendable {
  /// Average precision over IoU 0.5…0.95.
  case averagePrecision = "AP"
  /// Average precision at IoU 0.5.
  case averagePrecisionAt50 = "AP50"
  /// Average precision at IoU 0.75.
  case averagePrecisionAt75 = "AP75"
  /// Average precision of objects up to 32².
  case averagePrecisionSmall = "APs"
  /// Average precision of objects from 32² to 96².
  case averagePrecisionMedium = "APm"
  /// Average precision of objects from 96².
  case averagePrecisionLarge = "APl"
  /// Recall with one detection per class and image.
  case averageRecallOf1 = "AR1"
  /// Recall with ten detections per class and image.
  case averageRecallOf10 = "AR10"
  /// Recall with a hundred detections per class and image.
  case averageRecallOf100 = "AR100"
  /// Recall of objects up to 32².
  case averageRecallSmall = "ARs"
  /// Recall of objects from 32² to 96².
  case averageRecallMedium = "ARm"
  /// Recall of objects from 96².
  case averageRecallLarge = "ARl"

  /// The size bucket of the metric.
  public var bucket: SizeBucket {
    switch self {
    case .averagePrecisionSmall, .averageRecallSmall: .small
    case .averagePrecisionMedium, .averageRecallMedium: .medium
    case .averagePrecisionLarge, .averageRecallLarge: .large
    default: .all
    }
  }

  /// The number of detections of a class that count in an image.
  public var maxDetections: Int {
    switch self {
    case .averageRecallOf1: 1
    case .averageRecallOf10: 10
    default: 100
    }
  }

  /// `true` for a recall, `false` for a precision.
  public var isRecall: Bool { rawValue.hasPrefix("AR") }

  /// The index of the only IoU threshold; `nil` for the mean over all ten.
  public var iouThreshold: Double? {
    switch self {
    case .averagePrecisionAt50: 0.5
    case .averagePrecisionAt75: 0.75
    default: nil
    }
  }
}
