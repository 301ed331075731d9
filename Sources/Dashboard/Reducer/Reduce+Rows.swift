internal import RunModel
internal import Simulation

extension DashboardState {
  mutating func run(_ command: KeyCommand) -> [DashboardEffect] {
    switch command {
    case .pause:
      if playback != nil, !isLive {
        playOrHold()
      } else {
        return request(history.status == .paused ? .resume : .pause)
      }
    case .step:
      if playback != nil, !isLive {
        playback?.step(epochs: 1)
      } else {
        return toggle(.pause, by: .stepEpoch)
      }
    case .epochBack, .first, .last, .faster, .slower, .nextRun, .previousRun, .arrangement, .axis,
      .zoomIn, .zoomOut:
      runPlayback(command)
    case .whatIf: tryCallbacks()
    case .watched: watchAnotherMetric()
    case .output:
      if output.isEmpty {
        say("nothing came through standard input")
      } else {
        isOutputShown.toggle()
      }
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .less, .more, .muchLess, .muchMore: return adjustOrSeek(command)
    case .type: return startTyping(choice)
    case .learningRate:
      choice = .learningRate
      return startTyping(.learningRate)
    case .reset: return ofCallback { .reset(callback: $0) }
    case .toggle:
      let isOn = isChosenOn
      return ofCallback { .edit(callback: $0, field: "enabled", value: .boolean(!isOn)) }
    case .moveUp: return move(-1)
    case .moveDown: return move(1)
    case .undo:
      if whatIf == nil { return request(.undo) }
      undoWhatIf()
    case .stop: return toggle(.stop, by: .stop(.afterEpoch))
    case .stopNow:
      guard isLive else { return request(.stop(.now)) }
      mode = .stopQuestion
    case .nextEvent: moveMark(by: 1)
    case .previousEvent: moveMark(by: -1)
    case .metric: chooseNextMetric()
    case .logarithm: isLossLogarithmic.toggle()
    case .theme:
      themeIndex = (themeIndex + 1) % themes.count
      say("theme: \(theme.name)")
    case .view, .nextImage, .previousImage, .picture: show(command)
    case .older:
      let lines = isOutputShown ? output.count : history.entries.count
      eventsOffset = min(eventsOffset + 5, max(0, lines - 1))
      classOffset = max(0, classOffset - 5)
    case .newer:
      eventsOffset = max(0, eventsOffset - 5)
      classOffset = min(classOffset + 5, max(0, (history.report?.classes.count ?? 0) - 1))
    case .command: mode = .typing(TextInput(.command))
    case .help: mode = .help
    case .quit:
      if isOnlooker || !history.status.isLive { return [.quit] }
      mode = .quitQuestion
    case .suspend: return [.suspend]
    case .escape:
      markCursor = nil
      eventsOffset = 0
      notice = nil
    }
    return []
  }

  /// Changes what is shown of a detector.
  private mutating func show(_ command: KeyCommand) {
    guard isDetector else {
      say("this run has no detector to look at")
      return
    }
    switch command {
    case .view: panelTurn += 1
    case .nextImage, .previousImage:
      // Begun anew from the image shown, so that the number stays small.
      sampleIndex = (shownSample ?? 0) + (command == .nextImage ? 1 : -1)
    case .picture:
      isPictureShown.toggle()
      say(isPictureShown ? "pictures on" : "pictures off; i shows them again")
    default: break
    }
  }

  /// Whether the chosen callback is called, or is asked to be.
  private var isChosenOn: Bool {
    guard let id = choice.callback else { return true }
    let known = callbacks.first { $0.id == id }?.field("enabled")?.value
    return (pendingValue(of: .field(callback: id, name: "enabled")) ?? known) != .boolean(false)
  }

  /// Asks for a stop or pause at the end of the epoch, or takes it back when it waits already.
  private mutating func toggle(
    _ waiting: WaitingCommand, by command: RunCommand
  ) -> [DashboardEffect] {
    // Within a paused epoch, another step goes on with it.
    let isStep = waiting == .pause && history.status == .paused
    return request(waits(waiting) && !isStep ? .cancel(waiting) : command)
  }

