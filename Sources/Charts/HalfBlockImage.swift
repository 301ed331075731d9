public import Cells

/// An image in half blocks: two pixels per cell, scaled by area averaging with its aspect ratio.
///
/// Nothing is dithered: the same image in the same rectangle always has the same cells, so that a
/// surface that sends only changed cells sends an image once.
public struct HalfBlockImage {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// Red, green and blue of each pixel, row by row.
  public let pixels: [UInt8]

  /// Creates an image.
  ///
  /// - Precondition: three bytes per pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == 3 * width * height, "an image has three bytes per pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The cells of the image, centred in a rectangle; a cell is twice as high as wide.
  public func frame(in rect: Rect) -> Rect {
    guard width > 0, height > 0, !rect.isEmpty else {
      return Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    }
    let scale = min(
      Double(rect.width) / Double(width), Double(2 * rect.height) / Double(height))
    let columns = min(rect.width, max(1, Int((Double(width) * scale).rounded())))
    let rows = min(rect.height, max(1, Int((Double(height) * scale / 2).rounded())))
    return Rect(
      x: rect.x + (rect.width - columns) / 2, y: rect.y + (rect.height - rows) / 2,
      width: columns, height: rows)
  }

  /// Draws the image, centred in a rectangle.
  ///
  /// With symbols without half blocks, each cell is a blank of one colour; without colours the
  /// image is invisible.
  ///
  /// - Returns: The cells of the image.
  /// - Complexity: O(pixels + cells).
  @discardableResult
  public func draw(in rect: Rect, on grid: inout CellGrid, symbols: Symbols) -> Rect {
    let frame = frame(in: rect)
    guard !frame.isEmpty else { return frame }
    let parts = symbols.hasHalfBlocks ? 2 : 1
    let colors = scaled(toWidth: frame.width, height: frame.height * parts)
    for row in 0..<frame.height {
      for column in 0..<frame.width {
        let upper = colors[row * parts * frame.width + column]
        let lower = colors[(row * parts + parts - 1) * frame.width + column]
        grid[frame.x + column, frame.y + row] = Cell(
          upper == lower ? " " : "▀", Style(upper, on: lower))
      }
    }
    return frame
  }

  /// The pixels of the scaled image; each is the mean of the area that it covers.
  private func scaled(toWidth columns: Int, height rows: Int) -> [Color] {
    let across = Self.shares(of: width, in: columns)
    let down = Self.shares(of: height, in: rows)
    // Horizontally first, row by row, then vertically.
    var narrow = [Double](repeating: 0, count: 3 * columns * height)
    for y in 0..<height {
      for (x, share) in across.enumerated() {
        var sums = (0.0, 0.0, 0.0)
        for (offset, weight) in share.weights.enumerated() {
          let from = 3 * (y * width + share.first + offset)
          sums.0 += weight * Double(pixels[from])
          sums.1 += weight * Double(pixels[from + 1])
          sums.2 += weight * Double(pixels[from + 2])
        }
        let to = 3 * (y * columns + x)
        (narrow[to], narrow[to + 1], narrow[to + 2]) = sums
      }
    }
    var colors: [Color] = []
    colors.reserveCapacity(columns * rows)
    for share in down {
      for x in 0..<columns {
        var sums = (0.0, 0.0, 0.0)
        for (offset, weight) in share.weights.enumerated() {
          let from = 3 * ((share.first + offset) * columns + x)
          sums.0 += weight * narrow[from]
          sums.1 += weight * narrow[from + 1]
          sums.2 += weight * narrow[from + 2]
        }
        colors.append(Color(Self.level(sums.0), Self.level(sums.1), Self.level(sums.2)))
      }
    }
    return colors
  }

  /// Rounds to one of 32 levels: even areas become one colour, which is sent once for adjacent
  /// cells.
  private static func level(_ value: Double) -> UInt8 {
    let level = (min(255, max(0, value)) / 255 * 31).rounded()
    return UInt8((level * 255 / 31).rounded())
  }

  /// The pixels that each of `count` parts of a side covers, with their weights.
  private static func shares(of side: Int, in count: Int) -> [(first: Int, weights: [Double])] {
    (0..<count).map { part in
      let start = Double(part * side) / Double(count)
      let end = Double((part + 1) * side) / Double(count)
      let first = min(side - 1, Int(start))
      let last = max(first, min(side - 1, Int(end.rounded(.up)) - 1))
      let covered = (first...last).map { pixel in
        max(0, min(end, Double(pixel + 1)) - max(start, Double(pixel)))
      }
      let sum = covered.reduce(0, +)
      return (first, covered.map { sum > 0 ? $0 / sum : 1 / Double(covered.count) })
    }
  }
}
