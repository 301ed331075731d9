internal import Cells
package import Charts
package import Dialogs
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
package import RunModel
package import Themes

/// The best and the last value of a curve, for the card at the end of its run.
package struct EndValues {
  private let history: RunHistory
  /// The number of the first epoch.
  private let firstEpoch: Int
  private let labelled: LabelledRows
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the values of a run.
  package init(
    _ history: RunHistory, firstEpoch: Int, _ labelled: LabelledRows, theme: Theme, symbols: Symbols
  ) {
    (self.history, self.firstEpoch, self.labelled) = (history, firstEpoch, labelled)
    (self.theme, self.symbols) = (theme, symbols)
  }

  /// The rows of a curve; none where no epoch has a value of it.
  package func rows(of curve: Curve) -> [Card.Row] {
    guard let name = curve.judged, let last = history.epochSeries[name]?.last else { return [] }
    let dim = theme.style(.dim)
    var parts: [Card.Row] = []
    if let best = history.best(of: curve) {
      let shift = history.axis == .epoch ? firstEpoch - 1 : 0
      let epoch = Int(exactly: best.x.rounded()).map { " @\($0 + shift)" } ?? ""
      parts.append([("best ", dim), (MetricFormat.metric(best.y) + epoch, theme.style(.best))])
    }
    parts.append([("last ", dim), (MetricFormat.metric(last), theme.style(.text))])
    let room = labelled.labels - 1
    let whole = name.sanitized
    let label = whole.cellWidth <= room ? whole : whole.lastPart
    let separator = (" \(symbols.separator) ", theme.style(.quiet))
    return labelled.parts(
      label.truncated(to: room, ellipsis: symbols.ellipsis), parts, between: separator)
      + counted(name)
  }

  /// The best value as the callbacks count it, where min_delta makes it another one.
  private func counted(_ name: String) -> [Card.Row] {
    let dim = theme.style(.dim)
    for callback in history.callbacks where callback.watchesPlateau && callback.monitor == name {
      guard let delta = history.decidingDelta(of: callback), let best = callback.best else {
        continue
      }
      let epoch = callback.bestEpoch.map { " @\($0 + firstEpoch)" } ?? ""
      let value = (MetricFormat.metric(best) + epoch, theme.style(.text))
      let reason = [("by min_delta \(delta.rateWords)", dim)]
      return labelled.parts("", [[value, (" counts,", dim)], reason], between: (" ", dim))
    }
    return []
  }
}
