internal import SeededRandom

/// A change of brightness, contrast, saturation and hue: one affine map of colours.
///
/// The ranges are those of SSD. Saturation is a distance from grey and hue a rotation in YIQ, both linear,
/// where SSD uses HSV; so all four together cost nine products per pixel.
struct ColorShift: Equatable {
  private var red = SIMD3<Float>(1, 0, 0)
  private var green = SIMD3<Float>(0, 1, 0)
  private var blue = SIMD3<Float>(0, 0, 1)
  private var offset: Float = 0

  /// Draws a change; each of the four has a probability of 1/2.
  init(random: inout SeededGenerator) {
    if random.nextBool() { offset = random.uniform(-32...32) }
    if random.nextBool() { scale(random.uniform(0.5...1.5)) }
    if random.nextBool() { saturate(random.uniform(0.5...1.5)) }
    if random.nextBool() { turn(degrees: random.uniform(-18...18)) }
  }

  private mutating func scale(_ factor: Float) {
    red *= factor
    green *= factor
    blue *= factor
    offset *= factor
  }

  private mutating func saturate(_ factor: Float) {
    let grey = (0.299 * red + 0.587 * green + 0.114 * blue) * (1 - factor)
    red = grey + red * factor
    green = grey + green * factor
    blue = grey + blue * factor
  }

  private mutating func turn(degrees: Float) {
    let angle = degrees * Float.pi / 180
    // Computed by series, which give the same bits everywhere.
    let square = angle * angle
    let sine = angle * (1 - square / 6 * (1 - square / 20))
    let cosine = 1 - square / 2 * (1 - square / 12)
    let luma = 0.299 * red + 0.587 * green + 0.114 * blue
    let inPhase = 0.596 * red - 0.274 * green - 0.322 * blue
    let quadrature = 0.211 * red - 0.523 * green + 0.312 * blue
    let turnedPhase = inPhase * cosine - quadrature * sine
    let turnedQuadrature = inPhase * sine + quadrature * cosine
    red = luma + 0.956 * turnedPhase + 0.621 * turnedQuadrature
    green = luma - 0.272 * turnedPhase - 0.647 * turnedQuadrature
    blue = luma - 1.106 * turnedPhase + 1.703 * turnedQuadrature
  }

  /// Applies the change to an image.
  func applied(to image: Image) -> Image {
    var changed = image
    let count = image.width * image.height
    changed.pixels.withUnsafeMutableBufferPointer { bytes in
      for pixel in 0..<count {
        let start = pixel * 3
        let (r, g, b) = (Float(bytes[start]), Float(bytes[start + 1]), Float(bytes[start + 2]))
        bytes[start] = Self.byte(red.x * r + red.y * g + red.z * b + offset)
        bytes[start + 1] = Self.byte(green.x * r + green.y * g + green.z * b + offset)
        bytes[start + 2] = Self.byte(blue.x * r + blue.y * g + blue.z * b + offset)
      }
    }
    return changed
  }

  private static func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value)) + 0.5) }
}
