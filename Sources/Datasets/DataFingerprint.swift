internal import Boxes

/// A mark of the data of a recipe, by which processes that train together know that they have the same.
///
/// It covers the number of examples and some of them: their classes or objects, the numbers of drawn or
/// stored images, and the sizes of decoded ones, whose last bits depend on the decoder.
public struct DataFingerprint: Equatable, Sendable {
  /// The number of examples, with those to validate.
  public private(set) var count = 0
  /// A 64-bit hash (FNV-1a).
  public private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The most examples of a source that are looked at: of images in memory, and of files.
  private static let (mostImages, mostScenes) = (256, 16)

  /// Creates the mark of no data.
  public init() {}

  /// Looks at images for a classifier.
  ///
  /// - Complexity: O(numbers of 256 images).
  public init(of sources: [any ImageSource]) {
    for source in sources {
      add(source.count)
      var row = [Float](repeating: 0, count: source.inputs)
      for index in Self.indices(of: source.count, most: Self.mostImages) {
        let label = row.withUnsafeMutableBufferPointer { source.fill(index, epoch: 0, into: $0) }
        mix(UInt64(label))
        for value in row { mix(UInt64(max(0, min(255, (value * 255).rounded())))) }
      }
    }
  }

  /// Looks at scenes for a detector.
  ///
  /// - Complexity: O(pixels of 16 images).
  public init(of sources: [any SceneSource]) {
    for source in sources {
      add(source.count)
      for name in source.classes { name.utf8.forEach { mix(UInt64($0)) } }
      for index in Self.indices(of: source.count, most: Self.mostScenes) {
        // One that cannot be read is left out by all.
        guard let scene = try? source.scene(index, epoch: 0) else { continue }
        mix(UInt64(scene.image.width) << 32 | UInt64(scene.image.height))
        for object in scene.objects {
          mix(UInt64(object.label))
          for edge in [object.box.x, object.box.y, object.box.width, object.box.height] {
            mix(UInt64(edge.bitPattern))
          }
        }
      }
    }
  }

  private mutating func add(_ examples: Int) {
    count += examples
    mix(UInt64(examples))
  }

  private mutating func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }

  /// Indices at even distances.
  private static func indices(of count: Int, most: Int) -> [Int] {
    let shown = min(count, most)
    return (0..<shown).map { $0 * count / shown }
  }
}
