/// Indices of boxes sorted by class, within a class by image, and within an image in their given order.
struct GroupedOrder: Sendable {
  /// All indices.
  let indices: [Int32]
  /// The image of each index.
  let images: [Int32]
  /// The start of each class in the indices, and the end.
  private let starts: [Int]

  /// Sorts by two counting sorts, the less significant key first.
  ///
  /// - Complexity: O(count + images + categories).
  init(
    count: Int, images: Int, categories: Int, image: (Int) -> Int, category: (Int) -> Int
  ) {
    var byImage = [Int32](repeating: 0, count: count)
    var nextIndices = Self.starts(count: count, keys: images, key: image)
    for index in 0..<count {
      let key = image(index)
      byImage[nextIndices[key]] = Int32(truncatingIfNeeded: index)
      nextIndices[key] += 1
    }
    starts = Self.starts(count: count, keys: categories, key: category)
    nextIndices = starts
    var sorted = [Int32](repeating: 0, count: count)
    for index in byImage {
      let key = category(Int(index))
      sorted[nextIndices[key]] = index
      nextIndices[key] += 1
    }
    indices = sorted
    self.images = sorted.map { Int32(truncatingIfNeeded: image(Int($0))) }
  }

  private static func starts(count: Int, keys: Int, key: (Int) -> Int) -> [Int] {
    var starts = [Int](repeating: 0, count: keys + 1)
    for index in 0..<count { starts[key(index) + 1] += 1 }
    for key in 0..<keys { starts[key + 1] += starts[key] }
    return starts
  }

  /// The range of a class in `indices`.
  func range(ofCategory category: Int) -> Range<Int> {
    starts[category]..<starts[category + 1]
  }
}
