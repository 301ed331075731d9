internal import RunModel
internal import Simulation

extension DashboardState {
  /// The epochs that callbacks are tried on: all of a playback, those that ended of a run.
  private var tried: [RecordedEpoch] {
    playback?.overview.recorded
      ?? history.epochs.map { RecordedEpoch(epoch: $0.epoch, logs: $0.logs) }
  }

  /// The run's own callbacks at the end of those.
  private var ownCallbacks: [CallbackState] { (playback?.overview.whole ?? history).callbacks }

  /// The rate that a log began with.
  private var firstRate: Double {
    (playback?.overview.whole ?? history).learningRates.points.first?.y ?? 0.001
  }

  /// Tries other callbacks, or shows the run's own again.
  mutating func tryCallbacks() {
    if whatIf != nil {
      whatIf = nil
      chooseFirstPatience()
      return
    }
    restartWhatIf(isAsked: true)
  }

  /// Begins the what-if anew, for another run; without one before nothing happens unless a person asks.
  mutating func restartWhatIf(isAsked: Bool = false) {
    guard whatIf != nil || isAsked else { return }
    whatIf = nil
    let log = tried
    guard !log.isEmpty else {
      if isAsked { say("there are no epochs to try callbacks on") }
      return
    }
    do {
      if let given = playback.map(\.overview.preset) ?? preset {
        whatIf = try given.on(log, settings: ownCallbacks)
      } else if let curve = triedCurve, let name = curve.judged {
        whatIf = try WhatIf(
          log, chain: .usual(monitor: name, direction: curve.direction ?? .min),
          learningRate: firstRate)
      } else if isAsked {
        say("no metric of the epochs is known to be better larger or smaller")
      }
    } catch {
      say("\(error)")
    }
    if whatIf != nil { chooseFirstPatience() }
  }

  /// The log has grown.
  mutating func tryAgain() {
    guard let whatIf else { return }
    if let grown = try? whatIf.on(tried, settings: ownCallbacks) { self.whatIf = grown }
  }

  mutating func tryValue(_ value: FieldValue, of field: String, in callback: String) {
    do {
      try whatIf?.set(field, of: callback, to: value)
    } catch {
      say((error as? EditRefusal)?.why ?? "\(error)")
    }
  }

  mutating func tryRate(_ rate: Double) {
    do {
      try whatIf?.set(learningRate: rate)
    } catch {
      say("\(error)")
    }
  }

  mutating func undoWhatIf() {
    do {
      if try whatIf?.undo() == false { say("nothing was changed") }
    } catch {
      say("\(error)")
    }
  }

  /// The curve that the usual callbacks watch first.
  private var triedCurve: Curve? { whatIfCurves.first }

  /// The curves that callbacks can watch: of epochs, with a direction; the shown one first.
  private var whatIfCurves: [Curve] {
    let names = Set(tried.flatMap { $0.logs.names })
    let all = (shownCurves + [lossCurve].compactMap(\.self)).filter { curve in
      curve.direction != nil && curve.judged.map(names.contains) ?? false
    }
    return all
  }

  /// Lets the usual callbacks watch the next metric.
  mutating func watchAnotherMetric() {
    guard let whatIf else { return say("w tries callbacks; then this changes what they watch") }
    guard case .usual(let monitor, _) = whatIf.chain else {
      say("these callbacks are the recipe's; what they watch stays")
      return
    }
    let curves = whatIfCurves
    guard curves.count > 1 else { return say("there is no other metric of the epochs") }
    let index = curves.firstIndex { $0.judged == monitor } ?? -1
    let next = curves[(index + 1) % curves.count]
    guard let name = next.judged, let direction = next.direction else { return }
    do {
      self.whatIf = try whatIf.watching(name, direction)
      chosenMetric = next.kind == .loss ? chosenMetric : next.title
    } catch {
      say("\(error)")
    }
  }
}
