internal import SeededRandom

/// Draws digits as a shaky hand would: a data set that needs no download.
///
/// Each image is a function of the seed, its part, its epoch and its index only. `noise` makes all of it
/// harder: strokes shake more, shapes lean more, ink is paler, paper has more speckles.
public struct DigitsGenerator: Equatable, Sendable {
  /// The part of the data set; training and validation never share an image.
  public enum Part: UInt64, Sendable {
    /// Images to learn from.
    case train = 11
    /// Images to measure with.
    case validation = 12
  }

  /// The width and height in pixels.
  public static let side = 28
  /// The seed of all images.
  public let seed: UInt64
  /// The difficulty, 0 … 1.
  public let noise: Float

  /// Creates a generator.
  public init(seed: UInt64, noise: Double = 0.5) {
    self.seed = seed
    self.noise = Float(min(1, max(0, noise)))
  }

  /// Draws images; all classes are equally frequent.
  ///
  /// - Complexity: O(count), about 20 µs per image.
  public func images(_ count: Int, _ part: Part, epoch: Int = 0) -> LabeledImages {
    let size = Self.side * Self.side
    var labels = [UInt8](repeating: 0, count: count)
    let pixels = [UInt8](unsafeUninitializedCapacity: count * size) { bytes, used in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { ink in
        for index in 0..<count {
          labels[index] = draw(index, part, epoch: epoch, into: ink)
          for pixel in 0..<size { bytes[index * size + pixel] = UInt8(ink[pixel] * 255 + 0.5) }
        }
      }
      used = count * size
    }
    return LabeledImages(
      width: Self.side, height: Self.side, classes: 10, pixels: pixels, labels: labels)
  }

  /// Draws one image.
  ///
  /// - Parameter ink: Receives 28 × 28 numbers, 0 … 1.
  /// - Returns: The digit.
  func draw(
    _ index: Int, _ part: Part, epoch: Int, into ink: UnsafeMutableBufferPointer<Float>
  ) -> UInt8 {
    let stream = part.rawValue &+ UInt64(epoch) &* 0x1_0000_0001 &+ UInt64(index) &* 0x100
    var random = SeededGenerator.stream(stream, seed: seed)
    // Ten consecutive images hold every digit once.
    let digit = (index + index / 10 * 3) % 10
    let ways = DigitStrokes.ways[digit]
    let strokes = ways[random.index(below: ways.count)]
    let hand = Hand(noise: noise, random: &random)
    ink.update(repeating: 0)
    for stroke in strokes {
      var shaken = stroke
      for point in shaken.points.indices {
        shaken.points[point].x += random.uniform(-hand.shake...hand.shake)
        shaken.points[point].y += random.uniform(-hand.shake...hand.shake)
      }
      let line = DigitStrokes.traced(shaken).map(hand.placed)
      for (a, b) in zip(line, line.dropFirst()) {
        Self.stroke(from: a, to: b, radius: hand.radius, darkness: hand.darkness, into: ink)
      }
    }
    speckle(ink, &random)
    return UInt8(digit)
  }

  /// Darkens the pixels near a line; overlapping strokes do not add up.
  private static func stroke(
    from a: (x: Float, y: Float), to b: (x: Float, y: Float), radius: Float, darkness: Float,
    into ink: UnsafeMutableBufferPointer<Float>
  ) {
    let reach = radius + 1
    let limit = Float(side - 1)
    let left = Int(max(0, min(limit, min(a.x, b.x) - reach)))
    let right = Int(max(0, min(limit, max(a.x, b.x) + reach)))
    let top = Int(max(0, min(limit, min(a.y, b.y) - reach)))
    let bottom = Int(max(0, min(limit, max(a.y, b.y) + reach)))
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let scale = 1 / max(dx * dx + dy * dy, 1e-9)
    for y in top...bottom {
      for x in left...right {
        let (px, py) = (Float(x) - a.x, Float(y) - a.y)
        let along = max(0, min(1, (px * dx + py * dy) * scale))
        let (ex, ey) = (px - along * dx, py - along * dy)
        let distance = (ex * ex + ey * ey).squareRoot()
        let value = max(0, min(1, radius + 0.5 - distance)) * darkness
        let pixel = y * side + x
        if value > ink[pixel] { ink[pixel] = value }
      }
    }
  }

  /// Makes the paper uneven: every pixel becomes a little lighter or darker.
  private func speckle(
    _ ink: UnsafeMutableBufferPointer<Float>, _ random: inout SeededGenerator
  ) {
    guard noise > 0 else { return }
    let strength = noise * 0.9
    for pixel in ink.indices {
      // The sum of four uniform numbers is close enough to a normal one and costs only one word.
      let word = random.next()
      let sum =
        Float(word & 0xFFFF) + Float(word >> 16 & 0xFFFF) + Float(word >> 32 & 0xFFFF)
        + Float(word >> 48)
      ink[pixel] = max(0, min(1, ink[pixel] + (sum / 65536 - 2) * strength))
    }
  }
}

/// A handwriting: its slant, size and weight.
private struct Hand {
  let shake: Float
  let radius: Float
  let darkness: Float
  private let a, b, c, d, x, y: Float

  init(noise: Float, random: inout SeededGenerator) {
    shake = 0.015 + 0.055 * noise
    radius = random.uniform(0.5...(1.2 + 0.5 * noise))
    darkness = random.uniform((1 - 0.75 * noise)...1)
    let angle = random.uniform(-1...1) * (0.08 + 0.4 * noise)
    let lean = random.uniform(-1...1) * (0.1 + 0.4 * noise)
    let side = Float(DigitsGenerator.side)
    let width = random.uniform((0.72 - 0.2 * noise)...0.86) * side
    let height = random.uniform((0.72 - 0.2 * noise)...0.9) * side
    // sin and cos by their series, because angles are small.
    let sine = angle - angle * angle * angle / 6
    let cosine = 1 - angle * angle / 2
    a = cosine * width
    b = (lean * cosine - sine) * height
    c = sine * width
    d = (cosine + lean * sine) * height
    let drift = 1 + 3 * noise
    x = side / 2 - 0.5 + random.uniform(-drift...drift)
    y = side / 2 - 0.5 + random.uniform(-drift...drift)
  }

  /// The position of a point of the unit square on the paper.
  func placed(_ point: (x: Float, y: Float)) -> (x: Float, y: Float) {
    let (u, v) = (point.x - 0.5, point.y - 0.5)
    return (x + a * u + b * v, y + c * u + d * v)
  }
}
