import Evaluation
import Testing

/// TensorFlow's tests of whole data sets: cats (0), dogs (1) and elephants (2) in three images.
@Suite struct TensorFlowDataSetTests {
  static func truth(
    difficult: Set<Int> = [], crowds: Set<Int> = []
  ) -> [GroundTruthBox] {
    let boxes: [(image: Int, category: Int, corners: [Double])] = [
      (0, 0, [0, 0, 1, 1]), (0, 2, [0, 0, 2, 2]), (0, 0, [0, 0, 3, 3]),
      (1, 0, [10, 10, 11, 11]), (1, 0, [500, 500, 510, 510]), (1, 2, [10, 10, 12, 12]),
      (2, 1, [0, 0, 1, 1]),
    ]
    return boxes.enumerated().map { index, box in
      GroundTruthBox(
        image: box.image, category: box.category, box: TensorFlowTests.box(box.corners),
        isCrowd: crowds.contains(index), isDifficult: difficult.contains(index))
    }
  }

  static func detection(
    _ image: Int, _ category: Int, _ corners: [Double], _ score: Double
  ) -> Detection {
    Detection(
      image: image, category: category, box: TensorFlowTests.box(corners), score: score)
  }

  static let found = [
    detection(1, 0, [10, 10, 11, 11], 0.7), detection(1, 0, [100, 100, 120, 120], 0.8),
    detection(1, 2, [100, 100, 220, 220], 0.9),
  ]

  static func evaluation(
    difficult: Set<Int> = [], crowds: Set<Int> = []
  ) throws -> VOCEvaluation {
    VOCEvaluation(
      try DetectionSet(
        images: 3, categories: 3, groundTruth: truth(difficult: difficult, crowds: crowds),
        detections: found))
  }

  @Test func plainBoxes() throws {
    let evaluation = try Self.evaluation()
    #expect(evaluation.averagePrecisions() == [1.0 / 8, 0, 0])
    #expect(agree(evaluation.meanAveragePrecision, 1.0 / 24))
  }

  @Test(arguments: [true, false]) func aDifficultBoxOrACrowdIsNotAskedFor(difficult: Bool) throws {
    let evaluation = try Self.evaluation(
      difficult: difficult ? [4] : [], crowds: difficult ? [] : [4])
    #expect(agree(evaluation.averagePrecisions()[0], 1.0 / 6))
    #expect(agree(evaluation.meanAveragePrecision, 0.05555555555555555))
  }

  @Test func allClassesAsOneRanking() throws {
    #expect(agree(try Self.evaluation().pooledAveragePrecision, 1.0 / 7 / 3))
    #expect(
      agree(try Self.evaluation(difficult: [4]).pooledAveragePrecision, 1.0 / 6 / 3))
  }

  @Test func precisionWhereRecallIsAtMostAHalf() throws {
    func mean(difficult: Set<Int>) throws -> Double {
      let values = try Self.evaluation(difficult: difficult).averagePrecisions(recall: 0...0.5)
      return values.compactMap(\.self).reduce(0, +) / 3
    }
    #expect(agree(try mean(difficult: []), 1.0 / 6 / 4))
    #expect(agree(try mean(difficult: [4]), 1.0 / 6 / 3))
  }

  @Test func theInnerEvaluator() throws {
    let evaluation = try Self.evaluation(difficult: [4], crowds: [5])
    #expect(evaluation.curves.map(\.positives) == [3, 1, 1])
    #expect(evaluation.curves.map(\.precisions) == [[0, 0.5], [], [0]])
    #expect(evaluation.curves[0].recalls == [0, 1.0 / 3])
    #expect(evaluation.averagePrecisions() == [1.0 / 6, 0, 0])
    #expect(agree(evaluation.meanAveragePrecision, 1.0 / 18))
    let set = try DetectionSet(
      images: 3, categories: 3, groundTruth: Self.truth(difficult: [4], crowds: [5]),
      detections: Self.found)
    let localization = CorrectLocalization(set)
    #expect(localization.images == [2, 1, 2])
    #expect(localization.correct == [0, 0, 0])
    #expect(localization.mean == 0)
  }

  @Test func openImagesChallenge() throws {
    let truth = Self.truth(crowds: [2, 5])
    var verified = VerifiedLabels(groundTruth: truth)
    for category in 0..<3 { verified.verify(image: 0, category: category) }
    let found = [
      Self.detection(0, 1, [10, 10, 11, 11], 0.7), Self.detection(0, 1, [100, 100, 120, 120], 0.8),
      Self.detection(1, 0, [10, 10, 11, 11], 0.7), Self.detection(1, 0, [100, 100, 120, 120], 0.8),
      Self.detection(1, 1, [100, 100, 220, 220], 0.5), Self.detection(1, 2, [10, 10, 11, 11], 0.9),
      Self.detection(2, 1, [0, 0, 1, 1], 0.5),
    ]
    let kept = verified.filter(found)
    #expect(kept.count == 6)
    let evaluation = VOCEvaluation(
      try DetectionSet(images: 3, categories: 3, groundTruth: truth, detections: kept),
      rule: MatchRule(crowdWeight: 0.5))
    #expect(agree(evaluation.averagePrecisions()[0], 1.0 / 7))
    #expect(agree(evaluation.averagePrecisions()[1], 1.0 / 3))
    #expect(agree(evaluation.averagePrecisions()[2], 1.0 / 3))
    #expect(abs((evaluation.meanAveragePrecision ?? 0) - 0.269841269) < 1e-9)
  }

  @Test func sevenPerfectBoxesBehindAWrongOne() throws {
    var truth: [GroundTruthBox] = []
    var found: [Detection] = []
    for image in 0..<8 {
      let corners = [0.0, 0, 10, 10]
      truth.append(GroundTruthBox(image: image, category: 0, box: TensorFlowTests.box(corners)))
      found.append(
        image == 7
          ? Self.detection(image, 0, [0, 0, 5, 5], 0.8) : Self.detection(image, 0, corners, 0.5))
    }
    let set = try DetectionSet(images: 8, categories: 1, groundTruth: truth, detections: found)
    #expect(agree(VOCEvaluation(set).meanAveragePrecision, 0.765625))
  }
}
