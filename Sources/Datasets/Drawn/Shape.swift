/// A shape that `ShapesGenerator` draws; its name is the class.
public enum Shape: String, CaseIterable, Sendable {
  /// A disc.
  case circle
  /// A square.
  case square
  /// A triangle with equal sides.
  case triangle
  /// A star with five points.
  case star
  /// A circle without its middle.
  case ring

  /// The corners, on a circle of radius 1 around 0; empty for round shapes.
  var corners: [SIMD2<Float>] {
    switch self {
    case .circle, .ring: []
    case .square: Self.squareCorners
    case .triangle: Self.triangleCorners
    case .star: Self.starCorners
    }
  }

  /// The thickness of a ring, as a fraction of its radius; `nil` for filled shapes.
  var thickness: Float? { self == .ring ? 0.4 : nil }

  private static let squareCorners: [SIMD2<Float>] = [
    [-0.70710677, -0.70710677], [0.70710677, -0.70710677], [0.70710677, 0.70710677],
    [-0.70710677, 0.70710677],
  ]

  private static let triangleCorners: [SIMD2<Float>] = [
    [0, -1], [0.8660254, 0.5], [-0.8660254, 0.5],
  ]

  // Five points on the circle and, between them, five at 0.45 of its radius. They are written out, because
  // libraries differ in the last bit of a sine.
  private static let starCorners: [SIMD2<Float>] = [
    [0, -1], [0.26450336, -0.36405764], [0.95105654, -0.30901700], [0.42797543, 0.13905764],
    [0.58778524, 0.80901700], [0, 0.45], [-0.58778524, 0.80901700], [-0.42797543, 0.13905764],
    [-0.95105654, -0.30901700], [-0.26450336, -0.36405764],
  ]
}
