import BareFoundation
import Datasets
import Evaluation
import JSONText
import RunModel

/// The average precision of two files of numbers, as scikit-learn computes it.
struct EvaluateClassifier: EvaluateReport {
  /// One value per class, or a single one.
  private let values: [Double]
  private let average: EvaluateAverage
  /// Remarks about results that may surprise, a line each.
  private(set) var remarks: [String] = []

  /// Reads the files and computes.
  ///
  /// - Throws: `DatasetError` with the line, or `EvaluationError`.
  init(_ options: RankingOptions) throws {
    let (labels, scores) = (options.labels ?? "", options.scores ?? "")
    average = options.average ?? .macro
    let scoreTable = try NumberTable(path: scores)
    let labelTable = try NumberTable(path: labels)
    guard labelTable.rows == scoreTable.rows else {
      throw DatasetError(
        labels, "has \(labelTable.rows) rows; \(scores) has \(scoreTable.rows)")
    }
    let classes = scoreTable.columns
    let targets = try Self.targets(labelTable, labels, classes, scores)
    var weightTable: NumberTable?
    if let weights = options.weights {
      let table = try NumberTable(path: weights)
      guard table.values.count == scoreTable.rows else {
        throw DatasetError(
          weights, "has \(table.values.count) numbers; \(scores) has \(scoreTable.rows) rows")
      }
      if let row = table.values.firstIndex(where: { $0 < 0 }) {
        throw DatasetError(weights, "number \(row + 1): a weight must be at least 0")
      }
      guard table.values.contains(where: { $0 > 0 }) else {
        throw DatasetError(weights, "every weight is 0")
      }
      weightTable = table
    }
    let precision = try AveragePrecision(
      targets: targets, scores: scoreTable.values, classes: classes, weights: weightTable?.values)
    if classes == 1 {
      // scikit-learn takes no average of a single ranking, whichever average is asked for.
      values = precision.perClass()
    } else if let mean = average.average {
      values = [precision.mean(mean)]
    } else {
      values = precision.perClass()
    }
    let absent = (0..<classes).filter { column in
      !stride(from: column, to: targets.count, by: classes).contains { targets[$0] }
    }
    if let first = absent.first, average == .macro || average == .none {
      remarks.append(
        "\(labels): \(absent.count) of \(classes) classes have no positive example, the first is "
          + "\(first); their average precision is 0")
    }
  }

  /// Reads rows of 0 and 1, or one class number per row.
  private static func targets(
    _ labels: NumberTable, _ path: String, _ classes: Int, _ scores: String
  ) throws -> [Bool] {
    if labels.columns == classes {
      if let index = labels.values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw DatasetError(
          path,
          "row \(index / classes + 1): \(labels.values[index]) is not a label; labels are 0 or 1")
      }
      return labels.values.map { $0 == 1 }
    }
    guard labels.columns == 1 else {
      throw DatasetError(
        path, "has \(labels.columns) numbers in a row; \(scores) has \(classes)")
    }
    var targets = [Bool](repeating: false, count: labels.rows * classes)
    for (row, value) in labels.values.enumerated() {
      guard let label = Int(exactly: value), (0..<classes).contains(label) else {
        throw DatasetError(
          path,
          "row \(row + 1): \(value) is not a class; \(scores) has scores of \(classes) classes")
      }
      targets[row * classes + label] = true
    }
    return targets
  }

  var text: String {
    if average == .none, values.count > 1 {
      var table = TextTable(header: ["class", "AP"])
      for (index, value) in values.enumerated() {
        table.add(["\(index)", value.printed("%.6f")])
      }
      return table.text { $0 == 0 }
    }
    let name = values.count == 1 && average != .none ? " (\(average.rawValue))" : ""
    return "average precision\(name)  " + (values.first ?? 0).printed("%.6f") + "\n"
  }

  var json: JSONValue {
    average == .none
      ? .members(["values": .array(values.map(JSONValue.number))])
      : .members(["value": .score(values.first)])
  }
}
