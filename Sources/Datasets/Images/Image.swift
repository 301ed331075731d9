/// An image in memory: red, green and blue of every pixel, row by row.
public struct Image: Equatable, Sendable {
  /// The width in pixels, at least 1.
  public let width: Int
  /// The height in pixels, at least 1.
  public let height: Int
  /// `height` × `width` × 3 bytes, 0 … 255.
  public internal(set) var pixels: [UInt8]

  /// Creates an image from its bytes.
  ///
  /// - Precondition: Both sides are positive, and `pixels` holds three bytes per pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    precondition(pixels.count == width * height * 3, "every pixel needs three bytes")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Mirrors left to right.
  ///
  /// - Complexity: O(pixels).
  public func flipped() -> Image {
    let (width, height) = (width, height)
    let mirrored = [UInt8](unsafeUninitializedCapacity: pixels.count) { bytes, used in
      pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<height {
          var source = row * width * 3
          var target = (row + 1) * width * 3 - 3
          for _ in 0..<width {
            bytes[target] = pixels[source]
            bytes[target + 1] = pixels[source + 1]
            bytes[target + 2] = pixels[source + 2]
            source += 3
            target -= 3
          }
        }
      }
      used = pixels.count
    }
    return Image(width: width, height: height, pixels: mirrored)
  }

  /// Mirrors top to bottom.
  ///
  /// - Complexity: O(pixels).
  public func flippedVertically() -> Image {
    let bytes = width * 3
    var mirrored: [UInt8] = []
    mirrored.reserveCapacity(pixels.count)
    for row in (0..<height).reversed() { mirrored += pixels[row * bytes..<(row + 1) * bytes] }
    return Image(width: width, height: height, pixels: mirrored)
  }

  /// The mean colour of at most some thousand pixels, spread evenly.
  var meanColor: (red: UInt8, green: UInt8, blue: UInt8) {
    let count = width * height
    let stride = max(1, count / 4096)
    var sums = (0, 0, 0)
    var taken = 0
    pixels.withUnsafeBufferPointer { pixels in
      var pixel = 0
      while pixel < count {
        sums.0 += Int(pixels[pixel * 3])
        sums.1 += Int(pixels[pixel * 3 + 1])
        sums.2 += Int(pixels[pixel * 3 + 2])
        taken += 1
        pixel += stride
      }
    }
    return (UInt8(sums.0 / taken), UInt8(sums.1 / taken), UInt8(sums.2 / taken))
  }
}

extension Image: CustomStringConvertible {
  /// The size of the image; there are too many pixels to print.
  public var description: String { "image of \(width)×\(height)" }
}
