import Boxes
import Foundation
import Networks
import SeededRandom
import Testing

@Suite struct SSDLossTests {
  private func box(_ x: Float, _ y: Float, _ side: Float) -> DefaultBoxes.Box {
    DefaultBoxes.Box(x: x, y: y, width: side, height: side)
  }

  private func truth(_ x: Double, _ y: Double, _ side: Double, _ label: Int = 0) -> SSDTruth {
    SSDTruth(box: UnitBox(x: x, y: y, width: side, height: side), label: label)
  }

  /// The classes that boxes learn, as the loss shows them: a class whose score alone costs nothing.
  private func matched(_ boxes: [DefaultBoxes.Box], _ truths: [SSDTruth], classes: Int = 2) -> [Int]
  {
    let loss = SSDLoss(DefaultBoxes(boxes), classes: classes)
    let width = 5 + classes
    let outputs = [Float](repeating: 0, count: boxes.count * width)
    let gradient = loss.measure(outputs, [truths]).gradient
    return boxes.indices.map { box in
      let scores = gradient[box * width + 4..<(box + 1) * width]
      return scores.enumerated().first { $0.element < 0 }?.offset ?? -1
    }
  }

  @Test func aTruthTakesItsBestBoxHoweverSmallTheirOverlap() {
    let boxes = [box(0.25, 0.25, 0.5), box(0.75, 0.75, 0.5)]
    #expect(matched(boxes, [truth(0.9, 0.9, 0.05, 1)])[1] == 2)
  }

  @Test func aLaterTruthDoesNotStealTheBoxOfAnEarlierOne() {
    let boxes = [box(0.25, 0.25, 0.5), box(0.5, 0.25, 0.5), box(0.75, 0.75, 0.25)]
    // Both overlap the first box most; the second fits it better.
    let truths = [truth(0, 0, 0.4, 0), truth(0, 0, 0.5, 1)]
    let labels = matched(boxes, truths)
    #expect(labels[0] == 1)
    // The first truth takes the box that is left.
    #expect(labels[1] == 2)
  }

