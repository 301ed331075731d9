/// Indices of boxes by class, within a class by image, within an image as they came.
struct GroupedOrder: Sendable {
  /// All indices.
  let indices: [Int32]
  /// The image of each of them.
  let images: [Int32]
  /// Where the indices of each class begin, and the end.
  private let starts: [Int]

  /// Two counting sorts, the less significant key first.
  ///
  /// - Complexity: O(count + images + categories).
  init(
    count: Int, images: Int, categories: Int, image: (Int) -> Int, category: (Int) -> Int
  ) {
    var byImage = [Int32](repeating: 0, count: count)
    var places = Self.starts(count: count, keys: images, key: image)
    for index in 0..<count {
      let key = image(index)
      byImage[places[key]] = Int32(truncatingIfNeeded: index)
      places[key] += 1
    }
    starts = Self.starts(count: count, keys: categories, key: category)
    places = starts
    var sorted = [Int32](repeating: 0, count: count)
    for index in byImage {
      let key = category(Int(index))
      sorted[places[key]] = index
      places[key] += 1
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

  /// Where the boxes of a class stand in `indices`.
  func range(ofCategory category: Int) -> Range<Int> {
    starts[category]..<starts[category + 1]
  }
}
