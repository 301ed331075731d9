internal import Cells
package import Charts
package import RunModel
package import Themes

/// A sentence about what the callbacks will do next.
package struct NextStepsLine {
  let history: RunHistory
  let theme: Theme
  let symbols: Symbols

  /// Creates the sentence of a run.
  package init(history: RunHistory, theme: Theme, symbols: Symbols) {
    self.history = history
    self.theme = theme
    self.symbols = symbols
  }

  /// The sentence, in pieces of one style each.
  package var pieces: [PanelFrame.Piece] {
    var pieces: [PanelFrame.Piece] = []
    if let stopping = next(\.isStopping) {
      pieces += sentence("early stop", of: stopping)
    } else if history.callbacks.contains(where: { $0.isStopping && $0.isEnabled }) {
      pieces.append(("no early stop before the end", theme.style(.dim)))
    }
    let reducing = history.callbacks.filter { $0.isReducing && $0.isEnabled }
    if !pieces.isEmpty, !reducing.isEmpty {
      pieces.append((" \(symbols.separator) ", theme.style(.quiet)))
    }
    if let callback = next(\.cutsRate), let rate = callback.nextLearningRate {
      let name = "rate \(symbols.arrow) \(rate.rateWords)"
      pieces += sentence(name, of: callback, isShort: !pieces.isEmpty)
    } else if reducing.contains(where: \.cutsRate) {
      pieces.append(("no cut of the rate before the end", theme.style(.dim)))
    } else if reducing.contains(where: history.isAtFloor) {
      pieces.append(("learning rate at its floor", theme.style(.dim)))
    }
    if pieces.isEmpty, let info = history.info {
      pieces.append((info.network.sanitized, theme.style(.dim)))
    }
    return pieces
  }

  /// The epochs until training stops, the longest wording first; empty where no stop is near.
  package var stopWordings: [[PanelFrame.Piece]] {
    guard let stopping = next(\.isStopping), stopping.best != nil else { return [] }
    let pieces = Array(sentence("early stop", of: stopping, isShort: true))
    guard pieces.count > 1, let left = stopping.unitsLeft else { return [] }
    let unit = left == 1 ? stopping.singularUnit : stopping.unit ?? "epochs"
    let short = [("stop in ", theme.style(.dim)), pieces[1]]
    let rest = [(" \(unit.sanitized)", theme.style(.dim))]
    return [Array(pieces.prefix(2)) + rest, short + rest, short]
  }

  /// The epochs that are left in a few words: `stop 4 · cut 2`.
  package var brief: [PanelFrame.Piece] {
    var pieces: [PanelFrame.Piece] = []
    for (word, callback) in [
      ("stop", next(\.isStopping)), ("cut", next { $0.isReducing && !history.isAtFloor($0) }),
    ] {
      guard let callback, let left = callback.unitsLeft, callback.best != nil else { continue }
      if !pieces.isEmpty { pieces.append((symbols.separator, theme.style(.quiet))) }
      pieces.append((word, theme.style(.dim)))
      pieces.append(("\(left)", theme.style(left <= 1 ? .warning : .text, .bold)))
    }
    return pieces
  }

  /// The callback of a kind that acts first, of those that may act before the run ends.
  private func next(_ isOfKind: (CallbackState) -> Bool) -> CallbackState? {
    history.callbacks.filter { $0.isEnabled && isOfKind($0) && !history.ends(before: $0) }
      .min { ($0.unitsLeft ?? .max) < ($1.unitsLeft ?? .max) }
  }

  private func sentence(
    _ what: String, of callback: CallbackState, isShort: Bool = false
  ) -> [PanelFrame.Piece] {
    guard let left = callback.unitsLeft, let monitor = callback.monitor?.sanitized else {
      return []
    }
    let limit = max(1, callback.patience ?? 1)
    let role: Theme.Role = left * 4 <= limit || left == 1 ? .warning : .text
    guard let beat = callback.valueToBeat, callback.best != nil else {
      return [
        (
          isShort
            ? "\(what) after \(limit)"
            : "\(what) after \(counted(limit, callback.singularUnit.sanitized)) without a better \(monitor)",
          theme.style(.dim)
        )
      ]
    }
    var pieces: [PanelFrame.Piece] = [
      ("\(what) in ", theme.style(.dim)), ("\(left)", theme.style(role, .bold)),
    ]
    if callback.unit != nil {
      let unit = left == 1 ? callback.singularUnit : callback.unit ?? ""
      pieces.append((" \(unit.sanitized)", theme.style(.dim)))
    }
    if !isShort {
      let sign = callback.direction == .min ? "<" : ">"
      pieces.append((" unless \(monitor) \(sign) ", theme.style(.dim)))
      pieces.append((MetricFormat.metric(beat), theme.style(.text)))
    }
    return pieces
  }
}

extension CallbackState {
  /// True when it would lower the learning rate.
  fileprivate var cutsRate: Bool { isReducing && nextLearningRate != nil }
}
