import Evaluation
import Testing

@Suite struct SuppressionTests {
  static let boxes = [
    [0.0, 0, 1, 1], [0, 0.1, 1, 1.1], [0, -0.1, 1, 0.9], [0, 10, 1, 11], [0, 10.1, 1, 11.1],
    [0, 100, 1, 101],
  ].map(TensorFlowTests.box)
  static let scores = [0.9, 0.75, 0.6, 0.95, 0.2, 0.3]

  @Test(arguments: [
    (iou: 0.5, limit: 3, kept: [3, 0, 5]), (iou: 0.5, limit: 2, kept: [3, 0]),
    (iou: 1.0, limit: 3, kept: [3, 0, 1]), (iou: 0.5, limit: 30, kept: [3, 0, 5]),
  ])
  func theBestOfEachHeapIsKept(iou: Double, limit: Int, kept: [Int]) {
    let rule = NonMaximumSuppression(iouThreshold: iou, limit: limit)
    #expect(rule.kept(Self.boxes, scores: Self.scores) == kept)
  }

  @Test func tenOfTheSameAreOne() {
    let boxes = Array(repeating: Self.boxes[0], count: 10)
    let rule = NonMaximumSuppression(iouThreshold: 0.5)
    #expect(rule.kept(boxes, scores: Array(repeating: 0.8, count: 10)) == [0])
  }

  @Test(arguments: [
    (iou: 0.4, kept: [0, 2]), (iou: 0.5, kept: [0, 2, 3]), (iou: 0.8, kept: [0, 1, 2, 3]),
  ])
  func anOverlapOfExactlyTheThresholdIsKept(iou: Double, kept: [Int]) {
    let boxes = [
      [0.0, 0, 20, 100], [0, 0, 20, 80], [200, 200, 210, 300], [200, 200, 210, 250],
    ].map(TensorFlowTests.box)
    let rule = NonMaximumSuppression(iouThreshold: iou)
    #expect(rule.kept(boxes, scores: [0.9, 0.8, 0.7, 0.6]) == kept)
  }

  @Test func classesAndImagesAreSuppressedApart() {
    let detections = [
      Detection(image: 0, category: 0, box: Self.boxes[0], score: 0.5),
      Detection(image: 0, category: 1, box: Self.boxes[0], score: 0.6),
      Detection(image: 1, category: 0, box: Self.boxes[0], score: 0.7),
      Detection(image: 0, category: 0, box: Self.boxes[1], score: 0.4),
      Detection(image: 1, category: 1, box: Self.boxes[1], score: 0.1),
    ]
    let kept = NonMaximumSuppression(iouThreshold: 0.5, scoreThreshold: 0.2).kept(detections)
    #expect(kept.map(\.score) == [0.7, 0.6, 0.5])
  }

  @Test func threeBoxesOfFiveClasses() {
    let boxes = [[0.2, 0.4, 0.8, 0.8], [0.4, 0.2, 0.8, 0.8], [0.6, 0.0, 1.0, 1.0]]
    let scores = [
      [-0.2, 0.1, 0.5, -0.4, 0.3], [0.7, -0.7, 0.6, 0.2, -0.9], [0.4, 0.34, -0.9, 0.2, 0.31],
    ]
    let detections = zip(boxes, scores).flatMap { corners, scores in
      scores.enumerated().map {
        Detection(image: 0, category: $0, box: TensorFlowTests.box(corners), score: $1)
      }
    }
    let kept = NonMaximumSuppression(iouThreshold: 0.1, scoreThreshold: 0.25, limit: 3)
      .kept(detections)
    #expect(kept.map(\.score) == [0.7, 0.6, 0.34, 0.31])
    #expect(kept.map(\.category) == [0, 2, 1, 4])
    #expect(kept.map(\.box) == [1, 1, 2, 2].map { TensorFlowTests.box(boxes[$0]) })
  }
}
