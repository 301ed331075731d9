internal import Cells
internal import EventLists
internal import EventPanels
internal import Playbacks
internal import RunModel
internal import SummaryPanels

extension DashboardState {
  /// Applies an action.
  ///
  /// This is the only place where the state changes. A key never changes the run: it makes a
  /// request, and the trainer's event changes the history.
  ///
  /// - Returns: The effects to carry out, in order.
  public mutating func reduce(_ action: DashboardAction) -> [DashboardEffect] {
    defer {
      dropUntrueMessage()
      if !action.isTick { updateMetrics() }
    }
    switch action {
    case .tick(let time):
      let seconds = min(1, max(0, time - now))
      playback?.play(seconds)
      let isNewSecond = Int(time) != Int(now)
      now = time
      dropOldMessage()
      dropOldPreview()
      if isNewSecond { return lookForAlarms() }
    case .overviews(let overviews):
      update(overviews)
      return lookForAlarms()
    case .background(let color): useTheme(on: color)
    case .machine(let machine): remember(machine)
    case .answers(let events):
      for event in events { applyAnswer(event) }
    case .shown(let history, let others, let readings, let summary, let marks):
      let former = playback?.allMarks ?? []
      playback?.marks = marks
      events.follow(from: former, to: playback?.allMarks ?? [])
      show(history, others: others)
      playback?.readings = readings
      summaries.reading = summary
    case .waiting(let reason): waitingFor = reason
    case .exported(let words): say(words)
    case .edits(let edits): return request(.apply(edits)).map(\.typed)
    case .output(let lines, let open):
      // Until there is a curve, the text is all there is to see.
      if output.lines.isEmpty, playback == nil { output.isShown = true }
      output.append(lines, open: open)
    case .resized(let size): self.size = size
    case .mouse(let mouse, let size, let symbols): return use(mouse, on: size, symbols)
    case .paste(let text): paste(text)
    case .key(let key): return press(key)
    }
    return []
  }

  /// Shows a moment of the recordings.
  private mutating func show(_ history: RunHistory, others: [Int: RunHistory]) {
    let (hadCallbacks, former) = (!callbacks.isEmpty, self.history)
    self.history = history
    let hasEpochEnded = history.epochs.count != former.epochs.count
    if hasEpochEnded || history.learningRate != former.learningRate
      || history.callbacks != former.callbacks
    {
      renewPreview(atEpochEnd: hasEpochEnded)
    }
    playback?.others = others
    // A run of another process may report its callbacks only after the screen has begun.
    if !hadCallbacks { chooseFirstPatience() }
    if let cursor = events.cursor, cursor >= history.marks.count { events.cursor = nil }
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> [DashboardEffect] {
    switch mode {
    case .typing(let input): return type(key, into: input)
    case .quitQuestion: return answerQuitQuestion(key)
    case .stopQuestion: return answerStopQuestion(key)
    case .helpSearch(let text): return search(key, text)
    case .help:
      if scrollHelp(key) { return [] }
      (mode, helpRow) = (.normal, 0)
      if key == .character("/") {
        mode = .helpSearch("")
        return []
      }
      // Any other key closes the help and does nothing else: what it would do is not seen.
      return []
    case .normal:
      if closeEndCard(with: key) { return [] }
      return KeyTable.binding(for: key, in: self).map { run($0, isTyped: false) } ?? []
    }
  }

  /// Does what a row of the key table says, or shows why it does not work now.
  ///
  /// - Parameter isTyped: True if its name was typed on the command line.
  mutating func run(_ binding: KeyBinding, isTyped: Bool) -> [DashboardEffect] {
    guard binding.scope.includes(self) else {
      let (text, condition) = binding.scope.refusal(in: self)
      say(text, while: condition)
      return []
    }
    dropAnswer()
    return (isTyped ? binding.typedAction : binding.action).run(&self)
  }

  // MARK: Leaving

  /// Leaves, after a question if that would end a run.
  mutating func quit() -> [DashboardEffect] {
    guard isEndedByLeaving else { return [.quit] }
    mode = .quitQuestion
    return []
  }

  /// True when leaving the screen may end what it shows.
  private var isEndedByLeaving: Bool {
    if isScript { return playback?.overview.isLive ?? true }
    return isTrainedHere
  }

  private mutating func answerQuitQuestion(_ key: Key) -> [DashboardEffect] {
    if key == .control("z") { return [.suspend] }
    mode = .normal
    switch key {
    // The run ends whichever moment of it is shown.
    case .character("y"), .character("S"), .control("c"):
      return isScript && !isLive ? [.quit] : [send(.stop(.now)), .quit]
    case .character("s") where isScript, .character("e") where isScript: return []
    case .character("s"), .character("e"): return [send(.stop(.afterEpoch)), .quit]
    case .character("h"): return [.leaveScreen]
    default: return []
    }
  }

  private mutating func answerStopQuestion(_ key: Key) -> [DashboardEffect] {
    if key == .control("z") { return [.suspend] }
    mode = .normal
    switch key {
    case .character("y"), .character("S"): return request(.stop(.now))
    case .character("s"): return waits(.stop) ? [] : request(.stop(.afterEpoch))
    case .control("c"): return quit()
    default: return []
    }
  }
}
