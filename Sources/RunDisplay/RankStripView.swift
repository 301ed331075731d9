package import Cells
package import Charts
package import RunModel
package import Themes

/// The ranks that train a run together in a few words, with a level for the part of a step in which
/// each computes: `4 ranks on 2 hosts · 1 820 img/s · 9 % waiting · slowest n3 (+6 %)`.
package struct RankStripView {
  private let loads: [RankLoad]
  private let speed: String?
  private let theme: Theme
  private let symbols: Symbols

  /// The largest number of ranks that have a level each.
  private static let mostLevels = 64

  /// Creates the strip.
  ///
  /// - Parameter history: The run as of the moment that is shown.
  package init(_ history: RunHistory, theme: Theme, symbols: Symbols) {
    loads = history.ranks
    speed = history.samplesPerSecond.map { speed in
      "\(MetricFormat.count(speed)) \(history.info?.speedUnit.sanitized ?? "")"
    }
    self.theme = theme
    self.symbols = symbols
  }

  /// The words as far as they fit into a width; empty when nothing fits.
  package func words(within width: Int) -> [PanelFrame.Piece] {
    // An earlier attempt may have been one process.
    if loads.isEmpty { return [] }
    let summary = RankSummary(loads)
    let place = [(summary.place, theme.style(.text))]
    let speed = speed.map { [($0, theme.style(.text))] } ?? []
    let waiting = summary.waiting.map { share in
      let words = "\(RankSummary.percent(share)) % waiting"
      return [(words, theme.style(share > RankSummary.muchWaiting ? .warning : .text))]
    }
    let slowest = summary.slowest.flatMap { slowest in
      let excess = RankSummary.percent(slowest.excess)
      guard excess > 0 else { return nil as [PanelFrame.Piece]? }
      let name = slowest.name.sanitized.truncated(to: 20, ellipsis: symbols.ellipsis)
      let role: Theme.Role = slowest.excess > RankSummary.muchSlower ? .warning : .text
      return [("slowest \(name) (+\(excess) %)", theme.style(role))]
    }
    let (wait, slow) = (waiting ?? [], slowest ?? [])
    // The speed stands in the header, too.
    let forms = [place + speed + wait + slow, place + wait + slow, place + wait, place]
    let separator = (" \(symbols.separator) ", theme.style(.quiet))
    for form in forms {
      let pieces = form.flatMap { [separator, $0] }.dropFirst()
      if pieces.reduce(0, { $0 + $1.0.cellWidth }) <= width { return Array(pieces) }
    }
    return []
  }

  /// Draws the strip from its left end.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    var x = rect.x + 1
    for (text, style) in words(within: rect.width - 2) {
      x += grid.write(text, at: x, rect.y, style)
    }
    let shares = loads.compactMap(\.waitingShare)
    guard shares.count > 1, shares.count <= Self.mostLevels, x + 3 + shares.count < rect.maxX
    else { return }
    let bars = Style(theme.color(.dim).mixed(with: theme.color(.background), 0.35))
    let top = symbols.levels.count - 1
    for (index, share) in shares.enumerated() {
      let level = Int(((1 - share) * Double(top)).rounded())
      grid.put(symbols.levels[level], at: x + 3 + index, rect.y, bars)
    }
  }
}
