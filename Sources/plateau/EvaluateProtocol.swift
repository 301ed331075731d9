import ArgumentParser
import Evaluation

/// The rules a metric is computed by.
enum EvaluateProtocol: String, CaseIterable, ExpressibleByArgument {
  case coco
  case voc
  case averagePrecision = "average-precision"
}

/// How average precisions of classes become one number, or that they do not.
enum EvaluateAverage: String, CaseIterable, ExpressibleByArgument {
  case macro
  case micro
  case weighted
  case samples
  case none

  /// nil: one value a class.
  var average: Average? { Average(rawValue: rawValue) }
}
