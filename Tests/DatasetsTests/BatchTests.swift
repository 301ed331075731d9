import Datasets
import Testing

@Suite struct BatchTests {
  private let images = LabeledImages(
    width: 2, height: 1, classes: 7, pixels: (0..<46).map { UInt8($0) },
    labels: (0..<23).map { UInt8($0 % 7) })

  private func numbers(_ batch: ImageBatch) -> (rows: [Float], classes: [UInt8]) {
    var rows = [Float](repeating: -1, count: batch.count * 2)
    let classes = rows.withUnsafeMutableBufferPointer { rows in
      (0..<batch.count).map {
        batch.fill($0, into: UnsafeMutableBufferPointer(rebasing: rows[$0 * 2..<$0 * 2 + 2]))
      }
    }
    return (rows, classes)
  }

  @Test func anOrderIsAPermutationThatDependsOnSeedAndEpoch() {
    let order = EpochOrder(count: 1000, seed: 1)
    let first = order.indices(epoch: 0)
    #expect(first.sorted() == Array(0..<1000))
    #expect(first != Array(0..<1000))
    #expect(order.indices(epoch: 0) == first)
    #expect(order.indices(epoch: 1) != first)
    #expect(EpochOrder(count: 1000, seed: 2).indices(epoch: 0) != first)
    #expect(EpochOrder(count: 5, seed: nil).indices(epoch: 3) == [0, 1, 2, 3, 4])
  }

  @Test func batchesHoldWhatTheOrderSays() {
    var batches = ImageBatches(source: images, batchSize: 4, seed: 3)
    #expect(batches.count == 6)
    #expect(batches[0].count == 0)
    for epoch in [5, 0, 1, 5] {
      batches.begin(epoch: epoch)
      let order = EpochOrder(count: 23, seed: 3).indices(epoch: epoch)
      let rows = order.flatMap { [Float($0 * 2) / 255, Float($0 * 2 + 1) / 255] }
      let found = (0..<6).map { numbers(batches[$0]) }
      #expect(found.map(\.classes.count) == [4, 4, 4, 4, 4, 3])
      #expect(found.flatMap(\.rows) == rows)
      #expect(found.flatMap(\.classes) == order.map { UInt8($0 % 7) })
    }
    #expect(batches[6].count == 0)
  }

  @Test func partsOfABatchMakeTheWhole() {
    func part(_ range: @escaping @Sendable (Int) -> Range<Int>) -> [[Float]] {
      var batches = ImageBatches(source: images, batchSize: 4, seed: 3, part: range)
      batches.begin(epoch: 2)
      #expect((0..<6).map(batches.size) == [4, 4, 4, 4, 4, 3])
      return (0..<6).map { numbers(batches[$0]).rows }
    }
    let (first, second) = (part { 0..<$0 / 2 }, part { $0 / 2..<$0 })
    #expect(zip(first, second).map { $0 + $1 } == part { 0..<$0 })
  }
}
