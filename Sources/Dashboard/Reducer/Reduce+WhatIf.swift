internal import MetricGrid
internal import Playbacks
internal import RunModel
internal import Simulation

/// Trying other callbacks.
extension DashboardState {
  /// The epochs that callbacks are tried on: all of a recording, or those of a run that have ended.
  var tried: [RecordedEpoch] {
    playback?.overview.recorded
      ?? history.epochs.map { RecordedEpoch(epoch: $0.epoch, logs: $0.logs) }
  }

  /// The learning rate at the start of the run; nil when it is not known.
  private var firstRate: Double? { runNow.learningRates.firstPoint?.y }

  /// The words before the rate that a typed one replaces.
  var wordsBeforeRate: String {
    whatIf.map { $0.isRateAssumed ? "the first rate, assumed" : "the first rate" } ?? "now"
  }

  /// Begins to try other callbacks, or goes on with those tried before, or shows the run's own again.
  mutating func toggleWhatIf() {
    if whatIf != nil {
      keepWhatIf()
      whatIf = nil
      chooseFirstPatience()
      return
    }
    restartWhatIf(isAsked: true)
    if whatIf?.isChanged == true {
      let key = KeyTable.key("undo", in: self)
      return say("as you left it; \(key) undoes the last change")
    }
    let adopted = whatIf?.outcome.adopted.map { "\($0.field) \($0.value.words)" } ?? []
    if !adopted.isEmpty {
      say("changed while it ran, here from the start: \(adopted.joined(separator: ", "))")
    }
  }

  /// Keeps the tried callbacks of the shown run for when they are asked for again.
  mutating func keepWhatIf() {
    if let playback, let whatIf { triedBefore[playback.overview.name] = whatIf }
  }

  /// The reason why no callbacks can be tried on a log without epochs.
  var nothingToTry: String {
    playback?.overview.axes.contains(.step) == true
      ? "this log counts no epochs; plateau simulate tries callbacks on its steps"
      : "no epochs in this log, so nothing to try"
  }

  /// Begins the what-if on the run that is shown now, with what was tried on it before.
  ///
  /// - Parameter isAsked: True if the user asked for it; otherwise nothing happens when there was
  ///   no what-if.
  mutating func restartWhatIf(isAsked: Bool = false) {
    guard whatIf != nil || isAsked else { return }
    whatIf = nil
    let log = tried
    guard !log.isEmpty else {
      if isAsked { say(nothingToTry) }
      return
    }
    do {
      if let before = playback.flatMap({ triedBefore[$0.overview.name] }) {
        whatIf = try before.on(log, settings: runNow.callbacks)
      } else if let given = playback?.overview.preset {
        whatIf = try given.on(log, settings: runNow.callbacks)
      } else if let curve = triedCurve, let name = curve.judged {
        whatIf = try WhatIf(
          log,
          chain: .usual(
            monitor: name, direction: curve.direction ?? .min,
            framework: playback?.overview.framework ?? .keras),
          learningRate: firstRate ?? 0.001, isRateAssumed: firstRate == nil)
      } else if isAsked {
        say("no metric of the epochs has a known direction")
      }
    } catch {
      say("\(error)")
    }
    if whatIf != nil { chooseFirstPatience() }
  }

  /// Extends the what-if by the epochs that have ended since.
  mutating func extendWhatIf() {
    guard let whatIf else { return }
    if let grown = try? whatIf.on(tried, settings: runNow.callbacks) { self.whatIf = grown }
  }

  /// Tries a value of a parameter.
  mutating func tryValue(_ value: ParameterValue, of field: String, in callback: String) {
    do {
      try whatIf?.set(field, of: callback, to: value)
    } catch {
      say("\(error)")
    }
  }

  /// Tries a learning rate.
  mutating func tryRate(_ rate: Double) {
    do {
      try whatIf?.set(learningRate: rate)
    } catch {
      say("\(error)")
    }
  }

  /// Undoes the last change of the tried callbacks.
  mutating func undoWhatIf() {
    do {
      if try whatIf?.undo() == false { say("nothing was changed") }
    } catch {
      say("\(error)")
    }
  }

  /// Makes the change of the tried callbacks again that was undone last.
  mutating func redoWhatIf() {
    do {
      if try whatIf?.redo() == false { say("nothing was undone") }
    } catch {
      say("\(error)")
    }
  }

  /// The curve that the usual callbacks watch at first.
  private var triedCurve: Curve? { whatIfCurves.first }

  /// The curves that callbacks can watch: those of epochs with a direction, the most important
  /// first.
  private var whatIfCurves: [Curve] {
    let names = Set(tried.flatMap { $0.logs.names })
    return metrics.curves.filter { curve in
      curve.direction != nil && curve.judged.map(names.contains) ?? false
    }
  }

  /// Makes the usual callbacks watch the next metric.
  mutating func watchNextMetric() {
    guard let whatIf else { return }
    guard case .usual(let monitor, _, _) = whatIf.chain else {
      say("these callbacks are the recipe's; their metric stays")
      return
    }
    let curves = whatIfCurves
    guard curves.count > 1 else { return say("the epochs have no other metric") }
    let index = curves.firstIndex { $0.judged == monitor } ?? -1
    let next = curves[(index + 1) % curves.count]
    guard let name = next.judged, let direction = next.direction else { return }
    do {
      let before = callbacks
      self.whatIf = try whatIf.watching(name, direction)
      metrics.choose(next.title)
      let gone = before.first { one in !callbacks.contains { $0.id == one.id } }
      guard let gone else { return }
      chooseFirstPatience()
      say("\(gone.name) cannot watch \(name); Keras's rules are tried on it")
    } catch {
      say("\(error)")
    }
  }
}
