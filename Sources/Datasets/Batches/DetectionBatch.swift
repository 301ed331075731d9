/// A batch of images with their objects, for training or evaluation of a detector.
public struct DetectionBatch: Sendable {
  /// The width and height in pixels.
  public let side: Int
  /// The images, `count` × 3 × `side` × `side` (NCHW): (value / 255 − 0.5) / 0.25, so −2 … 2.
  ///
  /// The scale is the same for every data set, so that a weights file needs no mean and deviation.
  public internal(set) var images: [Float] = []
  /// The objects of each image.
  public internal(set) var truths: [[SceneObject]] = []
  /// The index of each scene in its source.
  public internal(set) var indices: [Int] = []
  /// The place of each scene in the batch as it was planned, ascending; those that could not be read are left out.
  public internal(set) var places: [Int] = []

  /// Creates an empty batch.
  init(side: Int) { self.side = side }

  /// Creates a batch of scenes, stretched to squares.
  ///
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels).
  public init(_ scenes: [Scene], side: Int) {
    self.init(side: side)
    clear(capacity: scenes.count)
    for (index, scene) in scenes.enumerated() {
      append(scene.resized(to: side), index: index, place: index)
    }
  }

  /// The number of images: fewer than requested, even none, where files could not be read.
  public var count: Int { indices.count }

  /// An image of the batch as bytes, for display.
  ///
  /// - Precondition: `index` is below `count`.
  /// - Complexity: O(side²).
  public func image(at index: Int) -> Image {
    precondition(indices.indices.contains(index), "no such image in the batch")
    let plane = side * side
    let start = index * 3 * plane
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * plane) { bytes, used in
      for pixel in 0..<plane {
        for channel in 0..<3 {
          let value = images[start + channel * plane + pixel]
          bytes[pixel * 3 + channel] = UInt8((value * 0.25 + 0.5) * 255 + 0.5)
        }
      }
      used = 3 * plane
    }
    return Image(width: side, height: side, pixels: pixels)
  }

  /// The input of a network for a byte of an image.
  public static func input(_ byte: UInt8) -> Float { (Float(byte) / 255 - 0.5) / 0.25 }

  private static let inputs: [Float] = (0...255).map { input(UInt8($0)) }

  /// Empties the batch for up to `capacity` images and keeps its memory.
  mutating func clear(capacity: Int) {
    truths.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    let size = capacity * 3 * side * side
    if images.count != size { images = Array(repeating: 0, count: size) }
  }

  /// Adds a scene whose image is `side` × `side`.
  mutating func append(_ scene: Scene, index: Int, place: Int) {
    let plane = side * side
    let start = count * 3 * plane
    scene.image.pixels.withUnsafeBufferPointer { pixels in
      Self.inputs.withUnsafeBufferPointer { inputs in
        images.withUnsafeMutableBufferPointer { images in
          for pixel in 0..<plane {
            images[start + pixel] = inputs[Int(pixels[pixel * 3])]
            images[start + plane + pixel] = inputs[Int(pixels[pixel * 3 + 1])]
            images[start + 2 * plane + pixel] = inputs[Int(pixels[pixel * 3 + 2])]
          }
        }
      }
    }
    truths.append(scene.objects)
    indices.append(index)
    places.append(place)
  }

  /// Releases the memory of scenes that could not be read.
  mutating func trim() {
    let size = count * 3 * side * side
    if images.count > size { images.removeLast(images.count - size) }
  }
}
