public import Boxes

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The boxes that a detector's outputs are offsets from, in the order of the outputs
/// (doi:10.1007/978-3-319-46448-0_2, section 2.2).
///
/// Tap by tap, row by row, cell by cell. Each cell has a square of side s, one of side √(s·s′) with the s′ of
/// the next tap, and a box of width s√a and height s/√a for each aspect ratio a. Boxes are not clipped.
public struct DefaultBoxes: Equatable, Sendable {
  /// A box given by its centre, in fractions of the image.
  public struct Box: Equatable, Sendable {
    /// The coordinate of the centre.
    public var x: Float
    /// The coordinate of the centre.
    public var y: Float
    /// The width, greater than 0.
    public var width: Float
    /// The height, greater than 0.
    public var height: Float

    /// Creates a box.
    public init(x: Float, y: Float, width: Float, height: Float) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// The boxes in the order of the network's outputs.
  public let boxes: [Box]
  /// All left edges, then all top, right and bottom edges, as the overlap kernel reads them.
  let edges: [Float]

  /// The scales of the offsets of centres and of sizes.
  public static let variances: (center: Float, size: Float) = (0.1, 0.2)

  /// Creates a list of boxes.
  public init(_ boxes: [Box]) {
    self.boxes = boxes
    edges =
      boxes.map { $0.x - $0.width / 2 } + boxes.map { $0.y - $0.height / 2 }
      + boxes.map { $0.x + $0.width / 2 } + boxes.map { $0.y + $0.height / 2 }
  }

  /// The boxes of an architecture.
  init(_ architecture: SSDArchitecture) {
    let trunk = architecture.trunk
    var boxes: [Box] = []
    for (index, tap) in architecture.taps.enumerated() {
      let (scale, next) = (architecture.scales[index], architecture.scales[index + 1])
      let between = (scale * next).squareRoot()
      let sizes =
        [(scale, scale), (between, between)]
        + architecture.aspectRatios.map { (scale * $0.squareRoot(), scale / $0.squareRoot()) }
      let side = trunk[tap].outputSide
      for row in 0..<side {
        for column in 0..<side {
          for (width, height) in sizes {
            boxes.append(
              Box(
                x: Float((Double(column) + 0.5) / Double(side)),
                y: Float((Double(row) + 0.5) / Double(side)), width: Float(width),
                height: Float(height)))
          }
        }
      }
    }
    self.init(boxes)
  }

  /// The number of boxes.
  public var count: Int { boxes.count }

  /// Encodes an object as offsets from a box: the offset of the centre in sizes of the box, and the logarithm
  /// of the ratio of the sizes, both divided by `variances`.
  ///
  /// - Precondition: The object has width and height.
  public func encode(_ truth: UnitBox<Double>, at index: Int) -> SIMD4<Float> {
    let box = boxes[index]
    let (center, size) = Self.variances
    return SIMD4(
      (Float(truth.center.x) - box.x) / (box.width * center),
      (Float(truth.center.y) - box.y) / (box.height * center),
      logf(Float(truth.width) / box.width) / size, logf(Float(truth.height) / box.height) / size)
  }

  /// Decodes offsets into the left, top, right and bottom edge, in fractions of the image; not clipped.
  public func decode(_ offsets: SIMD4<Float>, at index: Int) -> SIMD4<Float> {
    let box = boxes[index]
    let (center, size) = Self.variances
    let x = box.x + offsets[0] * center * box.width
    let y = box.y + offsets[1] * center * box.height
    // An untrained network may predict any offset; the limit keeps sizes finite.
    let width = box.width * expf(min(offsets[2] * size, 20))
    let height = box.height * expf(min(offsets[3] * size, 20))
    return SIMD4(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
  }
}
