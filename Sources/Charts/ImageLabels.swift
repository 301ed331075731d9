internal import Cells

/// Finds positions for labels beside boxes, so that none covers another.
struct ImageLabels {
  /// The cells of the image, which no label leaves.
  let frame: Rect
  private var taken: [Rect] = []

  init(frame: Rect) { self.frame = frame }

  /// Reserves a position for a label.
  ///
  /// - Parameters:
  ///   - width: The label's columns.
  ///   - box: The cells of the label's box.
  ///   - isBelow: True if a position below the box is better than one above it.
  /// - Returns: The first cell; nil when every position beside the box is taken.
  mutating func position(_ width: Int, beside box: Rect, isBelow: Bool) -> (x: Int, y: Int)? {
    guard width > 0, width <= frame.width else { return nil }
    let above = [box.y - 1, box.y, box.y + 1]
    let below = [box.maxY, box.maxY - 1, box.maxY - 2]
    let left = max(frame.x, min(box.x, frame.maxX - width))
    let right = max(frame.x, min(box.maxX - width, frame.maxX - width))
    for y in isBelow ? below + above : above + below {
      for x in [left, right] {
        let label = Rect(x: x, y: y, width: width, height: 1)
        // One column between two labels keeps them apart.
        let wide = Rect(x: x - 1, y: y, width: width + 2, height: 1)
        guard frame.contains(column: x, row: y),
          taken.allSatisfy({ $0.intersection(wide).isEmpty })
        else { continue }
        taken.append(label)
        return (x, y)
      }
    }
    return nil
  }
}
