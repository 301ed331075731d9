import Boxes
import Evaluation
import Testing

/// The results that TensorFlow's object_detection tests expect of its own evaluators.
@Suite struct TensorFlowTests {
  /// Boxes are `[ymin, xmin, ymax, xmax]` there.
  static func box(_ corners: [Double]) -> PixelBox {
    PixelBox(left: corners[1], top: corners[0], right: corners[3], bottom: corners[2])
  }

  /// One image of one class.
  struct OneImage {
    var found: [[Double]]
    var scores: [Double]
    var truth: [[Double]]
    var isDifficult: [Bool]?
    var isCrowd: [Bool]?

    func curve(_ rule: MatchRule) throws -> PrecisionRecallCurve {
      let set = try DetectionSet(
        images: 1, categories: 1,
        groundTruth: truth.enumerated().map { index, corners in
          GroundTruthBox(
            image: 0, category: 0, box: TensorFlowTests.box(corners),
            isCrowd: isCrowd?[index] ?? false, isDifficult: isDifficult?[index] ?? false)
        },
        detections: zip(found, scores).map {
          Detection(image: 0, category: 0, box: TensorFlowTests.box($0), score: $1)
        })
      return VOCEvaluation(set, rule: rule).curves[0]
    }
  }

  static let squares = [[0.0, 0, 1, 1], [0, 0, 2, 2], [0, 0, 3, 3]]

  // MARK: metrics_test

  @Test func precisionAndRecallOfARanking() {
    let curve = PrecisionRecallCurve(
      scores: [0.4, 0.3, 0.6, 0.2, 0.7, 0.1], weights: [0, 1, 1, 0, 0, 1], positives: 10)
    let right = [0.0, 1, 1, 2, 2, 3]
    for (index, count) in right.enumerated() {
      #expect(abs(curve.precisions[index] - count / Double(index + 1)) < 1e-12)
      #expect(abs(curve.recalls[index] - count / 10) < 1e-12)
    }
  }

  @Test func precisionAndRecallOfWeightedFinds() {
    let curve = PrecisionRecallCurve(
      scores: [0.4, 0.3, 0.6, 0.2, 0.7, 0.1], weights: [0, 1, 1, 0.5, 0, 1], positives: 10)
    // The order of the ranking is 0.7, 0.6, 0.4, 0.3, 0.2, 0.1.
    let precisions: [Double] = [0, 0.5, 1.0 / 3, 0.5, 2.5 / 4.5, 3.5 / 5.5]
    let recalls: [Double] = [0, 0.1, 0.1, 0.2, 0.25, 0.35]
    #expect(curve.weights == [0, 1, 0, 1, 0.5, 1])
    for index in precisions.indices {
      #expect(abs(curve.precisions[index] - precisions[index]) < 1e-12)
      #expect(abs(curve.recalls[index] - recalls[index]) < 1e-12)
    }
  }

  @Test func averagePrecisionOfAJaggedCurve() {
    let value = Interpolation.allPoints.averagePrecision(
      recalls: [0.3, 0.3, 0.4, 0.4, 0.45, 0.45, 0.5, 0.5],
      precisions: [0.8, 0.76, 0.9, 0.65, 0.7, 0.5, 0.55, 0])
    #expect(abs(value - 0.4225) < 1e-12)
  }

  @Test func nothingToFindHasNoAveragePrecision() {
    let curve = PrecisionRecallCurve(scores: [0.5], weights: [0], positives: 0)
    #expect(curve.averagePrecision() == nil)
    let missed = PrecisionRecallCurve(scores: [], weights: [], positives: 3)
    #expect(missed.averagePrecision() == 0)
  }

  @Test func correctLocalizationIsAShareOfImages() {
    let counts = CorrectLocalization(images: [100, 1, 5, 1, 1], correct: [10, 0, 1, 0, 0])
    #expect(counts.perClass == [0.1, 0, 0.2, 0, 0])
    let absent = CorrectLocalization(images: [100, 0, 0, 1, 1], correct: [10, 0, 0, 0, 0])
    #expect(absent.perClass == [0.1, nil, nil, 0, 0])
  }

  @Test func recallAndMedianRankOfTheFirstOfEachImage() {
    let hits = RankingHits(
      [[true, false, false], [false, true], [false, false, false, false, false]], positives: 4)
    #expect([1, 3, 5].map(hits.recall) == [0.25, 0.5, 0.5])
    #expect([1, 3, 5].map(hits.medianRank) == [0, 0.5, 0.5])
  }

  // MARK: per_image_evaluation_test

  @Test func aDetectionOfADifficultBoxCountsNeitherWay() throws {
    var image = OneImage(
      found: Self.squares, scores: [0.6, 0.8, 0.5], truth: [[0, 0, 1, 1], [0, 0, 10, 10]],
      isDifficult: [false, true])
    var curve = try image.curve(MatchRule())
    #expect(curve.scores == [0.8, 0.6, 0.5])
    #expect(curve.weights == [0, 1, 0])
    image.isDifficult = [true, false]
    curve = try image.curve(MatchRule())
    #expect(curve.scores == [0.8, 0.5])
    #expect(curve.weights == [0, 0])
  }

