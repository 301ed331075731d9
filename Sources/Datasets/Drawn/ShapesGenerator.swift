internal import Boxes
internal import SeededRandom

/// Draws coloured shapes on uneven paper: a detection data set that needs no download.
///
/// Each scene is a function of the seed, its part, its epoch and its index only, and has one to four shapes
/// that hardly overlap. `noise` makes all of it harder: the paper has more speckles, colours come closer to
/// the paper, shapes are rotated further.
public struct ShapesGenerator: Equatable, Sendable {
  /// The part of the data set; training and validation never share a scene.
  public enum Part: UInt64, Sendable {
    /// Images to learn from.
    case train = 21
    /// Images to measure with.
    case validation = 22
  }

  /// The seed of all scenes.
  public let seed: UInt64
  /// The width and height in pixels.
  public let side: Int
  /// The shapes to draw, in the order of the classes.
  public let shapes: [Shape]
  /// The difficulty, 0 … 1.
  public let noise: Float

  /// Creates a generator.
  ///
  /// - Precondition: `side` is at least 16 and `shapes` is not empty.
  public init(
    seed: UInt64, side: Int = 64, shapes: [Shape] = [.circle, .square, .triangle],
    noise: Double = 0.5
  ) {
    precondition(side >= 16, "a side of fewer than 16 pixels shows no shape")
    precondition(!shapes.isEmpty, "there must be a shape to draw")
    self.seed = seed
    self.side = side
    self.shapes = shapes
    self.noise = Float(min(1, max(0, noise)))
  }

  /// The names of the classes.
  public var classes: [String] { shapes.map(\.rawValue) }

  /// Draws scenes.
  ///
  /// - Complexity: O(count · side²).
  public func scenes(_ count: Int, _ part: Part, epoch: Int = 0) -> ScenesInMemory {
    ScenesInMemory(
      (0..<count).map { scene($0, part, epoch: epoch) }, classes: classes)
  }

  /// Draws one scene.
  ///
  /// - Complexity: O(side²), about 70 µs at 64.
  public func scene(_ index: Int, _ part: Part, epoch: Int) -> Scene {
    let stream = part.rawValue &+ UInt64(epoch) &* 0x1_0000_0001 &+ UInt64(index) &* 0x100
    var random = SeededGenerator.stream(stream, seed: seed)
    let paper = Paper(random: &random)
    var placed: [(shape: PlacedShape, object: SceneObject, color: SIMD3<Float>)] = []
    for _ in 0...random.index(below: 4) {
      let label = random.index(below: shapes.count)
      guard let (shape, box) = place(shapes[label], among: placed.map(\.object.box), &random)
      else { continue }
      placed.append((shape, SceneObject(box: box, label: label), ink(on: paper, &random)))
    }
    let pixels = [UInt8](unsafeUninitializedCapacity: side * side * 3) { bytes, used in
      withUnsafeTemporaryAllocation(of: SIMD3<Float>.self, capacity: side * side) { colors in
        paper.fill(colors, side: side)
        for item in placed { draw(item.shape, item.color, on: colors) }
        speckle(colors, into: bytes, &random)
      }
      used = side * side * 3
    }
    return Scene(
      image: Image(width: side, height: side, pixels: pixels), objects: placed.map(\.object))
  }

  /// Finds a free place for a shape; `nil` if there is none.
  private func place(
    _ shape: Shape, among boxes: [UnitBox<Float>], _ random: inout SeededGenerator
  ) -> (PlacedShape, UnitBox<Float>)? {
    let pixels = Float(side)
    for _ in 0..<30 {
      let size = random.uniform(0.25...0.6) * pixels
      let corner = SIMD2(random.uniform(0...pixels - size), random.uniform(0...pixels - size))
      let angle = random.uniform(-1...1) * 0.6 * noise
      let placed = PlacedShape(shape, angle: angle, corner: corner, size: size)
      let box = UnitBox<Float>(
        x: placed.left / pixels, y: placed.top / pixels,
        width: (placed.right - placed.left) / pixels,
        height: (placed.bottom - placed.top) / pixels
      ).clipped
      if let box, boxes.allSatisfy({ $0.iou(with: box) < 0.1 }) { return (placed, box) }
    }
    return nil
  }

