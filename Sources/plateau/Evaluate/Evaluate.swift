import ArgumentParser
import BareFoundation
import Datasets
import Evaluation
import JSONText

/// `plateau evaluate`: computes metrics of saved predictions.
struct Evaluate: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Compute the average precision of a detector or a classifier by the protocol you name.",
    discussion: """
      coco: pycocotools' twelve numbers for boxes. --ground-truth is COCO's instances JSON, or a folder in \
      VOC's layout; --detections is COCO's results JSON, [{"image_id", "category_id", "bbox", "score"}, …], \
      where a VOC folder's images may be called by file name and its classes by name.

      voc: mAP at one IoU threshold. It takes the same files; annotations may have "difficult". A bbox [x, y, w, h] \
      has the corners x, y, x + w, y + h; --pixel-boxes adds the last pixel, as the devkit does.

      average-precision: scikit-learn's average_precision_score of --labels (0 and 1, or one class number \
      per row) and --scores, rows of numbers without a header.

      --errors adds what each kind of error costs, by TIDE's definition (doi:10.1007/978-3-030-58580-8_33): the average \
      precision at one IoU threshold, coco's at 0.5, that fixing these errors alone would gain.

      All files may be gzipped. A class without ground truth has no score: null with --json, \
      -1.000 in COCO's table.
      """)

  @Option(name: .customLong("protocol"), help: "The protocol.")
  var rules: EvaluateProtocol

  @OptionGroup var detection: DetectionOptions
  @OptionGroup var voc: VOCOptions
  @OptionGroup var ranking: RankingOptions

  @Flag(help: "Also print a table of the classes.")
  var perClass = false

  @Flag(
    help:
      "coco, voc: also print the average precision lost to wrong classes, misplaced boxes, duplicates, background and missed objects."
  )
  var errors = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if rules == .averagePrecision {
      try refuse(detection.given + (errors ? ["--errors"] : []))
      guard ranking.labels != nil, ranking.scores != nil else {
        throw ValidationError("average-precision takes --labels and --scores")
      }
    } else {
      try refuse(ranking.given)
      guard detection.groundTruth != nil, detection.detections != nil else {
        throw ValidationError("\(rules.rawValue) takes --ground-truth and --detections")
      }
    }
    if rules != .voc { try refuse(voc.given) }
  }

  private func refuse(_ options: [String]) throws {
    if let name = options.first {
      throw ValidationError("\(name) has no meaning for \(rules.rawValue)")
    }
  }

  func perform() throws {
    try Terminal.print(try report())
  }

  private func report() throws -> String {
    let report: any EvaluateReport
    var lost: EvaluateErrors?
    switch rules {
    case .averagePrecision:
      let classifier = try EvaluateClassifier(ranking)
      classifier.remarks.forEach(Terminal.printError)
      report = classifier
    case .coco:
      let input = try input()
      report = EvaluateCOCO(
        COCOEvaluation(input.set, threads: Self.threads), categories: input.categories,
        showsClasses: perClass)
      lost = errors(in: input.set, MatchRule.coco, .hundredAndOnePoints)
    case .voc:
      let input = try input()
      report = EvaluateVOC(
        VOCEvaluation(
          input.set, rule: voc.rule, interpolation: voc.interpolation, threads: Self.threads),
        rule: voc.rule, categories: input.categories)
      lost = errors(in: input.set, voc.rule, voc.interpolation)
    }
    guard let lost else { return json ? report.json.text + "\n" : report.text }
    guard json, case .object(let members) = report.json else {
      return report.text + "\n" + lost.text
    }
    return JSONValue.object(members + [.init("errors", lost.json)]).text + "\n"
  }

  private func errors(
    in set: DetectionSet, _ rule: MatchRule, _ interpolation: Interpolation
  ) -> EvaluateErrors? {
    guard errors else { return nil }
    return EvaluateErrors(
      ErrorBreakdown(set, rule: rule, interpolation: interpolation, threads: Self.threads),
      iouThreshold: rule.iouThreshold)
  }

  private func input() throws -> EvaluateInput {
    let input = try EvaluateInput(detection)
    input.remarks.forEach(Terminal.printError)
    return input
  }

  private static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }
}
