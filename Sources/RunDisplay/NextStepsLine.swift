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

  /// The sentence, in pieces of one style each: in fewer words where the whole one has no room.
  package func pieces(within width: Int) -> [PanelFrame.Piece] {
    let names: [(String) -> String?] = [{ $0 }, \.lastPart]
    let wordings = names.lazy.map(pieces)
    return wordings.first { $0.reduce(0) { $0 + $1.text.cellWidth } <= width }
      ?? pieces { _ in nil }
  }

  /// The sentence.
  ///
  /// - Parameter name: The words for a monitored metric; nil for a sentence without it.
  private func pieces(_ name: (String) -> String?) -> [PanelFrame.Piece] {
    var pieces: [PanelFrame.Piece] = []
    let isStopping = history.callbacks.contains { $0.isStopping && $0.isEnabled }
    let reducing = history.callbacks.filter { $0.isReducing && $0.isEnabled }
    let (stop, cut) = (next(\.isStopping), next(\.cutsRate))
    let isUncut = cut == nil && reducing.contains(where: \.cutsRate)
    if let stop {
      pieces += sentence("early stop", of: stop, naming: name)
    } else if isStopping {
      let words =
        isUncut ? "no early stop or rate cut before the end" : "no early stop before the end"
      pieces.append((words, theme.style(.dim)))
      if isUncut { return pieces }
    }
    if !pieces.isEmpty, !reducing.isEmpty {
      pieces.append((" \(symbols.separator) ", theme.style(.quiet)))
    }
    if let cut, let rate = cut.nextLearningRate {
      let what = "rate \(symbols.arrow) \(rate.rateWords)"
      pieces += sentence(what, of: cut, naming: pieces.isEmpty ? name : { _ in nil })
    } else if isUncut {
      pieces.append(("no rate cut before the end", theme.style(.dim)))
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
    let pieces = Array(sentence("early stop", of: stopping) { _ in nil })
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
    _ what: String, of callback: CallbackState, naming name: (String) -> String?
  ) -> [PanelFrame.Piece] {
    guard let left = callback.unitsLeft, let monitor = callback.monitor?.sanitized else {
      return []
    }
    let named = name(monitor)
    let limit = max(1, callback.patience ?? 1)
    let role: Theme.Role = left * 4 <= limit || left == 1 ? .warning : .text
    guard let beat = callback.valueToBeat, callback.best != nil else {
      let epochs = counted(limit, callback.singularUnit.sanitized)
      let words = named.map { "\(epochs) without a better \($0)" } ?? "\(limit)"
      return [("\(what) after \(words)", theme.style(.dim))]
    }
    var pieces: [PanelFrame.Piece] = [
      ("\(what) in ", theme.style(.dim)), ("\(left)", theme.style(role, .bold)),
    ]
    if callback.unit != nil {
      let unit = left == 1 ? callback.singularUnit : callback.unit ?? ""
      pieces.append((" \(unit.sanitized)", theme.style(.dim)))
    }
    if let named {
      let sign = callback.direction == .min ? "<" : ">"
      pieces.append((" unless \(named) \(sign) ", theme.style(.dim)))
      pieces.append((MetricFormat.metric(beat), theme.style(.text)))
    }
    return pieces
  }
}

extension CallbackState {
  /// True when it would lower the learning rate.
  fileprivate var cutsRate: Bool { isReducing && nextLearningRate != nil }
}
