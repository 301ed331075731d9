internal import CallbackPanels
internal import EventLists
internal import MetricGrid
internal import Playbacks
internal import RunModel
internal import Simulation

/// The rows of the callbacks panel.
extension DashboardState {
  /// Chooses the first patience: the value that people most often change first.
  mutating func chooseFirstPatience() {
    let patience = choices.first {
      // Transformers calls it early_stopping_patience.
      if case .field(_, let name) = $0 { name.hasSuffix("patience") } else { false }
    }
    if let patience { selection.choice = patience }
    selection.opened = nil
  }

  /// True when the chosen row is on the screen.
  var showsRows: Bool {
    ScreenLayout.fits(size) && ScreenLayout(state: self, size: size)[.callbacks] != nil
  }

  /// Shows the rows before a key acts on the chosen one unseen.
  ///
  /// - Returns: True when they were hidden; the key then does nothing else.
  mutating func revealRows() -> Bool {
    if events.isCardOpen {
      events.closeCard()
      return true
    }
    if showsRows { return false }
    if ScreenLayout.fits(size) {
      focus.full = nil
      focus.give(to: .callbacks)
    } else {
      say("the callbacks have no room here; type a command, such as :patience 12")
    }
    return true
  }

  /// Chooses a row further down, or up for a negative number.
  mutating func chooseRow(by steps: Int) {
    let all = choices
    let index = all.firstIndex(of: selection.choice) ?? 0
    selection.choice = all[max(0, min(all.count - 1, index + steps))]
    if selection.choice.callback != selection.opened { selection.opened = nil }
  }

  /// Changes the chosen value, or moves through a recording in which nothing can be changed.
  mutating func adjustOrSeek(by steps: Int) -> [DashboardEffect] {
    guard isPlayingBack, whatIf == nil else { return revealRows() ? [] : adjust(by: steps) }
    seekOrPan(by: steps)
    return []
  }

  /// Moves through the run by epochs, or by half of a part that is zoomed in for ten of them.
  mutating func seekOrPan(by steps: Int) {
    if playback?.window != nil, abs(steps) == 10 {
      playback?.pan(by: steps > 0 ? 0.5 : -0.5)
    } else {
      playback?.step(epochs: steps)
    }
  }

  /// Chooses a row of the callbacks panel, or a chart where no row can be chosen.
  mutating func chooseRowOrChart(by steps: Int) {
    guard canChooseRows else { return metrics.chooseChart(by: steps) }
    if !revealRows() { chooseRow(by: steps) }
  }

  /// Starts to type the chosen value, or enlarges the chosen chart where there is none to choose.
  mutating func typeOrEnlarge() -> [DashboardEffect] {
    if canChooseRows {
      // Even without room for the rows, the line being typed names the value.
      return ScreenLayout.fits(size) && revealRows() ? [] : startTyping(selection.choice)
    }
    toggleFull(mainPane)
    return []
  }

  private mutating func adjust(by steps: Int) -> [DashboardEffect] {
    if case .more(let callback) = selection.choice {
      selection.opened = steps > 0 ? callback : nil
      return []
    }
    let requested = pendingValue(of: selection.choice)
    guard case .field(let id, let name) = selection.choice else {
      let factor = abs(steps) == 1 ? 2.0 : 10
      let change = NumberChange.times(steps > 0 ? factor : 1 / factor)
      showConsequence(of: .setLearningRate(change))
      return setRate(change)
    }
    guard var field = chosenField else { return [] }
    if let requested { field.value = requested }
    guard let value = field.stepped(by: steps) else {
      say(
        field.whyFixed
          ?? (field.value == .none
            ? "\(name) is not set; press Enter to type a value" : "\(name) is at its limit"))
      return []
    }
    showConsequence(of: .edit(callback: id, field: name, value: value))
    return setField(name, of: id, to: value)
  }

  /// Requests a value from the trainer, or tries it.
  mutating func setField(_ name: String, of id: String, to value: ParameterValue)
    -> [DashboardEffect]
  {
    guard whatIf != nil else { return request(.edit(callback: id, field: name, value: value)) }
    tryValue(value, of: name, in: id)
    return []
  }

  /// Requests a learning rate from the trainer, or tries it.
  mutating func setRate(_ change: NumberChange) -> [DashboardEffect] {
    guard let whatIf else { return request(.setLearningRate(change)) }
    if let rate = change.result(from: whatIf.learningRate) { tryRate(rate) }
    return []
  }

  /// Starts to type a value for a row, or opens and closes a list of parameters.
  mutating func startTyping(_ choice: Choice) -> [DashboardEffect] {
    if case .more(let callback) = choice {
      selection.opened = selection.opened == nil ? callback : nil
    } else if takesValues {
      mode = .typing(TextInput(.value(choice), pattern: presentText(of: choice)))
      // An arrow may have left that of another value.
      updatePreview()
    } else {
      say(whyNotLive, while: .notSteerable)
    }
    return []
  }

  /// The chosen parameter as the trainer last reported it; nil for the learning rate.
  var chosenField: Parameter? {
    guard case .field(let id, let name) = selection.choice else { return nil }
    return callbacks.first { $0.id == id }?.field(name)
  }

  /// The value requested for a row and not confirmed yet.
  func pendingValue(of choice: Choice) -> ParameterValue? {
    switch choice {
    case .learningRate:
      return requests.pending.contains { $0.command.rateChange != nil }
        ? rateBeforeChange.map { .number($0) } : nil
    case .field(let callback, let name):
      for request in requests.pending.reversed() {
        if case .edit(callback, name, let value) = request.command { return value }
      }
      return nil
    case .more: return nil
    }
  }
}
