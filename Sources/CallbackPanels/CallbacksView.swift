package import Cells
package import Charts
internal import RunModel
internal import Themes

/// The panel with every callback's counters and parameters.
package struct CallbacksView {
  private let scene: CallbackScene
  private let symbols: Symbols

  private var theme: Theme { scene.theme }

  /// Creates the panel of a scene.
  package init(scene: CallbackScene, symbols: Symbols) {
    (self.scene, self.symbols) = (scene, symbols)
  }

  /// The rows of the whole panel, without its frame.
  ///
  /// - Parameter width: The columns of the panel with its frame.
  package static func fullHeight(_ scene: CallbackScene, width: Int) -> Int {
    CallbackLines(scene: scene, symbols: .braille).count(width: width - 2)
  }

  /// The most columns between a name and its value, which the eye must connect.
  private static let widest = 72

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    guard inside.height > 0, inside.width > 8 else {
      _ = frame.draw(in: rect, on: &grid, symbols: symbols)
      return
    }
    let width = min(inside.width, Self.widest)
    let (lines, heads) = lines(in: inside)
    var frame = frame
    if !scene.isWhatIf, let rate = scene.learningRate,
      !lines.contains(where: { $0.choice == .learningRate })
    {
      frame.remarks.append(("rate \(rate.rateWords)", theme.style(.learningRate)))
      frame.remarkSeparator = ","
    }
    let left = heads - lines.count { $0.isHead }
    if left > 0 { frame.remarks.append(("+\(left) more", theme.style(.dim))) }
    _ = frame.draw(in: rect, on: &grid, symbols: symbols)
    for (row, line) in lines.enumerated() {
      line.draw(
        in: Rect(x: inside.x, y: inside.y + row, width: width, height: 1), on: &grid,
        theme: theme, symbols: symbols)
    }
  }

  /// The value that a press on a row of the screen chooses: its own, or the first one of its callback; nil
  /// for none.
  package func choice(at row: Int, in rect: Rect) -> Choice? {
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let (lines, index) = (lines(in: inside).shown, row - inside.y)
    guard lines.indices.contains(index) else { return nil }
    let callback = scene.callbacks.first { $0.id == lines[index].callback }
    return lines[index].choice ?? callback.flatMap { scene.choices(of: $0).first }
  }

  /// The lines that fit, and the number of callbacks with those that do not.
  private func lines(in inside: Rect) -> (shown: [CallbackLine], heads: Int) {
    let width = min(inside.width, Self.widest)
    var lines = CallbackLines(scene: scene, symbols: symbols).all(width: width)
    if lines.count > inside.height {
      lines = CallbackLines(scene: scene, symbols: symbols, isRoomy: false).all(width: width)
    }
    let heads = lines.count { $0.isHead }
    // When there are too few rows, the least important ones are left out.
    for weight in 0...3 {
      while lines.count > inside.height, let index = lines.lastIndex(where: { $0.weight == weight })
      {
        lines.remove(at: index)
      }
    }
    let chosen = lines.firstIndex { $0.isChosen } ?? 0
    let first = max(0, min(chosen - inside.height / 2, lines.count - inside.height))
    return (Array(lines.dropFirst(first).prefix(inside.height)), heads)
  }

  /// The frame, which marks callbacks that are tried: they are not part of the log.
  private var frame: PanelFrame {
    guard scene.isWhatIf else {
      return PanelFrame(
        title: ("callbacks", theme.style(.text, .bold)), style: theme.style(.quiet))
    }
    return PanelFrame(
      title: ("what if", theme.style(.edit, .bold)),
      remarks: [("tried on the log", theme.style(.edit))], style: theme.style(.edit))
  }
}
