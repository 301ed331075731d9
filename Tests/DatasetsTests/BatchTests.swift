import Datasets
import Testing

@Suite struct BatchTests {
  private let images = LabeledImages(
    width: 2, height: 1, classes: 7, pixels: (0..<46).map { UInt8($0) },
    labels: (0..<23).map { UInt8($0 % 7) })

  private func epoch(_ batches: PrefetchingBatches, _ epoch: Int) -> [[Float]] {
    batches.begin(epoch: epoch)
    var all: [[Float]] = []
    while let batch = batches.nextBatch() {
      all.append(batch.inputs)
      #expect(batch.inputs.count == batch.count * 2)
      batches.reuse(batch)
    }
    return all
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

  @Test(arguments: [1, 2, 9])
  func batchesHoldWhatTheOrderSays(depth: Int) {
    let batches = PrefetchingBatches(source: images, batchSize: 4, seed: 3, depth: depth)
    #expect(batches.count == 6)
    for number in 0..<3 {
      let order = EpochOrder(count: 23, seed: 3).indices(epoch: number)
      let expected = order.flatMap { [Float($0 * 2) / 255, Float($0 * 2 + 1) / 255] }
      let got = epoch(batches, number)
      #expect(got.map(\.count) == [8, 8, 8, 8, 8, 6])
      #expect(got.flatMap(\.self) == expected)
    }
  }

  @Test func anEpochLeftInTheMiddleDoesNotReachTheNext() {
    let batches = PrefetchingBatches(source: images, batchSize: 4, seed: 3)
    let whole = epoch(batches, 5)
    for _ in 0..<50 {
      batches.begin(epoch: 4)
      _ = batches.nextBatch()
      #expect(epoch(batches, 5) == whole)
    }
    #expect(batches.nextBatch()?.count == nil)
  }
}
