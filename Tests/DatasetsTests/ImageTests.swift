import Datasets
import Testing

@Suite struct ImageTests {
  /// Red grows to the right, green downwards; blue is the same everywhere.
  private func gradient(_ width: Int, _ height: Int) -> Image {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width { pixels += [UInt8(x * 2), UInt8(y * 2), 77] }
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  @Test func mirroringTwiceIsTheSameImage() {
    let image = gradient(5, 3)
    #expect(image.flipped() != image)
    #expect(image.flipped().flipped() == image)
    #expect(image.flippedVertically() != image)
    #expect(image.flippedVertically().flippedVertically() == image)
    #expect(Array(image.flipped().pixels.prefix(3)) == [8, 0, 77])
    #expect(Array(image.flippedVertically().pixels.prefix(3)) == [0, 4, 77])
  }

  @Test(arguments: [(16, 12), (7, 5), (64, 48), (100, 90), (1, 1)])
  func stretchingKeepsAGradientAndAConstant(width: Int, height: Int) {
    let image = gradient(64, 48).resized(width: width, height: height)
    #expect(image.width == width && image.height == height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = (y * width + x) * 3
        let red = (Double(x) + 0.5) * 64 / Double(width) * 2 - 1
        let green = (Double(y) + 0.5) * 48 / Double(height) * 2 - 1
        // At the border the triangle is cut off, which pulls the mean inwards.
        let slack = 64 / Double(width) / 2 + 1.5
        #expect(abs(Double(image.pixels[pixel]) - red) <= slack)
        #expect(abs(Double(image.pixels[pixel + 1]) - green) <= 48 / Double(height) / 2 + 1.5)
        #expect(image.pixels[pixel + 2] == 77)
      }
    }
  }

  @Test func theSameSizeIsTheSameImage() {
    #expect(gradient(9, 9).resized(to: 9) == gradient(9, 9))
  }

  @Test func everyPixelCountsWhenAImageShrinks() {
    // A chessboard becomes even grey: nothing is left out and nothing counts twice.
    let pixels = (0..<64 * 64).flatMap { pixel -> [UInt8] in
      Array(repeating: (pixel / 64 + pixel % 64) % 2 == 0 ? 255 : 0, count: 3)
    }
    let small = Image(width: 64, height: 64, pixels: pixels).resized(to: 8)
    #expect(small.pixels.allSatisfy { (118...137).contains($0) })
  }
}
