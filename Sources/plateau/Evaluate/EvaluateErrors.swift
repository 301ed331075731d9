import BareFoundation
import Evaluation
import JSONText
import RunModel

/// The average precision that a detector loses to each kind of error, as a table and as JSON.
struct EvaluateErrors: EvaluateReport {
  private let errors: ErrorBreakdown
  private let iouThreshold: Double

  init(_ errors: ErrorBreakdown, iouThreshold: Double) {
    self.errors = errors
    self.iouThreshold = iouThreshold
  }

  /// A line per kind, then all false positives and false negatives.
  var text: String {
    var table = TextTable(header: ["if fixed", "AP@\(iouThreshold) gains", "errors"])
    for kind in DetectionErrorKind.allCases {
      table.add([kind.rawValue, Self.format(errors.gain(kind)), "\(errors.count(kind))"])
    }
    table.add(["all false positives", Self.format(errors.falsePositiveGain), ""])
    table.add(["all false negatives", Self.format(errors.falseNegativeGain), ""])
    return table.text { $0 == 0 }
  }

  private static func format(_ value: Double?) -> String {
    value.map { $0.printed("%.4f") } ?? "–"
  }

  var json: JSONValue {
    .members([
      "iou": .number(iouThreshold),
      "ap": .score(errors.averagePrecision),
      "kinds": .array(
        DetectionErrorKind.allCases.map { kind in
          .members([
            "name": .string(kind.rawValue), "gain": .score(errors.gain(kind)),
            "count": .integer(errors.count(kind)),
          ])
        }),
      "false_positives": .score(errors.falsePositiveGain),
      "false_negatives": .score(errors.falseNegativeGain),
    ])
  }
}
