internal import Cells

/// Finds places for labels beside boxes so that none covers another.
struct PictureLabels {
  /// The picture; no label leaves it.
  let frame: Rect
  private var taken: [Rect] = []

  init(frame: Rect) { self.frame = frame }

  /// Takes a place for a label.
  ///
  /// - Parameters:
  ///   - width: its columns.
  ///   - box: the cells of its box.
  ///   - isBelow: whether it rather stands below than above.
  /// - Returns: where it begins; nil when every place beside the box is taken.
  mutating func place(_ width: Int, beside box: Rect, isBelow: Bool) -> (x: Int, y: Int)? {
    guard width > 0, width <= frame.width else { return nil }
    let above = [box.y - 1, box.y, box.y + 1]
    let below = [box.maxY, box.maxY - 1, box.maxY - 2]
    let left = max(frame.x, min(box.x, frame.maxX - width))
    let right = max(frame.x, min(box.maxX - width, frame.maxX - width))
    for y in isBelow ? below + above : above + below {
      for x in [left, right] {
        let place = Rect(x: x, y: y, width: width, height: 1)
        // One column between two labels keeps them two.
        let wide = Rect(x: x - 1, y: y, width: width + 2, height: 1)
        guard frame.contains(column: x, row: y),
          taken.allSatisfy({ $0.intersection(wide).isEmpty })
        else { continue }
        taken.append(place)
        return (x, y)
      }
    }
    return nil
  }
}
