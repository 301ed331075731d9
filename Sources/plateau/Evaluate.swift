import ArgumentParser
import Datasets
import Evaluation
import Foundation
import JSONText

/// `plateau evaluate`: the metrics alone, as a tool.
struct Evaluate: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "Average precision of a detector or a classifier, by the protocol you name.",
    discussion: """
      coco: pycocotools' twelve numbers for boxes. --ground-truth is COCO's instances JSON, or a folder in \
      VOC's layout; --detections is COCO's results JSON, [{"image_id", "category_id", "bbox", "score"}, …], \
      where a VOC folder's images may be called by file name and its classes by name.

      voc: mAP at one IoU threshold. The same files; annotations may have "difficult". A bbox [x, y, w, h] \
      has the corners x, y, x + w, y + h; --pixel-boxes adds the last pixel, as the devkit does.

      average-precision: scikit-learn's average_precision_score of --labels (0 and 1, or one class number \
      a row) and --scores, rows of numbers without a header.

      All files may be gzipped. Where a class has nothing to find there is no score: null with --json, \
      -1.000 in COCO's table.
      """)

  @Option(name: .customLong("protocol"), help: "The rules.")
  var rules: EvaluateProtocol

  @Option(help: "What should be found: JSON, or a VOC folder.")
  var groundTruth: String?

  @Option(help: "What was found: JSON.")
  var detections: String?

  @Option(help: "Of a VOC folder only the images in ImageSets/Main/SPLIT.txt.")
  var split: String?

  @Option(help: "voc: the smallest overlap that counts.")
  var iou: Double?

  @Flag(help: "voc: the mean at eleven recalls, as until 2009.")
  var elevenPoint = false

  @Flag(help: "voc: right and bottom are the last pixels of a box, not its edges.")
  var pixelBoxes = false

  @Option(help: "average-precision: the classes of the examples, a text file of numbers.")
  var labels: String?

  @Option(help: "average-precision: a row of scores an example.")
  var scores: String?

  @Option(help: "average-precision: one mean of the classes, or each (none). Default: macro.")
  var average: EvaluateAverage?

  @Option(help: "average-precision: a weight an example.")
  var weights: String?

  @Flag(help: "Also a table of the classes.")
  var perClass = false

  @Flag(help: "One JSON object.")
  var json = false

  func validate() throws {
    if rules == .averagePrecision {
      try refuse(
        [
          "--ground-truth": groundTruth != nil, "--detections": detections != nil,
          "--split": split != nil,
        ])
      guard labels != nil, scores != nil else {
        throw ValidationError("average-precision takes --labels and --scores")
      }
    } else {
      try refuse(
        [
          "--labels": labels != nil, "--scores": scores != nil, "--weights": weights != nil,
          "--average": average != nil,
        ])
      guard groundTruth != nil, detections != nil else {
        throw ValidationError("\(rules.rawValue) takes --ground-truth and --detections")
      }
    }
    if rules != .voc {
      try refuse(["--iou": iou != nil, "--eleven-point": elevenPoint, "--pixel-boxes": pixelBoxes])
    }
    if let iou, !(iou > 0 && iou <= 1) {
      throw ValidationError("--iou takes a number above 0 and at most 1")
    }
  }

  private func refuse(_ options: KeyValuePairs<String, Bool>) throws {
    for (name, isGiven) in options where isGiven {
      throw ValidationError("\(name) has no meaning for \(rules.rawValue)")
    }
  }

  func perform() throws {
    try Terminal.print(try report())
  }

  private func report() throws -> String {
    switch rules {
    case .averagePrecision:
      let report = try EvaluateClassifier(
        labels: labels ?? "", scores: scores ?? "", weights: weights,
        average: average ?? .macro)
      report.remarks.forEach(Terminal.printError)
      return json ? report.json.text + "\n" : report.text
    case .coco:
      let input = try input()
      let report = EvaluateCOCO(
        COCOEvaluation(input.set, threads: Self.threads), categories: input.categories)
      return json ? report.json.text + "\n" : report.text(perClass: perClass)
    case .voc:
      let input = try input()
      let rule = MatchRule(
        iouThreshold: iou ?? 0.5, pixels: pixelBoxes ? .inclusive : .continuous)
      let report = EvaluateVOC(
        VOCEvaluation(
          input.set, rule: rule, interpolation: elevenPoint ? .elevenPoints : .allPoints,
          threads: Self.threads), rule: rule, categories: input.categories)
      return json ? report.json.text + "\n" : report.text
    }
  }

  private func input() throws -> EvaluateInput {
    let input = try EvaluateInput(
      groundTruth: groundTruth ?? "", split: split, detections: detections ?? "")
    input.remarks.forEach(Terminal.printError)
    return input
  }

  private static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }
}
