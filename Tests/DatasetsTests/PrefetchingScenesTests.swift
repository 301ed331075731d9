import Datasets
import Synchronization
import Testing

@Suite struct PrefetchingScenesTests {
  /// Scenes of which some cannot be read.
  private struct Damaged: SceneSource {
    let scenes: ScenesInMemory
    let broken: Set<Int>

    var count: Int { scenes.count }
    var classes: [String] { scenes.classes }

    func scene(_ index: Int, epoch: Int) throws(DatasetError) -> Scene {
      if broken.contains(index) { throw DatasetError("\(index).jpg", "is cut off") }
      return scenes.scene(index, epoch: epoch)
    }
  }

  private let source = ShapesGenerator(seed: 2, side: 32).scenes(23, .train)

  private func epoch(_ scenes: PrefetchingScenes, _ epoch: Int) -> [DetectionBatch] {
    scenes.begin(epoch: epoch)
    var all: [DetectionBatch] = []
    while let batch = scenes.nextBatch() {
      all.append(batch)
      scenes.reuse(batch)
    }
    return all
  }

  @Test(arguments: [1, 2, 9])
  func batchesHoldWhatTheOrderSays(depth: Int) {
    let scenes = PrefetchingScenes(
      source: source, side: 32, batchSize: 4, seed: 3, depth: depth)
    #expect(scenes.count == 6)
    for number in 0..<3 {
      let batches = epoch(scenes, number)
      #expect(batches.map(\.count) == [4, 4, 4, 4, 4, 3])
      #expect(
        batches.flatMap(\.indices) == EpochOrder(count: 23, seed: 3).indices(epoch: number))
      for batch in batches {
        #expect(batch.images.count == batch.count * 3 * 32 * 32)
        for (position, index) in batch.indices.enumerated() {
          #expect(batch.truths[position] == source.scenes[index].objects)
          #expect(batch.image(at: position) == source.scenes[index].image)
        }
      }
    }
  }

  @Test func aBatchCanBeMadeOfScenes() {
    let batch = DetectionBatch(Array(source.scenes.prefix(3)), side: 16)
    #expect(batch.count == 3 && batch.indices == [0, 1, 2])
    #expect(batch.truths[2] == source.scenes[2].objects)
    #expect(batch.image(at: 1) == source.scenes[1].image.resized(to: 16))
  }

  @Test func channelsLieInPlanesAroundZero() {
    let red = Scene(
      image: Image(width: 1, height: 1, pixels: [255, 0, 51]), objects: [])
    let scenes = PrefetchingScenes(
      source: ScenesInMemory([red], classes: []), side: 2, batchSize: 1, seed: nil)
    let images = epoch(scenes, 0).flatMap(\.images)
    #expect(images == [2, 2, 2, 2, -2, -2, -2, -2] + Array(repeating: images[8], count: 4))
    #expect(abs(images[8] + 1.2) < 1e-6)
  }

  @Test func augmentedBatchesRepeatForTheSameSeedWhateverTheDepth() {
    func images(depth: Int, seed: UInt64) -> [[Float]] {
      let scenes = PrefetchingScenes(
        source: source, side: 16, batchSize: 5, seed: seed, augmentation: .ssd, depth: depth)
      return epoch(scenes, 1).map(\.images)
    }
    #expect(images(depth: 1, seed: 1) == images(depth: 7, seed: 1))
    #expect(images(depth: 1, seed: 1) != images(depth: 1, seed: 2))
  }

  /// Scenes that note which of them were read.
  private final class Watched: SceneSource {
    let scenes: ScenesInMemory
    let read = Mutex<[Int]>([])

    init(_ scenes: ScenesInMemory) { self.scenes = scenes }

    var count: Int { scenes.count }
    var classes: [String] { scenes.classes }

    func scene(_ index: Int, epoch: Int) -> Scene {
      read.withLock { $0.append(index) }
      return scenes.scene(index, epoch: epoch)
    }
  }

  @Test(arguments: [2, 3, 4])
  func aProcessReadsItsShareOnlyAndVariesItAsOneProcessWould(processes: Int) {
    func batches(_ source: any SceneSource, _ part: (@Sendable (Int) -> Range<Int>)?)
      -> [DetectionBatch]
    {
      let scenes = PrefetchingScenes(
        source: source, side: 16, batchSize: 5, seed: 8, augmentation: .ssd, part: part)
      return epoch(scenes, 2)
    }
    let whole = batches(source, nil)
    var read: [Int] = []
    var parts: [[DetectionBatch]] = []
    for rank in 0..<processes {
      let watched = Watched(source)
      parts.append(
        batches(watched) { ($0 * rank / processes)..<($0 * (rank + 1) / processes) })
      let own = watched.read.withLock { $0 }
      #expect(own == parts[rank].flatMap(\.indices))
      read += own
    }
    #expect(read.count == 23 && Set(read) == Set(0..<23))
    for (index, batch) in whole.enumerated() {
      #expect(batch.indices == parts.flatMap { $0[index].indices })
      #expect(batch.truths == parts.flatMap { $0[index].truths })
      #expect(batch.images == parts.flatMap { $0[index].images })
    }
  }

  @Test func whatCannotBeReadIsLeftOutAndToldOnce() {
    let scenes = PrefetchingScenes(
      source: Damaged(scenes: source, broken: [0, 1, 2, 3, 9]), side: 32, batchSize: 4, seed: nil)
    for number in 0..<2 {
      let batches = epoch(scenes, number)
      #expect(batches.map(\.count) == [0, 4, 3, 4, 4, 3])
      #expect(batches[0].images.isEmpty)
      #expect(batches[2].indices == [8, 10, 11])
      #expect(batches[2].image(at: 1) == source.scenes[10].image)
    }
    #expect(
      scenes.problems == [0, 1, 2, 3, 9].map { "\($0).jpg: is cut off" })
  }
}
