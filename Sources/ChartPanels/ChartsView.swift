package import Cells
package import Charts
internal import MetricGrid
internal import Playbacks
internal import RunComparison
internal import RunDisplay
internal import RunModel
internal import Themes

/// The charts of loss, a metric and the learning rate above the event strip: of one run, of several
/// overlaid, or of several beside each other.
package struct ChartsView {
  let scene: ChartScene
  let symbols: Symbols

  /// Creates the panel.
  package init(scene: ChartScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
  }

  /// The columns for labels left of the charts.
  package static let gutter = 8
  /// The fewest columns of a run's charts beside those of others.
  private static let narrowest = 34

  /// Draws the charts.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let axis = scene.axis(in: rect)
    guard let playback = scene.playback, playback.arrangement == .sideBySide,
      playback.overviews.count > 1
    else {
      let others = scene.playback?.arrangement == .overlaid ? scene.playback?.others ?? [:] : [:]
      RunCharts(
        scene: scene, symbols: symbols, axis: axis, history: scene.history,
        others: others.filter { scene.playback?.leftOut.contains($0.key) == false }
          .sorted { $0.key < $1.key }.map {
            RunCharts.Other(number: $0.key, history: $0.value)
          }
      ).draw(in: rect, on: &grid)
      return
    }
    let columns = Self.columns(of: scene, in: rect)
    let numbers = Self.besideEachOther(playback, width: rect.width)
    let histories = numbers.map { number in
      number == playback.chosen ? scene.history : playback.others[number] ?? RunHistory()
    }
    let isPartShown = playback.isAtEnd || playback.window != nil || axis.scale.isLogarithmic
    let beside = isPartShown ? histories : numbers.map { playback.overviews[$0].whole }
    for (index, (number, column)) in zip(numbers, columns).enumerated() {
      let (title, charts) = column.splitTop(1)
      drawTitle(playback, number, in: title, on: &grid)
      let hidden = playback.drawn.count - numbers.count
      if hidden > 0, index == numbers.count - 1 {
        grid.writeTrailing(
          " +\(hidden) more with }", endingAt: title.maxX, title.y, scene.theme.style(.dim))
      }
      RunCharts(
        scene: scene, symbols: symbols, axis: axis,
        history: histories[index], isChosen: number == playback.chosen, beside: beside
      ).draw(in: charts, on: &grid)
    }
  }

  /// The rectangles of the shown runs' charts.
  package static func columns(of scene: ChartScene, in rect: Rect) -> [Rect] {
    guard let playback = scene.playback, playback.arrangement == .sideBySide,
      playback.overviews.count > 1
    else {
      return [rect]
    }
    let count = besideEachOther(playback, width: rect.width).count
    var rest = rect
    return (0..<count).map { index in
      let split = rest.splitLeft(rest.width / (count - index))
      rest = split.rest
      return split.left
    }
  }

  /// The runs with charts of their own, from left to right; nil for charts that runs share.
  static func runs(of scene: ChartScene, width: Int) -> [Int?] {
    guard let playback = scene.playback, playback.arrangement == .sideBySide,
      playback.overviews.count > 1
    else {
      return [nil]
    }
    return besideEachOther(playback, width: width)
  }

  /// The runs that have room, the chosen one among them.
  private static func besideEachOther(_ playback: Playback, width: Int) -> [Int] {
    let drawn = playback.drawn
    let count = max(1, min(drawn.count, width / narrowest))
    let chosen = drawn.firstIndex(of: playback.chosen) ?? 0
    let first = max(0, min(chosen, drawn.count - count))
    return Array(drawn[first..<first + count])
  }

  private func drawTitle(
    _ playback: Playback, _ number: Int, in rect: Rect, on grid: inout CellGrid
  ) {
    let isChosen = number == playback.chosen
    let theme = scene.theme
    if isChosen { grid.put(symbols.pointer, at: rect.x, rect.y, theme.style(.edit, .bold)) }
    let text = "\(playback.letter(number).text) \(playback.overviews[number].name.sanitized)"
    grid.write(
      text.truncated(to: rect.width - 3, ellipsis: symbols.ellipsis), at: rect.x + 2, rect.y,
      isChosen ? theme.style(.strong, .bold) : Style(playback.letter(number).color(theme)))
  }
}