  /// A request about the chosen callback.
  private mutating func ofCallback(_ command: (String) -> RunCommand) -> [DashboardEffect] {
    guard let callback = choice.callback else {
      say("choose a callback first; this is the learning rate")
      return []
    }
    let command = command(callback)
    guard whatIf != nil else { return request(command) }
    if case .edit(let id, let field, let value) = command {
      tryValue(value, of: field, in: id)
      say(
        "\(name(of: id)) is \(value == .boolean(true) ? "on" : "off") where it is tried; u takes it back"
      )
    } else {
      say("only parameters and switches are tried")
    }
    return []
  }

  /// The arrows change the chosen value, or move through a playback in which nothing can be changed.
  private mutating func adjustOrSeek(_ command: KeyCommand) -> [DashboardEffect] {
    let steps =
      switch command {
      case .less: -1
      case .more: 1
      case .muchLess: -10
      default: 10
      }
    guard playback != nil, whatIf == nil, !isLive else { return adjust(by: steps) }
    if playback?.window != nil, abs(steps) == 10 {
      playback?.pan(by: steps > 0 ? 0.5 : -0.5)
    } else {
      playback?.step(epochs: steps)
    }
    return []
  }

  private mutating func move(_ places: Int) -> [DashboardEffect] {
    let effects = ofCallback { .move(callback: $0, by: places) }
    if !effects.isEmpty, let id = pending.last?.id {
      say("moves at the end of the epoch; u takes it back", while: .pending(id: id))
    }
    return effects
  }

  private mutating func move(by steps: Int) {
    let all = choices
    let index = all.firstIndex(of: choice) ?? 0
    choice = all[max(0, min(all.count - 1, index + steps))]
    if choice.callback != opened { opened = nil }
  }

  private mutating func adjust(by steps: Int) -> [DashboardEffect] {
    if case .more(let callback) = choice {
      opened = steps > 0 ? callback : nil
      return []
    }
    let known = pendingValue(of: choice)
    guard case .field(let id, let name) = choice else {
      guard let rate = known?.number ?? whatIf?.learningRate ?? history.learningRate else {
        return []
      }
      let factor = abs(steps) == 1 ? 2.0 : 10.0
      return setRate(steps > 0 ? rate * factor : rate / factor)
    }
    guard var field = chosenField else { return [] }
    if let known { field.value = known }
    guard let value = field.stepped(by: steps) else {
      let isUnset = field.value == .none
      say(
        isUnset
          ? "\(name) is not set; press enter to type a value"
          : "\(name) cannot go further")
      return []
    }
    return setField(name, of: id, to: value)
  }

  /// Asks the trainer for a value, or tries it.
  mutating func setField(_ name: String, of id: String, to value: FieldValue) -> [DashboardEffect] {
    guard whatIf != nil else { return request(.edit(callback: id, field: name, value: value)) }
    tryValue(value, of: name, in: id)
    return []
  }

  /// Asks the trainer for a learning rate, or tries it.
  mutating func setRate(_ rate: Double) -> [DashboardEffect] {
    guard whatIf != nil else { return request(.setLearningRate(rate)) }
    tryRate(rate)
    return []
  }

  private mutating func startTyping(_ choice: Choice) -> [DashboardEffect] {
    if case .more(let callback) = choice {
      opened = opened == nil ? callback : nil
      return []
    }
    guard isLive || whatIf != nil else {
      say(whyNotLive, while: .notSteerable)
      return []
    }
    mode = .typing(TextInput(.value(choice)))
    return []
  }

  private mutating func moveMark(by steps: Int) {
    if playback != nil, !isLive { return seekMark(by: steps) }
    let count = history.marks.count
    guard count > 0 else {
      say("no events yet")
      return
    }
    if let cursor = markCursor {
      markCursor = max(0, min(count - 1, cursor + steps))
    } else {
      markCursor = steps > 0 ? 0 : count - 1
    }
  }

  private mutating func chooseNextMetric() {
    let curves = shownCurves
    guard !curves.isEmpty else { return }
    let index = shownCurve.flatMap { shown in curves.firstIndex { $0.title == shown.title } } ?? -1
    chosenMetric = curves[(index + 1) % curves.count].title
  }
}

extension FieldValue {
  /// The value as a number, if it is one.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .boolean, .text, .none: nil
    }
  }
}
