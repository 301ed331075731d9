internal import RunModel

extension DashboardState {
  mutating func run(_ command: KeyCommand) -> [DashboardEffect] {
    switch command {
    case .pause: return request(history.status == .paused ? .resume : .pause)
    case .step: return request(.stepEpoch)
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .less: return adjust(by: -1)
    case .more: return adjust(by: 1)
    case .muchLess: return adjust(by: -10)
    case .muchMore: return adjust(by: 10)
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
    case .undo: return request(.undo)
    case .stop: return request(.stop(.afterEpoch))
    case .stopNow: return request(.stop(.now))
    case .nextEvent: moveMark(by: 1)
    case .previousEvent: moveMark(by: -1)
    case .metric: chooseNextMetric()
    case .logarithm: isLossLogarithmic.toggle()
    case .theme:
      themeIndex = (themeIndex + 1) % themes.count
      say("theme: \(theme.name)")
    case .view, .nextImage, .previousImage, .picture: show(command)
    case .older:
      ledgerOffset = min(ledgerOffset + 5, max(0, history.entries.count - 1))
      classOffset = max(0, classOffset - 5)
    case .newer:
      ledgerOffset = max(0, ledgerOffset - 5)
      classOffset = min(classOffset + 5, max(0, (history.report?.classes.count ?? 0) - 1))
    case .command: mode = .typing(TextInput(.command))
    case .help: mode = .help
    case .quit:
      if !history.status.isLive { return [.quit] }
      mode = .quitQuestion
    case .suspend: return [.suspend]
    case .escape:
      markCursor = nil
      ledgerOffset = 0
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
    let known = history.callbacks.first { $0.id == id }?.field("enabled")?.value
    return (pendingValue(of: .field(callback: id, name: "enabled")) ?? known) != .boolean(false)
  }

  /// A request about the chosen callback.
  private mutating func ofCallback(_ command: (String) -> RunCommand) -> [DashboardEffect] {
    guard let callback = choice.callback else {
      say("choose a callback first; this is the learning rate")
      return []
    }
    return request(command(callback))
  }

  private mutating func move(_ places: Int) -> [DashboardEffect] {
    let effects = ofCallback { .move(callback: $0, by: places) }
    if !effects.isEmpty { say("callbacks move between epochs") }
    return effects
  }

  private mutating func move(by steps: Int) {
    let all = choices
    let index = all.firstIndex(of: choice) ?? 0
    choice = all[max(0, min(all.count - 1, index + steps))]
  }

  private mutating func adjust(by steps: Int) -> [DashboardEffect] {
    let known = pendingValue(of: choice)
    guard case .field(let id, let name) = choice else {
      guard let rate = known?.number ?? history.learningRate else { return [] }
      let factor = abs(steps) == 1 ? 2.0 : 10.0
      return request(.setLearningRate(steps > 0 ? rate * factor : rate / factor))
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
    return request(.edit(callback: id, field: name, value: value))
  }

  private mutating func startTyping(_ choice: Choice) -> [DashboardEffect] {
    guard isLive else {
      say("the run has ended; nothing can be changed")
      return []
    }
    mode = .typing(TextInput(.value(choice)))
    return []
  }

  private mutating func moveMark(by steps: Int) {
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
    let names = metricNames
    guard !names.isEmpty else { return }
    let index = shownMetric.flatMap { names.firstIndex(of: $0) } ?? -1
    chosenMetric = names[(index + 1) % names.count]
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
