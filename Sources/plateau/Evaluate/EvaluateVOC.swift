import BareFoundation
import Datasets
import Evaluation
import JSONText
import RunModel

/// The result of a VOC evaluation as a table and as JSON.
struct EvaluateVOC: EvaluateReport {
  private let evaluation: VOCEvaluation
  private let rule: MatchRule
  private let categories: [ObjectCategory]

  init(_ evaluation: VOCEvaluation, rule: MatchRule, categories: [ObjectCategory]) {
    self.evaluation = evaluation
    self.rule = rule
    self.categories = categories
  }

  private var rows:
    [(category: ObjectCategory, curve: PrecisionRecallCurve, averagePrecision: Double?)]
  {
    zip(zip(categories, evaluation.curves), evaluation.averagePrecisions())
      .map { ($0.0, $0.1, $1) }
      // An official list names classes that are not in this set; their rows would only be noise.
      .filter { $0.1.positives > 0 || $0.1.count > 0 }
  }

  /// One line per class, then the mean and the rules by which it was computed.
  var text: String {
    var table = TextTable(
      header: ["class", "objects", "right", "wrong", "AP", "best F1", "at score"])
    for row in rows {
      let best = row.curve.bestF1
      table.add([
        row.category.label, "\(Int(row.curve.positives))", "\(Int(row.curve.truePositives))",
        "\(row.curve.falsePositives)", Self.format(row.averagePrecision), Self.format(best?.f1),
        Self.format(best?.threshold),
      ])
    }
    let integral = evaluation.interpolation == .elevenPoints ? "11 points" : "all points"
    let pixels = rule.pixels == .inclusive ? ", pixel boxes" : ""
    return table.text { $0 == 0 }
      + "\nmAP@\(rule.iouThreshold) (VOC, \(integral)\(pixels))  "
      + "\(Self.format(evaluation.meanAveragePrecision))\n"
  }

  private static func format(_ value: Double?) -> String {
    value.map { $0.printed("%.4f") } ?? "–"
  }

  var json: JSONValue {
    .members([
      "mAP": .score(evaluation.meanAveragePrecision),
      "per_class": .array(
        rows.map { row in
          let best = row.curve.bestF1
          return .members([
            "id": row.category.id.json,
            "name": .string(row.category.name),
            "AP": .score(row.averagePrecision),
            "positives": .integer(Int(row.curve.positives)),
            "true_positives": .integer(Int(row.curve.truePositives)),
            "false_positives": .integer(row.curve.falsePositives),
            "best_f1": .score(best?.f1),
            "best_f1_score": .score(best?.threshold),
          ])
        }),
    ])
  }
}
