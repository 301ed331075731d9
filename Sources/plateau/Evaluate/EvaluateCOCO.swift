import BareFoundation
import Datasets
import Evaluation
import JSONText
import RunModel

/// The result of a COCO evaluation, as pycocotools prints it and as JSON.
struct EvaluateCOCO: EvaluateReport {
  private let evaluation: COCOEvaluation
  private let categories: [ObjectCategory]
  private let showsClasses: Bool

  init(_ evaluation: COCOEvaluation, categories: [ObjectCategory], showsClasses: Bool) {
    self.showsClasses = showsClasses
    self.evaluation = evaluation
    self.categories = categories
  }

  /// The twelve lines of pycocotools, to the character, and a table of the classes with
  /// `--per-class`.
  var text: String {
    let lines = COCOMetric.allCases.map(line).joined()
    return showsClasses ? lines + "\n" + table : lines
  }

  private func line(_ metric: COCOMetric) -> String {
    let title = metric.isRecall ? "Average Recall     (AR)" : "Average Precision  (AP)"
    let iou = metric.iouThreshold.map { $0.printed("%.2f     ") } ?? "0.50:0.95"
    let area = metric.bucket.rawValue
    return
      " \(title) @[ IoU=\(iou) | area=\(String(repeating: " ", count: 6 - area.count))\(area) | "
      + "maxDets=\(Double(metric.maxDetections).printed("%3.0f")) ] = "
      + (evaluation[metric] ?? -1).printed("%.3f") + "\n"
  }

  private var table: String {
    var table = TextTable(header: ["class", "AP", "AP50", "AP75", "AR"])
    for (category, scores) in zip(categories, evaluation.perClass) {
      table.add(
        [category.label]
          + [
            scores.averagePrecision, scores.averagePrecisionAt50, scores.averagePrecisionAt75,
            scores.averageRecall,
          ].map { $0.map { $0.printed("%.4f") } ?? "–" })
    }
    return table.text { $0 == 0 }
  }

  var json: JSONValue {
    let metrics = COCOMetric.allCases.map {
      JSONValue.Member($0.rawValue, .score(evaluation[$0]))
    }
    let classes = zip(categories, evaluation.perClass).map { category, scores in
      JSONValue.members([
        "id": category.id.json,
        "name": .string(category.name),
        "AP": .score(scores.averagePrecision),
        "AP50": .score(scores.averagePrecisionAt50),
        "AP75": .score(scores.averagePrecisionAt75),
        "AR": .score(scores.averageRecall),
      ])
    }
    return .object(metrics + [JSONValue.Member("per_class", .array(classes))])
  }
}

extension ObjectID {
  /// The id as it is in files.
  var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .text(let text): .string(text)
    }
  }
}

extension ObjectCategory {
  /// Display name.
  var label: String { name.isEmpty ? "\(id)" : name }
}
