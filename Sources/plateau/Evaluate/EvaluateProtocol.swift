import ArgumentParser
import Evaluation

/// The protocol by which a metric is computed.
enum EvaluateProtocol: String, CaseIterable, ExpressibleByArgument {
  case coco
  case voc
  case averagePrecision = "average-precision"
}

/// The way the average precisions of classes become one number; `none` keeps one per class.
enum EvaluateAverage: String, CaseIterable, ExpressibleByArgument {
  case macro
  case micro
  case weighted
  case samples
  case none

  /// The average; nil for one value per class.
  var average: Average? { Average(rawValue: rawValue) }
}
