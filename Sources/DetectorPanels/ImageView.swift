internal import Boxes
package import Cells
package import Charts
internal import Detections
package import RunModel
package import Themes

/// The panel with validation images and their true and found boxes.
package struct ImageView {
  private let history: RunHistory
  private let settings: DetectorState
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  package init(
    history: RunHistory, settings: DetectorState, theme: Theme, symbols: Symbols
  ) {
    self.history = history
    self.settings = settings
    self.theme = theme
    self.symbols = symbols
  }

  /// The rows of an image that is `width` columns wide, including its frame.
  package static func fullHeight(
    _ history: RunHistory, _ settings: DetectorState, width: Int
  ) -> Int {
    guard let index = settings.sample(of: history.samples.count), width > 2 else { return 5 }
    let sample = history.samples[index]
    guard sample.width > 0, sample.height > 0 else { return 5 }
    let rows = Double(width - 2) * Double(sample.height) / Double(2 * sample.width)
    return 2 + max(1, Int(min(1000, rows).rounded()))
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let samples = history.samples
    // If there is room for another image of this size, the next one follows below.
    let rows = Self.fullHeight(history, settings, width: rect.width) - 2
    let count = max(1, min(samples.count, (rect.height - 1) / (rows + 1)))
    let inside = PanelFrame(
      title: ("what the detector sees", theme.style(.text, .bold)), remarks: position(count),
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 2 else { return }
    guard let index = settings.sample(of: history.samples.count) else {
      drawText("no images yet", in: inside, on: &grid)
      return
    }
    var rest = inside
    for step in 0..<count {
      let (top, below) = rest.splitTop(step == count - 1 ? rest.height : rows)
      draw((index + step) % samples.count, in: top, on: &grid)
      rest = below.inset(top: 1)
    }
    drawLegend(in: rect, on: &grid)
  }

  /// The numbers of the shown images.
  private func position(_ count: Int) -> [PanelFrame.Piece] {
    let all = history.samples.count
    guard let first = settings.sample(of: history.samples.count), all > count else { return [] }
    let numbers = (0..<count).map { "\((first + $0) % all + 1)" }.joined(separator: ",")
    return [("\(numbers)/\(all)", theme.style(.dim))]
  }

  private func draw(_ index: Int, in rect: Rect, on grid: inout CellGrid) {
    let sample = history.samples[index]
    let found = history.report?.found ?? []
    let boxes = MatchedBoxes(
      truths: sample.truths, found: index < found.count ? found[index] : [])
    let frame = HalfBlockImage(
      width: sample.width, height: sample.height, pixels: sample.pixels
    ).draw(in: rect, on: &grid, symbols: symbols)
    var items = boxes.found.map { found in
      let score = MetricFormat.share(found.box.score, 2)
      let sign = found.isRight ? "" : "\(symbols.warning)"
      return item(
        found.box, .outline, found.isRight ? .validation : .bad,
        label: "\(sign)\(name(found.box.label)) \(score)")
    }
    // A true box that was found is named by the found one.
    items += boxes.truths.map { truth in
      item(truth.box, .corners, .best, label: truth.isFound ? nil : name(truth.box.label))
    }
    ImageBoxes(items, ground: theme.color(.background))
      .draw(in: frame, on: &grid, symbols: symbols)
  }

  private func item(
    _ box: LabeledBox, _ shape: ImageBoxes.Shape, _ role: Theme.Role, label: String?
  ) -> ImageBoxes.Item {
    ImageBoxes.Item(
      x: box.box.x, y: box.box.y, width: box.box.width, height: box.box.height, shape: shape,
      color: theme.color(role), label: label)
  }

  private func name(_ label: Int) -> String {
    guard let classes = history.report?.classes, classes.indices.contains(label) else {
      return "\(label)"
    }
    return classes[label].name.sanitized.truncated(to: 12, ellipsis: symbols.ellipsis)
  }

  /// Draws the meaning of the lines into the lower border, as far as there is room.
  private func drawLegend(in rect: Rect, on grid: inout CellGrid) {
    let corners = symbols.corners.corners
    let line = symbols.outline.across
    let least = MetricFormat.share(MatchedBoxes.leastScore, 1)
    var pieces: [(PanelFrame.Piece, String)] = [
      (("\(corners.0)\(corners.1)", theme.style(.best)), "true"),
      (("\(line)\(line)", theme.style(.validation)), "found \(least)+"),
      (("\(symbols.warning)", theme.style(.bad, .bold)), "wrong"),
    ]
    func width() -> Int { pieces.reduce(1) { $0 + $1.0.text.cellWidth + $1.1.cellWidth + 2 } }
    while !pieces.isEmpty, width() + 4 > rect.width { pieces.removeLast() }
    guard !pieces.isEmpty else { return }
    var x = rect.maxX - 2 - width()
    let y = rect.maxY - 1
    grid.put(" ", at: x, y, theme.style(.quiet))
    x += 1
    for (sign, word) in pieces {
      x += grid.write(sign.text + " ", at: x, y, sign.style)
      x += grid.write(word + " ", at: x, y, theme.style(.dim))
    }
  }

  private func drawText(_ text: String, in rect: Rect, on grid: inout CellGrid) {
    grid.write(
      text, at: rect.x + max(0, (rect.width - text.cellWidth) / 2), rect.y + rect.height / 2,
      theme.style(.quiet), limit: rect.width)
  }
}