  @Test func twoTruthsForOneBoxLeaveItToTheFirst() {
    #expect(
      matched([box(0.5, 0.5, 0.5)], [truth(0.25, 0.25, 0.4, 1), truth(0.25, 0.25, 0.5, 0)]) == [2])
  }

  @Test func anOverlapOfExactlyAHalfIsEnough() {
    // The first box is the truth's favourite; the second covers exactly half of their union.
    let boxes = [
      box(0.5, 0.5, 0.5), DefaultBoxes.Box(x: 0.375, y: 0.5, width: 0.25, height: 0.5),
      DefaultBoxes.Box(x: 0.375, y: 0.5, width: 0.25, height: 0.484375),
    ]
    let labels = matched(boxes, [truth(0.25, 0.25, 0.5, 1)])
    #expect(labels[0] == 2)
    #expect(labels[1] == 2)
    #expect(labels[2] == 0)
  }

  @Test func boxesWithoutExtentAreNotLearntFrom() {
    let boxes = [box(0.25, 0.25, 0.5), box(0.75, 0.75, 0.5)]
    let flat = SSDTruth(box: UnitBox(x: 0.2, y: 0.2, width: 0, height: 0.3), label: 0)
    let upsideDown = SSDTruth(box: UnitBox(x: 0.2, y: 0.2, width: 0.1, height: -0.3), label: 0)
    let lost = SSDTruth(box: UnitBox(x: .nan, y: 0.2, width: 0.1, height: 0.3), label: 0)
    let loss = SSDLoss(DefaultBoxes(boxes), classes: 1)
    let outputs = [Float](repeating: 0, count: 12)
    let (parts, gradient) = loss.measure(outputs, [[flat, upsideDown, lost]])
    #expect(parts.positives == 0)
    #expect(parts.box == 0)
    #expect(gradient.allSatisfy { $0.isFinite })
  }

  @Test func aImageWithoutTruthsLearnsItsHardestBackground() {
    let boxes = (0..<8).map { box(0.1 * Float($0), 0.5, 0.1) }
    var outputs = [Float](repeating: 0, count: 8 * 6)
    for index in 0..<8 { outputs[index * 6 + 5] = Float(index) }
    let (parts, gradient) = SSDLoss(DefaultBoxes(boxes), classes: 1).measure(outputs, [[]])
    let moved = (0..<8).filter { gradient[$0 * 6 + 4] != 0 }
    #expect(moved == [5, 6, 7])
    let expected = [5.0, 6, 7].map { log(1 + exp($0)) }.reduce(0, +)
    #expect(abs(parts.classification - expected) < 1e-4)
  }

  /// The loss and its gradient, in one function so that the reference reads from top to bottom.
  private func naive(
    _ boxes: DefaultBoxes, _ outputs: [Float], _ truths: [[SSDTruth]], classes: Int
  ) -> (box: Double, classification: Double, gradient: [Double]) {
    let width = 5 + classes
    var gradient = [Double](repeating: 0, count: outputs.count)
    var (boxLoss, classLoss, positives) = (0.0, 0.0, 0)
    for (image, truths) in truths.enumerated() {
      var owner = [Int?](repeating: nil, count: boxes.count)
      func overlap(_ index: Int, _ truth: UnitBox<Double>) -> Double {
        let b = boxes.boxes[index]
        func common(_ c: Float, _ size: Float, _ start: Double, _ length: Double) -> Double {
          let (low, high) = (Double(c) - Double(size) / 2, Double(c) + Double(size) / 2)
          return max(0, min(high, start + length) - max(low, start))
        }
        let shared =
          common(b.x, b.width, truth.x, truth.width) * common(b.y, b.height, truth.y, truth.height)
        return shared / (Double(b.width * b.height) + truth.width * truth.height - shared)
      }
      for (number, truth) in truths.enumerated() {
        let free = boxes.boxes.indices.filter { owner[$0] == nil }
        if let best = free.max(by: { overlap($0, truth.box) < overlap($1, truth.box) }),
          overlap(best, truth.box) > 0
        {
          owner[best] = number
        }
      }
      for index in boxes.boxes.indices where owner[index] == nil {
        let overlaps = truths.map { overlap(index, $0.box) }
        if let most = overlaps.max(), most >= 0.5 { owner[index] = overlaps.firstIndex(of: most) }
      }
      func scores(_ index: Int) -> [Double] {
        let start = (image * boxes.count + index) * width + 4
        return outputs[start..<start + classes + 1].map { Double($0) }
      }
      func crossEntropy(_ index: Int, _ label: Int) -> Double {
        log(scores(index).map(exp).reduce(0, +)) - scores(index)[label]
      }
      let own = owner.filter { $0 != nil }.count
      positives += own
      let negatives = boxes.boxes.indices.filter { owner[$0] == nil }
        .sorted { crossEntropy($0, 0) > crossEntropy($1, 0) }
        .prefix(own > 0 ? 3 * own : SSDLoss.negativesWithoutObjects)
      for index in boxes.boxes.indices where owner[index] != nil || negatives.contains(index) {
        let label = owner[index].map { truths[$0].label + 1 } ?? 0
        let start = (image * boxes.count + index) * width
        classLoss += crossEntropy(index, label)
        let sum = scores(index).map(exp).reduce(0, +)
        for (c, score) in scores(index).enumerated() {
          gradient[start + 4 + c] = exp(score) / sum - (c == label ? 1 : 0)
        }
        guard let number = owner[index] else { continue }
        let target = boxes.encode(truths[number].box, at: index)
        for k in 0..<4 {
          let apart = Double(outputs[start + k]) - Double(target[k])
          boxLoss += abs(apart) < 1 ? apart * apart / 2 : abs(apart) - 0.5
          gradient[start + k] = max(-1, min(1, apart))
        }
      }
    }
    let divisor = Double(max(1, positives))
    return (boxLoss / divisor, classLoss / divisor, gradient.map { $0 / divisor })
  }

  @Test(arguments: [1, 3, 18])
  func theLossIsThatOfANaiveImplementation(classes: Int) {
    var architecture = SSDSamples.tiny
    architecture.classes = classes
    let boxes = architecture.defaultBoxes
    var random = SeededGenerator(seed: 4)
    var truths = SSDSamples.truths(6, classes: classes)
    truths[2] = []
    let outputs = (0..<6 * boxes.count * (5 + classes)).map { _ in random.normal() * 2 }
    let (parts, gradient) = SSDLoss(boxes, classes: classes).measure(outputs, truths)
    let expected = naive(boxes, outputs, truths, classes: classes)
    #expect(parts.positives > 6)
    #expect(abs(parts.box - expected.box) < 1e-4)
    #expect(abs(parts.classification - expected.classification) < 1e-4)
    let worst = zip(gradient, expected.gradient).map { abs(Double($0) - $1) }.max() ?? 1
    #expect(worst < 1e-6)
  }
}
