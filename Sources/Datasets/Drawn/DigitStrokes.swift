/// The strokes of the ten digits, as points in a unit square, y downwards.
///
/// A stroke is a polyline if it is `straight`, else a smooth curve through its points. Several ways of
/// writing a digit are listed.
struct DigitStrokes {
  /// One movement of the pen.
  struct Stroke {
    var points: [(x: Float, y: Float)]
    var isStraight: Bool
  }

  private static func line(_ points: (Float, Float)...) -> Stroke {
    Stroke(points: points.map { (x: $0.0, y: $0.1) }, isStraight: true)
  }

  private static func curve(_ points: (Float, Float)...) -> Stroke {
    Stroke(points: points.map { (x: $0.0, y: $0.1) }, isStraight: false)
  }

  /// The ways of writing each digit.
  static let ways: [[[Stroke]]] = [
    [
      [
        curve(
          (0.5, 0.08), (0.27, 0.2), (0.2, 0.5), (0.28, 0.8), (0.5, 0.92), (0.72, 0.8), (0.8, 0.5),
          (0.72, 0.2), (0.5, 0.08))
      ],
      [
        curve(
          (0.62, 0.1), (0.35, 0.18), (0.26, 0.55), (0.42, 0.9), (0.66, 0.8), (0.76, 0.45),
          (0.6, 0.12), (0.45, 0.14))
      ],
    ],
    [
      [line((0.5, 0.08), (0.5, 0.92))],
      [line((0.32, 0.26), (0.52, 0.08), (0.52, 0.92))],
      [line((0.34, 0.26), (0.52, 0.1), (0.52, 0.9)), line((0.32, 0.9), (0.72, 0.9))],
    ],
    [
      [
        curve((0.22, 0.3), (0.36, 0.11), (0.62, 0.11), (0.75, 0.3), (0.58, 0.56), (0.22, 0.9)),
        line((0.22, 0.9), (0.8, 0.88)),
      ],
      [
        curve(
          (0.24, 0.24), (0.5, 0.09), (0.74, 0.26), (0.56, 0.58), (0.26, 0.84), (0.2, 0.74),
          (0.36, 0.74), (0.56, 0.88), (0.8, 0.84))
      ],
    ],
    [
      [
        curve((0.24, 0.2), (0.46, 0.09), (0.72, 0.22), (0.64, 0.42), (0.42, 0.48)),
        curve((0.42, 0.48), (0.72, 0.54), (0.78, 0.74), (0.5, 0.92), (0.2, 0.82)),
      ],
      [
        line((0.24, 0.12), (0.74, 0.12), (0.46, 0.42)),
        curve((0.46, 0.42), (0.72, 0.5), (0.76, 0.74), (0.5, 0.92), (0.22, 0.84)),
      ],
    ],
    [
      [line((0.6, 0.08), (0.2, 0.62), (0.82, 0.62)), line((0.62, 0.34), (0.62, 0.93))],
      [line((0.28, 0.1), (0.22, 0.5), (0.74, 0.5)), line((0.72, 0.1), (0.68, 0.92))],
    ],
    [
      [
        line((0.76, 0.11), (0.32, 0.11), (0.27, 0.46)),
        curve((0.27, 0.46), (0.55, 0.38), (0.77, 0.6), (0.64, 0.86), (0.4, 0.92), (0.2, 0.82)),
      ],
      [
        curve(
          (0.74, 0.1), (0.42, 0.14), (0.3, 0.42), (0.56, 0.46), (0.74, 0.66), (0.54, 0.9),
          (0.24, 0.84))
      ],
    ],
    [
      [
        curve(
          (0.66, 0.08), (0.38, 0.28), (0.24, 0.6), (0.32, 0.86), (0.55, 0.92), (0.74, 0.74),
          (0.6, 0.54), (0.4, 0.56), (0.26, 0.7))
      ],
      [
        curve(
          (0.42, 0.08), (0.28, 0.45), (0.28, 0.78), (0.5, 0.92), (0.7, 0.78), (0.62, 0.58),
          (0.42, 0.58), (0.29, 0.7))
      ],
    ],
    [
      [line((0.2, 0.13), (0.8, 0.13)), curve((0.8, 0.13), (0.56, 0.5), (0.44, 0.92))],
      [
        line((0.2, 0.15), (0.78, 0.12)), curve((0.78, 0.12), (0.58, 0.48), (0.4, 0.92)),
        line((0.34, 0.52), (0.72, 0.5)),
      ],
    ],
    [
      [
        curve(
          (0.5, 0.48), (0.27, 0.3), (0.5, 0.09), (0.73, 0.3), (0.5, 0.48), (0.24, 0.72),
          (0.5, 0.92), (0.76, 0.72), (0.5, 0.48))
      ],
      [
        curve(
          (0.7, 0.2), (0.46, 0.1), (0.3, 0.28), (0.52, 0.48), (0.72, 0.72), (0.5, 0.92),
          (0.28, 0.76), (0.5, 0.5), (0.7, 0.2))
      ],
    ],
    [
      [
        curve((0.72, 0.3), (0.54, 0.1), (0.28, 0.28), (0.4, 0.5), (0.64, 0.44), (0.72, 0.3)),
        curve((0.72, 0.3), (0.7, 0.62), (0.56, 0.92)),
      ],
      [
        curve((0.7, 0.26), (0.48, 0.1), (0.28, 0.3), (0.44, 0.52), (0.7, 0.34)),
        line((0.71, 0.14), (0.68, 0.92)),
      ],
    ],
  ]

  /// The points of a stroke, close enough to be joined by straight lines.
  static func traced(_ stroke: Stroke) -> [(x: Float, y: Float)] {
    let points = stroke.points
    guard !stroke.isStraight, points.count > 2 else { return points }
    var traced: [(x: Float, y: Float)] = []
    traced.reserveCapacity(points.count * 5)
    for index in 0..<points.count - 1 {
      // A Catmull–Rom spline, which goes through its points.
      let before = points[max(0, index - 1)]
      let (a, b) = (points[index], points[index + 1])
      let after = points[min(points.count - 1, index + 2)]
      for step in 0..<5 {
        let t = Float(step) / 5
        traced.append(
          (x: spline(before.x, a.x, b.x, after.x, t), y: spline(before.y, a.y, b.y, after.y, t)))
      }
    }
    traced.append(points[points.count - 1])
    return traced
  }

  private static func spline(_ p: Float, _ a: Float, _ b: Float, _ n: Float, _ t: Float) -> Float {
    let linear = b - p
    let square = 2 * p - 5 * a + 4 * b - n
    let cube = 3 * a - p - 3 * b + n
    return a + 0.5 * t * (linear + t * (square + t * cube))
  }
}
