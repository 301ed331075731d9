// COCO's mean average precision of given boxes, the same numbers as pycocotools.

import Boxes
import Evaluation

let (cat, dog) = (0, 1)
let set = try DetectionSet(
  images: 2, categories: 2,
  groundTruth: [
    GroundTruthBox(image: 0, category: cat, box: PixelBox(x: 10, y: 10, width: 80, height: 60)),
    GroundTruthBox(image: 0, category: dog, box: PixelBox(x: 120, y: 40, width: 100, height: 90)),
    GroundTruthBox(image: 1, category: cat, box: PixelBox(x: 30, y: 20, width: 40, height: 40)),
  ],
  detections: [
    Detection(
      image: 0, category: cat, box: PixelBox(x: 12, y: 11, width: 80, height: 60), score: 0.9),
    Detection(
      image: 0, category: dog, box: PixelBox(x: 130, y: 50, width: 100, height: 90), score: 0.8),
    Detection(
      image: 1, category: cat, box: PixelBox(x: 200, y: 200, width: 40, height: 40), score: 0.7),
    Detection(
      image: 1, category: cat, box: PixelBox(x: 30, y: 20, width: 38, height: 40), score: 0.6),
  ])

let evaluation = COCOEvaluation(set)
for metric in [COCOMetric.averagePrecision, .averagePrecisionAt50, .averagePrecisionAt75] {
  print(metric.rawValue, inWords(evaluation[metric]), separator: "\t")
}
for (name, scores) in zip(["cat", "dog"], evaluation.perClass) {
  print(name, inWords(scores.averagePrecision), separator: "\t")
}

/// Three digits; no class has a score without objects to find.
func inWords(_ value: Double?) -> String {
  value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "nothing to find"
}
