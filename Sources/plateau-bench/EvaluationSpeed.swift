import ArgumentParser
import Boxes
import Evaluation
import SeededRandom

/// COCO's protocol on as many random boxes as COCO's validation set has.
struct EvaluationSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    abstract: "Seconds to compute COCO's twelve numbers, and the errors behind them.")

  @Option(help: "Images.")
  var images = 5000
  @Option(help: "Classes.")
  var categories = 80
  @Option(help: "Boxes per image.")
  var boxes = 7
  @Option(help: "Detections per image.")
  var detections = 50
  @Option(help: "Evaluations; the median is printed.")
  var rounds = 5
  @Option(help: "Threads.")
  var threads = 2
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard images > 0, categories > 0, boxes >= 0, detections >= 0, rounds > 0, threads > 0 else {
      throw ValidationError("there is nothing to evaluate")
    }
  }

  func run() throws {
    var random = SeededGenerator(seed: 1)
    func box() -> PixelBox {
      PixelBox(
        x: Double(random.uniform(0...500)), y: Double(random.uniform(0...400)),
        width: Double(random.uniform(5...140)), height: Double(random.uniform(5...140)))
    }
    var truths: [GroundTruthBox] = []
    var found: [Detection] = []
    for image in 0..<images {
      for _ in 0..<boxes {
        truths.append(
          GroundTruthBox(image: image, category: random.index(below: categories), box: box()))
      }
      for _ in 0..<detections {
        // Most detections lie near an object of their class, as those of a detector do.
        let near = boxes > 0 ? truths[image * boxes + random.index(below: boxes)] : nil
        let target = near.map { $0.box } ?? box()
        let shift = Double(random.uniform(-20...20))
        found.append(
          Detection(
            image: image, category: near?.category ?? 0,
            box: PixelBox(
              x: target.left + shift, y: target.top - shift, width: target.right - target.left,
              height: target.bottom - target.top), score: Double(random.uniform())))
      }
    }
    let times = try (0..<rounds).map { _ in
      try Timing.seconds {
        let set = try DetectionSet(
          images: images, categories: categories, groundTruth: truths, detections: found)
        let evaluation = COCOEvaluation(set, threads: threads)
        for metric in COCOMetric.allCases { _ = evaluation[metric] }
      }
    }
    let errorTimes = try (0..<rounds).map { _ in
      try Timing.seconds {
        let set = try DetectionSet(
          images: images, categories: categories, groundTruth: truths, detections: found)
        _ = ErrorBreakdown(set, threads: threads)
      }
    }
    let median = Timing.median(times)
    BenchResult([
      ("impl", .text("plateau-coco")), ("images", .integer(images)),
      ("boxes", .integer(truths.count)), ("detections", .integer(found.count)),
      ("threads", .integer(threads)), ("sec", .number(median, decimals: 4)),
      ("errors_sec", .number(Timing.median(errorTimes), decimals: 4)),
      ("detections_s", .number(Double(found.count) / median, decimals: 0)),
      ("rss_mb", .integer(Timing.peakMemory)),
    ]).print(format)
  }
}
