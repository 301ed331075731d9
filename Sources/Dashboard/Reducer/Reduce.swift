internal import Cells
internal import RunModel

extension DashboardState {
  /// Takes an action in.
  ///
  /// The only place where the state changes. Nothing of the run changes here because a key was pressed:
  /// a key makes a request, and the trainer's event changes the history.
  ///
  /// - Returns: what is to be done outside, in order.
  public mutating func reduce(_ action: DashboardAction) -> [DashboardEffect] {
    defer { dropUntrueNotice() }
    switch action {
    case .tick(let time):
      playback?.play(min(1, max(0, time - now)))
      now = time
      if notice != nil, now >= noticeEnd { notice = nil }
      return []
    case .events(let events):
      for event in events { take(event) }
      return []
    case .overviews(let overviews):
      take(overviews)
      return []
    case .answers(let events):
      for event in events { takeAnswer(event) }
      return []
    case .shown(let history, let others):
      let hadCallbacks = !callbacks.isEmpty
      self.history = history
      playback?.others = others
      // A run of another process may tell of its callbacks only after its screen has begun.
      if !hadCallbacks { chooseFirstPatience() }
      if let cursor = markCursor, cursor >= history.marks.count { markCursor = nil }
      return []
    case .waiting(let reason):
      waitingFor = reason
      return []
    case .output(let lines, let unfinished):
      take(lines, unfinished: unfinished)
      return []
    case .mouse(let mouse, let size):
      use(mouse, on: size)
      return []
    case .key(let key):
      return press(key)
    case .paste(let text):
      paste(text)
      return []
    }
  }

  /// Lines of standard input that are kept.
  private static let outputLines = 500

  private mutating func take(_ lines: [String], unfinished: String) {
    // Until there is a curve, the text is all there is to see.
    if output.isEmpty, playback == nil { isOutputShown = true }
    if isOutputUnfinished { output.removeLast() }
    isOutputUnfinished = !unfinished.isEmpty
    output += lines + (isOutputUnfinished ? [unfinished] : [])
    output.removeFirst(max(0, output.count - Self.outputLines))
  }

  private mutating func take(_ event: RunEvent) {
    history.apply(event)
    takeAnswer(event)
    switch event.kind {
    case .runStarted:
      chooseFirstPatience()
    case .epochEnded:
      tryAgain()
    case .runEnded:
      pending = []
      if case .typing(let input) = mode, input.purpose != .command { mode = .normal }
      if mode == .quitQuestion || mode == .stopQuestion { mode = .normal }
    default: break
    }
  }

  /// The first thing people want to change is a patience.
  mutating func chooseFirstPatience() {
    let patience = choices.first {
      if case .field(_, "patience") = $0 { true } else { false }
    }
    if let patience { choice = patience }
    opened = nil
  }

  /// Shows a message for some seconds, but not longer than it is true.
  mutating func say(_ text: String, while truth: NoticeTruth = .always) {
    notice = text
    (noticeTruth, hasNoticeHeld) = (truth, false)
    noticeEnd = now + 6
  }

  private mutating func press(_ key: Key) -> [DashboardEffect] {
    switch mode {
    case .typing(let input): return type(key, into: input)
    case .quitQuestion: return answer(key)
    case .stopQuestion: return answerStop(key)
    case .help:
      mode = .normal
      // Any key closes the help; a key that does something is not lost.
      if key == .escape || key == .enter || KeyTable.command(for: key) == .help { return [] }
      return press(key)
    case .normal:
      guard let command = KeyTable.command(for: key) else { return [] }
      return run(command)
    }
  }

  private mutating func answer(_ key: Key) -> [DashboardEffect] {
    switch key {
    case .character("y"), .character("S"), .enter, .control("c"):
      mode = .normal
      return request(.stop(.now)) + [.quit]
    case .character("s"), .character("e"):
      mode = .normal
      return request(.stop(.afterEpoch)) + [.quit]
    case .character("h"):
      mode = .normal
      return [.leaveScreen]
    case .control("z"):
      return [.suspend]
    default:
      mode = .normal
      return []
    }
  }

  private mutating func answerStop(_ key: Key) -> [DashboardEffect] {
    if key == .control("z") { return [.suspend] }
    mode = .normal
    switch key {
    case .character("y"), .character("S"), .enter: return request(.stop(.now))
    case .character("s"): return waits(.stop) ? [] : request(.stop(.afterEpoch))
    case .control("c"): return run(.quit)
    default: return []
    }
  }

  /// Makes a request; it is pending until the trainer answers.
  mutating func request(_ command: RunCommand) -> [DashboardEffect] {
    guard isLive else {
      say(whyNotLive, while: .notSteerable)
      return []
    }
    requestCount += 1
    let request = CommandRequest(id: "key-\(requestCount)", source: "key press", command)
    pending.append(Pending(id: request.id, command: command))
    // Until the answer takes its place; a view of what a detector finds may cover the callbacks.
    say("asked for: \(command.words)", while: .pending(id: request.id))
    return [.send(request)]
  }

  /// Why nothing of the run can be changed.
  var whyNotLive: String {
    guard let playback else {
      return isOnlooker
        ? "there is nothing to be seen yet" : "the run has ended; nothing can be changed"
    }
    if playback.overview.isSteerable { return "this is the past; End goes to now" }
    return "nobody trains this run here; w tries other callbacks on it"
  }
}