  /// The weight of a crowd, which boxes are crowds, and the results of the detections.
  static let crowds: [(weight: Double, isCrowd: [Bool], scores: [Double], weights: [Double])] = [
    (0, [false, true, true], [0.8], [1]),
    (0, [true, false, true], [0.5], [0]),
    (0.5, [false, true, true], [0.8, 0.6], [1, 0.5]),
    (0.5, [true, false, true], [0.8, 0.5], [0.5, 0]),
  ]

  @Test(arguments: crowds)
  func detectionsInACrowdAreOneFindOfItsWeight(
    weight: Double, crowd: [Bool], scores: [Double], weights: [Double]
  ) throws {
    let image = OneImage(
      found: [[0, 0, 1, 1], [0, 0, 2, 1], [0, 0, 3, 1]], scores: [0.8, 0.6, 0.5],
      truth: [[0, 0, 1, 1], [0, 0, 5, 5], [10, 10, 20, 20]], isCrowd: crowd)
    let curve = try image.curve(MatchRule(crowdWeight: weight))
    #expect(curve.scores == scores)
    #expect(curve.weights == weights)
  }

  /// Ground truth, threshold and the results of the detections.
  static let cases: [(truth: [[Double]], iou: Double, weights: [Double])] = [
    ([[0, 0, 1, 1]], 0.5, [0, 1, 0]),
    // The highest score takes the box.
    ([[0, 0, 1, 1]], 0.1, [1, 0, 0]),
    ([[0, 0, 1, 1], [0, 0, 3.5, 3.5]], 0.5, [0, 1, 1]),
    ([[100, 100, 105, 105]], 0.5, [0, 0, 0]),
  ]

  @Test(arguments: cases)
  func detectionsAreTriedByScore(
    truth: [[Double]], iou: Double, weights: [Double]
  ) throws {
    let image = OneImage(found: Self.squares, scores: [0.6, 0.8, 0.5], truth: truth)
    let curve = try image.curve(MatchRule(iouThreshold: iou))
    #expect(curve.weights == weights)
  }

  @Test func boxesTurnedInsideOutAreDropped() throws {
    let found = [
      [0.0, 0, 1, 1], [10, 10, 5, 5], [0, 0, 2, 2], [5, 10, 10, 5], [10, 5, 5, 10], [0, 0, 3, 3],
    ]
    let set = try DetectionSet(
      images: 1, categories: 3,
      groundTruth: [
        GroundTruthBox(image: 0, category: 0, box: Self.box([0, 0, 1, 1])),
        GroundTruthBox(image: 0, category: 2, box: Self.box([0, 0, 3.5, 3.5])),
      ],
      detections: zip(zip(found, [0, 1, 1, 2, 0, 2]), [0.8, 0.1, 0.8, 0.9, 0.7, 0.8]).map {
        Detection(image: 0, category: $0.1, box: Self.box($0.0), score: $1)
      })
    let curves = VOCEvaluation(set, rule: MatchRule(dropsDegenerate: true)).curves
    #expect(curves.map(\.scores) == [[0.8], [0.8], [0.8]])
    #expect(curves.map(\.weights) == [[1], [0], [1]])
  }

  @Test(arguments: [(iou: 0.5, correct: [1, 0, 1]), (iou: 0.9, correct: [1, 0, 0])])
  func theBestDetectionLocatesItsClass(iou: Double, correct: [Int]) throws {
    let found = [[0.0, 0, 1, 1], [0, 0, 2, 2], [0, 0, 3, 3], [0, 0, 5, 5]]
    let set = try DetectionSet(
      images: 1, categories: 3,
      groundTruth: [
        GroundTruthBox(image: 0, category: 0, box: Self.box([0, 0, 1, 1])),
        GroundTruthBox(image: 0, category: 0, box: Self.box([0, 0, 3, 3])),
        GroundTruthBox(image: 0, category: 2, box: Self.box([0, 0, 6, 6])),
      ],
      detections: zip(zip(found, [0, 1, 0, 2]), [0.9, 0.9, 0.1, 0.9]).map {
        Detection(image: 0, category: $0.1, box: Self.box($0.0), score: $1)
      })
    #expect(CorrectLocalization(set, iouThreshold: iou).correct == correct)
  }

  // MARK: np_box tests

  @Test func areasIntersectionsAndOverlapsOfBoxes() {
    let first = [[4.0, 3, 7, 5], [5, 6, 10, 7]].map(Self.box)
    let second = [[3.0, 4, 6, 8], [14, 14, 15, 15], [0, 0, 20, 20]].map(Self.box)
    #expect(first.map(\.area) == [6, 5])
    let intersections = first.map { a in second.map { a.intersection(with: $0) } }
    #expect(intersections == [[2, 0, 6], [1, 0, 5]])
    let overlaps = first.map { a in second.map { a.iou(with: $0) } }
    #expect(overlaps == [[0.125, 0, 0.015], [0.0625, 0, 0.0125]])
  }

  @Test func coverageIsAShareOfTheCoveredBox() {
    let first = [[0.5, 0.25, 1, 1], [0, 0, 1, 1]].map(Self.box)
    let second = [[0.25, 0.25, 0.75, 0.75], [0, 0, 0.5, 0.75]].map(Self.box)
    // TensorFlow divides by the area of the second box, here the one that is asked.
    let coverages = first.map { a in second.map { $0.coverage(by: a) } }
    #expect(coverages == [[0.5, 0], [1, 1]])
  }
}
