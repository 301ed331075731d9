/// Digits that are drawn again for every epoch: an endless training set.
public struct FreshDigits: ImageSource {
  /// The generator that draws the images.
  public let generator: DigitsGenerator
  public let count: Int

  /// Creates a source of `count` images per epoch.
  public init(_ generator: DigitsGenerator, count: Int) {
    self.generator = generator
    self.count = count
  }

  public var inputs: Int { DigitsGenerator.side * DigitsGenerator.side }
  public var classes: Int { 10 }

  public func fill(_ index: Int, epoch: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8 {
    let digit = generator.draw(index, .train, epoch: epoch, into: row)
    // The same 256 levels as of images in memory.
    for pixel in row.indices { row[pixel] = (row[pixel] * 255).rounded() / 255 }
    return digit
  }
}
