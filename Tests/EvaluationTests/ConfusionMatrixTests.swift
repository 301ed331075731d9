import Boxes
import Evaluation
import Testing

@Suite struct ConfusionMatrixTests {
  static func matrix(
    _ truth: [GroundTruthBox], _ found: [Detection], score: Double = 0.25
  ) throws -> ConfusionMatrix {
    ConfusionMatrix(
      try DetectionSet(images: 2, categories: 2, groundTruth: truth, detections: found),
      scoreThreshold: score)
  }

  static let box = PixelBox(x: 0, y: 0, width: 10, height: 10)
  static let far = PixelBox(x: 50, y: 50, width: 10, height: 10)

  @Test func classesAreTakenForEachOtherAndForTheBackground() throws {
    let matrix = try Self.matrix(
      [
        GroundTruthBox(image: 0, category: 0, box: Self.box),
        GroundTruthBox(image: 0, category: 1, box: Self.far),
        GroundTruthBox(image: 1, category: 1, box: Self.box),
      ],
      [
        Detection(image: 0, category: 1, box: Self.box, score: 0.9),
        Detection(image: 1, category: 1, box: Self.box, score: 0.8),
        Detection(image: 1, category: 0, box: Self.far, score: 0.7),
        Detection(image: 0, category: 1, box: Self.far, score: 0.1),
      ])
    #expect(matrix[truth: 0, predicted: 1] == 1)
    #expect(matrix[truth: 1, predicted: 1] == 1)
    #expect(matrix[truth: 1, predicted: nil] == 1)
    #expect(matrix[truth: nil, predicted: 0] == 1)
    #expect(matrix[truth: nil, predicted: nil] == 0)
    #expect(matrix[truth: 0, predicted: 0] == 0)
  }

  @Test func theLargestOverlapIsPairedFirst() throws {
    let shifted = PixelBox(x: 2, y: 0, width: 10, height: 10)
    let matrix = try Self.matrix(
      [GroundTruthBox(image: 0, category: 0, box: Self.box)],
      [
        Detection(image: 0, category: 1, box: shifted, score: 0.9),
        Detection(image: 0, category: 0, box: Self.box, score: 0.5),
      ])
    #expect(matrix[truth: 0, predicted: 0] == 1)
    #expect(matrix[truth: nil, predicted: 1] == 1)
  }

  @Test func crowdsAndDifficultBoxesCountNeitherWay() throws {
    let matrix = try Self.matrix(
      [
        GroundTruthBox(image: 0, category: 0, box: Self.box, isCrowd: true),
        GroundTruthBox(image: 1, category: 0, box: Self.box, isDifficult: true),
      ],
      [
        Detection(
          image: 0, category: 0, box: PixelBox(x: 1, y: 1, width: 3, height: 3), score: 0.9),
        Detection(image: 1, category: 1, box: Self.box, score: 0.9),
      ])
    for truth in [0, 1, nil] {
      for predicted in [0, 1, nil] { #expect(matrix[truth: truth, predicted: predicted] == 0) }
    }
  }
}
