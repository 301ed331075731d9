internal import SeededRandom

/// Images of equal size in memory, each with a class.
public struct LabeledImages: Equatable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The number of classes; labels are below it.
  public let classes: Int
  /// The pixels of all images, row by row, 0 … 255.
  public let pixels: [UInt8]
  /// The class of each image.
  public let labels: [UInt8]

  /// Creates a set of images.
  ///
  /// - Precondition: `pixels` holds `width * height` bytes per label.
  public init(width: Int, height: Int, classes: Int, pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * width * height, "every label needs its pixels")
    self.width = width
    self.height = height
    self.classes = classes
    self.pixels = pixels
    self.labels = labels
  }

  /// Splits the images at random, reproducibly for a seed; both parts keep their order.
  ///
  /// - Parameter fraction: The fraction of the second part, between 0 and 1; each part has at least one
  ///   image.
  /// - Complexity: O(pixels).
  public func split(fraction: Double, seed: UInt64) -> (rest: LabeledImages, part: LabeledImages) {
    var order = Array(labels.indices)
    var random = SeededGenerator.stream(7, seed: seed)
    random.shuffle(&order)
    let size = min(max(1, Int((Double(labels.count) * fraction).rounded())), labels.count - 1)
    return (picked(order.dropFirst(size).sorted()), picked(order.prefix(size).sorted()))
  }

  private func picked(_ indices: [Int]) -> LabeledImages {
    let size = width * height
    var kept: [UInt8] = []
    kept.reserveCapacity(indices.count * size)
    for index in indices { kept += pixels[index * size..<(index + 1) * size] }
    return LabeledImages(
      width: width, height: height, classes: classes, pixels: kept,
      labels: indices.map { labels[$0] })
  }
}

extension LabeledImages: ImageSource {
  public var count: Int { labels.count }
  public var inputs: Int { width * height }

  public func fill(_ index: Int, epoch: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8 {
    pixels[index * inputs..<(index + 1) * inputs].withUnsafeBufferPointer { pixels in
      guard let source = pixels.baseAddress, let target = row.baseAddress else { return }
      // Pointers, because a check of each index keeps the loop from dividing several at once.
      let count = min(row.count, pixels.count)
      for column in 0..<count { target[column] = Float(source[column]) / 255 }
    }
    return labels[index]
  }
}
