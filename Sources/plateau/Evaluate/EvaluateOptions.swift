import ArgumentParser
import Evaluation

/// The files of a detector's evaluation.
struct DetectionOptions: ParsableArguments {
  @Option(help: "The ground truth: JSON, or a VOC folder.")
  var groundTruth: String?

  @Option(help: "The detections: JSON.")
  var detections: String?

  @Option(help: "Only the images in ImageSets/Main/SPLIT.txt of a VOC folder.")
  var split: String?

  /// The names of the options that are used.
  var given: [String] {
    names([
      "--ground-truth": groundTruth != nil, "--detections": detections != nil,
      "--split": split != nil,
    ])
  }
}

/// The rules of VOC that can be chosen.
struct VOCOptions: ParsableArguments {
  @Option(help: "voc: the smallest IoU that counts as a match (default: 0.5).")
  var iou: Double?

  @Flag(help: "voc: the mean precision at eleven recalls, as VOC did until 2009.")
  var elevenPoint = false

  @Flag(help: "voc: right and bottom are the last pixels of a box, not its edges.")
  var pixelBoxes = false

  func validate() throws {
    if let iou, !(iou > 0 && iou <= 1) {
      throw ValidationError("--iou takes a number above 0 and at most 1")
    }
  }

  /// The rule that a detection has to pass.
  var rule: MatchRule {
    MatchRule(iouThreshold: iou ?? 0.5, pixels: pixelBoxes ? .inclusive : .continuous)
  }

  /// The way the area below a curve is taken.
  var interpolation: Interpolation { elevenPoint ? .elevenPoints : .allPoints }

  /// The names of the options that are used.
  var given: [String] {
    names(["--iou": iou != nil, "--eleven-point": elevenPoint, "--pixel-boxes": pixelBoxes])
  }
}

/// The files and the mean of a classifier's evaluation.
struct RankingOptions: ParsableArguments {
  @Option(help: "average-precision: the classes of the examples, a text file of numbers.")
  var labels: String?

  @Option(help: "average-precision: one row of scores per example.")
  var scores: String?

  @Option(
    help:
      "average-precision: the mean over classes, or none for one value per class (default: macro).")
  var average: EvaluateAverage?

  @Option(help: "average-precision: one weight per example.")
  var weights: String?

  /// The names of the options that are used.
  var given: [String] {
    names([
      "--labels": labels != nil, "--scores": scores != nil, "--weights": weights != nil,
      "--average": average != nil,
    ])
  }
}

private func names(_ options: KeyValuePairs<String, Bool>) -> [String] {
  options.filter(\.value).map(\.key)
}