  /// A colour that stands out from the paper.
  private func ink(on paper: Paper, _ random: inout SeededGenerator) -> SIMD3<Float> {
    let contrast = 230 - 130 * noise
    while true {
      let color = SIMD3(random.uniform(), random.uniform(), random.uniform()) * 255
      let gap = color - paper.middle
      if abs(gap.x) + abs(gap.y) + abs(gap.z) >= contrast { return color }
    }
  }

  private func draw(
    _ shape: PlacedShape, _ color: SIMD3<Float>,
    on colors: UnsafeMutableBufferPointer<SIMD3<Float>>
  ) {
    // The anti-aliasing reaches half a pixel beyond the outline.
    let columns = max(0, Int(shape.left - 0.5))..<min(side, Int(shape.right + 0.5) + 1)
    let rows = max(0, Int(shape.top - 0.5))..<min(side, Int(shape.bottom + 0.5) + 1)
    for row in rows {
      for column in columns {
        let share = shape.coverage(x: Float(column) + 0.5, y: Float(row) + 0.5)
        guard share > 0 else { continue }
        let pixel = row * side + column
        colors[pixel] += (color - colors[pixel]) * share
      }
    }
  }

  /// Makes every channel of every pixel a little lighter or darker, and converts them to bytes.
  private func speckle(
    _ colors: UnsafeMutableBufferPointer<SIMD3<Float>>,
    into bytes: UnsafeMutableBufferPointer<UInt8>, _ random: inout SeededGenerator
  ) {
    let strength = 60 * noise / 1023
    let (low, high) = (SIMD3<Float>(repeating: 0), SIMD3<Float>(repeating: 255))
    for pixel in colors.indices {
      // One word gives two numbers of ten bits per channel; their sum has a triangular distribution around
      // 1023.
      let word = random.next()
      let first = SIMD3<UInt32>(
        UInt32(truncatingIfNeeded: word) & 0x3FF, UInt32(truncatingIfNeeded: word >> 20) & 0x3FF,
        UInt32(truncatingIfNeeded: word >> 40) & 0x3FF)
      let second = SIMD3<UInt32>(
        UInt32(truncatingIfNeeded: word >> 10) & 0x3FF,
        UInt32(truncatingIfNeeded: word >> 30) & 0x3FF,
        UInt32(truncatingIfNeeded: word >> 50) & 0x3FF)
      let lifted = SIMD3<Float>(SIMD3<Int32>(truncatingIfNeeded: first &+ second)) - 1023
      let color = (colors[pixel] + lifted * strength).clamped(lowerBound: low, upperBound: high)
      bytes[pixel * 3] = UInt8(color.x + 0.5)
      bytes[pixel * 3 + 1] = UInt8(color.y + 0.5)
      bytes[pixel * 3 + 2] = UInt8(color.z + 0.5)
    }
  }
}

/// The background: a colour gradient.
private struct Paper {
  let middle: SIMD3<Float>
  private let across: SIMD3<Float>
  private let down: SIMD3<Float>

  init(random: inout SeededGenerator) {
    middle = SIMD3(random.uniform(), random.uniform(), random.uniform()) * 175 + 40
    across = SIMD3(random.uniform(), random.uniform(), random.uniform()) * 80 - 40
    down = SIMD3(random.uniform(), random.uniform(), random.uniform()) * 80 - 40
  }

  func fill(_ colors: UnsafeMutableBufferPointer<SIMD3<Float>>, side: Int) {
    let step = across / Float(side)
    for row in 0..<side {
      var color = middle + down * (Float(row) / Float(side) - 0.5) - across * 0.5
      for column in 0..<side {
        colors[row * side + column] = color
        color += step
      }
    }
  }
}
