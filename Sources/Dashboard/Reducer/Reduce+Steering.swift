internal import CallbackPanels
internal import Consequences
internal import Playbacks
internal import RunModel
internal import Simulation

/// Requests to the trainer.
extension DashboardState {
  /// Makes a request, which is pending until the trainer answers; shows why when the run cannot be
  /// steered.
  mutating func request(_ command: RunCommand) -> [DashboardEffect] {
    guard isSteered else {
      say(whyNotLive, while: .notSteerable)
      return []
    }
    return [send(command)]
  }

  /// Makes a request, which is pending until the trainer answers.
  mutating func send(_ command: RunCommand) -> DashboardEffect {
    let request = requests.add(runNow.known(command, from: rateBeforeChange))
    // Shown until the answer arrives; the detector's panels may cover the pending value.
    say("requested: \(request.command.words(in: callbacks))", while: .pending(id: request.id))
    return .send(request)
  }

  /// Pauses or resumes the run, or plays or holds its recording.
  mutating func pauseOrPlay() -> [DashboardEffect] {
    guard isPlayingBack else {
      return request(history.status == .paused ? .resume : .pause)
    }
    playback?.playOrHold()
    if tense == .past, playback?.isPlaying == true {
      let (now, key) = (KeyTable.key("last", in: self), KeyTable.key("pause", in: self))
      let move = runNow.status == .paused ? "resumes" : "pauses"
      say("this plays the recording; \(now) goes back to now, where \(key) \(move) the run")
    }
    if playback?.isHeld == true {
      let key = KeyTable.key("pause", in: self)
      say(
        isScript
          ? "the view is held; the script goes on (\(key) follows it again)"
          : "the view is held (\(key) follows the log again)")
    }
    return []
  }

  /// Trains one epoch, or shows the next one of a recording.
  mutating func trainOrShowEpoch() -> [DashboardEffect] {
    guard isPlayingBack else { return toggle(.pause, by: .stepEpoch) }
    playback?.step(epochs: 1)
    if playback?.overview.epochEnds.isEmpty == true {
      say("there are no epochs; n and b go a fiftieth of the run")
    }
    return []
  }

  /// Requests a stop or pause at the end of the epoch, or cancels it when it is waiting already.
  mutating func toggle(_ waiting: WaitingCommand, by command: RunCommand) -> [DashboardEffect] {
    // Within a paused epoch another step continues.
    let isStep = waiting == .pause && history.status == .paused
    return request(waits(waiting) && !isStep ? .cancel(waiting) : command)
  }

  /// Undoes the last change of the run, or of the callbacks that are tried.
  mutating func undo() -> [DashboardEffect] {
    // The preview of the change no longer holds.
    preview = EditPreview()
    if whatIf == nil { return request(.undo) }
    undoWhatIf()
    return []
  }

  /// Makes the change again that was undone last, of the run or of the callbacks that are tried.
  mutating func redo() -> [DashboardEffect] {
    if whatIf == nil { return request(.redo) }
    redoWhatIf()
    return []
  }

  /// Makes a request about the chosen callback.
  mutating func changeCallback(_ command: (String) -> RunCommand) -> [DashboardEffect] {
    chosenCallback.map { request(command($0)) } ?? []
  }

  /// Switches the chosen callback off or on, for the run or where it is tried.
  mutating func switchCallback() -> [DashboardEffect] {
    guard let id = chosenCallback else { return [] }
    let isOn = isEnabled(id)
    guard whatIf != nil else {
      return request(.edit(callback: id, field: "enabled", value: .boolean(!isOn)))
    }
    tryValue(.boolean(!isOn), of: "enabled", in: id)
    say("\(name(of: id)) is \(isOn ? "off" : "on") in the what-if; \(undoHint)")
    return []
  }

  /// Moves the chosen callback in the chain.
  mutating func moveCallback(by steps: Int) -> [DashboardEffect] {
    let effects = changeCallback { .move(callback: $0, by: steps) }
    if !effects.isEmpty, let id = requests.pending.last?.id {
      say("moves at the end of the epoch; \(undoHint)", while: .pending(id: id))
    }
    return effects
  }

  /// The id of the chosen callback; shows a message when there is none.
  private var chosenCallback: String? {
    mutating get {
      if revealRows() { return nil }
      if selection.choice.callback == nil {
        say("choose a callback first; this is the learning rate")
      }
      return selection.choice.callback
    }
  }

  /// True when a callback is called, or has been asked to be.
  private func isEnabled(_ id: String) -> Bool {
    let known = callbacks.first { $0.id == id }?.field("enabled")?.value
    return (pendingValue(of: .field(callback: id, name: "enabled")) ?? known) != .boolean(false)
  }
}
