import Boxes
import Evaluation
import Testing

/// Properties that hold for any boxes, and input that is refused.
@Suite struct DetectionSetTests {
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> PixelBox {
    PixelBox(x: x, y: y, width: width, height: height)
  }

  /// Many boxes on a small grid, so that overlaps, scores and areas tie often.
  static func random(seed: UInt64) throws -> DetectionSet {
    var state = seed
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    func box() -> PixelBox {
      Self.box(
        Double(random(6) * 20), Double(random(6) * 20), Double(random(5) * 32),
        Double(random(5) * 32))
    }
    return try DetectionSet(
      images: 9, categories: 4,
      groundTruth: (0..<60).map { _ in
        GroundTruthBox(
          image: random(9), category: random(3), box: box(), isCrowd: random(9) == 0,
          isDifficult: random(7) == 0)
      },
      detections: (0..<400).map { _ in
        Detection(image: random(9), category: random(4), box: box(), score: Double(random(8)) / 8)
      })
  }

  @Test(arguments: UInt64(1)...8) func threadsDoNotChangeABit(seed: UInt64) throws {
    let set = try Self.random(seed: seed)
    #expect(COCOEvaluation(set).perClass == COCOEvaluation(set, threads: 3).perClass)
    #expect(VOCEvaluation(set).curves == VOCEvaluation(set, threads: 3).curves)
  }

  @Test(arguments: UInt64(1)...8) func theEnvelopeNeverLosesToTheCurve(seed: UInt64) throws {
    let curves = VOCEvaluation(try Self.random(seed: seed)).curves
    for curve in curves {
      guard let area = curve.averagePrecision() else { continue }
      #expect(0...1 ~= area)
      #expect(zip(curve.recalls, curve.recalls.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(curve.truePositives <= curve.positives)
      if let best = curve.bestF1 {
        let reachable = zip(curve.precisions, curve.recalls).map {
          OperatingPoint(threshold: 0, precision: $0, recall: $1).f1
        }
        #expect(best.f1 <= reachable.max() ?? 0)
      }
    }
  }

  @Test func noDetectionsIsZeroAndNoObjectsIsNone() throws {
    let truth = [GroundTruthBox(image: 0, category: 0, box: Self.box(0, 0, 50, 50))]
    let missed = COCOEvaluation(
      try DetectionSet(images: 1, categories: 2, groundTruth: truth, detections: []))
    #expect(missed[.averagePrecision] == 0)
    #expect(missed[.averageRecallOf100] == 0)
    #expect(missed[.averagePrecisionLarge] == nil)
    #expect(missed.perClass[1].averagePrecision == nil)
    let empty = try DetectionSet(images: 0, categories: 0, groundTruth: [], detections: [])
    for metric in COCOMetric.allCases { #expect(COCOEvaluation(empty)[metric] == nil) }
    #expect(VOCEvaluation(empty).meanAveragePrecision == nil)
    #expect(VOCEvaluation(empty).pooledCurve.bestF1 == nil)
  }

  @Test func aClassOfCrowdsHasNoScore() throws {
    let crowd = GroundTruthBox(
      image: 0, category: 0, box: Self.box(0, 0, 50, 50), isCrowd: true)
    let set = try DetectionSet(
      images: 1, categories: 1, groundTruth: [crowd],
      detections: [Detection(image: 0, category: 0, box: Self.box(5, 5, 9, 9), score: 1)])
    #expect(COCOEvaluation(set)[.averagePrecision] == nil)
    #expect(VOCEvaluation(set).meanAveragePrecision == nil)
    #expect(VOCEvaluation(set).curves[0].count == 0)
  }

  @Test func boxesWithoutExtentMatchNothing() throws {
    let set = try DetectionSet(
      images: 1, categories: 1,
      groundTruth: [
        GroundTruthBox(image: 0, category: 0, box: Self.box(5, 5, 0, 0)),
        GroundTruthBox(image: 0, category: 0, box: Self.box(5, 5, 10, 10)),
      ],
      detections: [
        Detection(image: 0, category: 0, box: Self.box(5, 5, 0, 0), score: 0.9),
        Detection(image: 0, category: 0, box: Self.box(15, 15, -10, -10), score: 0.8),
        Detection(image: 0, category: 0, box: Self.box(5, 5, 10, 10), score: 0.7),
      ])
    let curve = VOCEvaluation(set).curves[0]
    #expect(curve.weights == [0, 0, 1])
    #expect(curve.positives == 2)
    let pixels = VOCEvaluation(set, rule: MatchRule(pixels: .inclusive)).curves[0]
    #expect(pixels.weights == [1, 0, 1])
  }

  @Test func whatCannotBeIsRefused() {
    let box = Self.box(0, 0, 1, 1)
    #expect(throws: EvaluationError.self) {
      try DetectionSet(
        images: 1, categories: 1, groundTruth: [GroundTruthBox(image: 1, category: 0, box: box)],
        detections: [])
    }
    #expect(throws: EvaluationError.self) {
      try DetectionSet(
        images: 1, categories: 1, groundTruth: [],
        detections: [Detection(image: 0, category: -1, box: box, score: 1)])
    }
    #expect(throws: EvaluationError.self) {
      try DetectionSet(
        images: 1, categories: 1, groundTruth: [],
        detections: [Detection(image: 0, category: 0, box: box, score: .nan)])
    }
    #expect(throws: EvaluationError.self) {
      try DetectionSet(
        images: 1, categories: 1, groundTruth: [],
        detections: [
          Detection(image: 0, category: 0, box: Self.box(0, .infinity, 1, 1), score: 1)
        ])
    }
  }

  @Test func theBestThresholdIsOneThatCanBeSet() {
    // At 0.5 two detections stand or fall together: F1 is 2 · ⅔ · 1 / (⅔ + 1), not 1.
    let curve = PrecisionRecallCurve(
      scores: [0.9, 0.5, 0.5], weights: [1, 1, 0], positives: 2)
    #expect(curve.bestF1?.threshold == 0.5)
    #expect(abs((curve.bestF1?.f1 ?? 0) - 0.8) < 1e-12)
    let sure = PrecisionRecallCurve(
      scores: [0.9, 0.8, 0.1], weights: [1, 1, 0], positives: 2)
    #expect(sure.bestF1 == OperatingPoint(threshold: 0.8, precision: 1, recall: 1))
  }
}
