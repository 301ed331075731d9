internal import CallbackPanels
internal import CommandEntry
internal import Consequences
internal import Playbacks
internal import RunModel
internal import Simulation

/// The preview of a value while it is typed.
extension DashboardState {
  /// Weighs the value or the command that is being typed, or forgets the last one.
  mutating func updatePreview() {
    preview = EditPreview()
    guard case .typing(let input) = mode else { return }
    guard let (choice, text) = typedValue(input) else {
      preview.consequence = typedEnd(input)
      return
    }
    if text.isEmpty || input.line.isSelected { return }
    switch choice {
    case .learningRate:
      guard let change = NumberChange(ofRate: text) else {
        preview.refusal = NumberChange.rateForm
        return
      }
      preview.consequence = consequence(of: .setLearningRate(change))
    case .field(let id, let name):
      guard let field = callbacks.first(where: { $0.id == id })?.field(name) else { return }
      do throws(EditRefusal) {
        preview.consequence = consequence(
          of: .edit(
            callback: id, field: name, value: try value(typed: text, for: field, choice)))
      } catch {
        preview.refusal = error.why
      }
    case .more: break
    }
  }

  /// The value that is being typed, also behind its name on the command line, and the text for it; nil
  /// while something else is typed.
  func typedValue(_ input: TextInput) -> (choice: Choice, text: String)? {
    if case .value(let choice) = input.purpose { return (choice, input.text) }
    guard input.purpose == .command, takesValues else { return nil }
    var words = Self.words(of: input.text)
    if words.first == "set" { words.removeFirst() }
    guard words.count > 1, ScreenSetting(named: words[0]) == nil, let row = row(named: words[0])
    else { return nil }
    return (row, words[1])
  }

  /// The consequence of a command that is being typed and moves the end of training.
  private func typedEnd(_ input: TextInput) -> EditConsequence? {
    let words = Self.words(of: input.text)
    guard input.purpose == .command, isSteered, let word = words.first,
      isRunCommand(word, Array(words.dropFirst())),
      let command = try? CommandWords(for: runNow).command(words)
    else { return nil }
    return consequence(of: command)
  }

  /// Shows for a moment what a change does that an arrow makes; tried callbacks show it anyway.
  mutating func showConsequence(of edit: RunCommand) {
    guard whatIf == nil, isSteered else { return }
    preview = EditPreview()
    preview.consequence = consequence(of: edit)
    (preview.edit, preview.end) = (edit, now + Self.messageSeconds)
  }

  /// Weighs anew what is shown of a change, as the run goes on: a schedule, a callback or another
  /// person may have moved the value, and each epoch moves the callbacks' counters.
  mutating func renewPreview(atEpochEnd: Bool) {
    if case .typing(let input) = mode {
      if case .value(let choice) = input.purpose, input.line.isSelected {
        mode = .typing(TextInput(input.purpose, pattern: presentText(of: choice)))
      }
      updatePreview()
    } else if case .edit? = preview.edit, isSteered {
      preview.consequence = preview.edit.flatMap(consequence)
    } else if atEpochEnd {
      preview = EditPreview()
    }
  }

  /// Forgets the effect of an arrow when its time is over.
  mutating func dropOldPreview() {
    if let end = preview.end, now >= end { preview = EditPreview() }
  }

  /// The rate that another change is made of: the run's, or that of a what-if, after those asked for.
  var rateBeforeChange: Double? {
    requests.pending.compactMap(\.command.rateChange)
      .reduce(whatIf?.learningRate ?? runNow.learningRate) { $1.result(from: $0) }
  }

  private func consequence(of command: RunCommand) -> EditConsequence? {
    EditConsequence(
      of: command, from: rateBeforeChange, learningRate: learningRate, callbacks: callbacks,
      whatIf: tryable, in: runNow, firstEpoch: playback?.overview.recorded.firstNumber ?? 1)
  }

  /// The value of a parameter that a text stands for.
  func value(
    typed text: String, for field: Parameter, _ choice: Choice
  ) throws(EditRefusal) -> ParameterValue {
    try field.parse(typed: text, from: pendingValue(of: choice))
  }

  /// The present value of a row, as it would be typed; nil for none.
  func presentText(of choice: Choice) -> String? {
    switch choice {
    case .learningRate: rateBeforeChange.map(\.rateWords)
    case .field(let id, let name):
      (pendingValue(of: choice) ?? callbacks.first { $0.id == id }?.field(name)?.value)?.words
    case .more: nil
    }
  }

  /// The value an arrow key away from a typed one; nil for none.
  func text(_ text: String, of choice: Choice, steppedBy steps: Int) -> String? {
    switch choice {
    case .learningRate:
      return NumberChange(ofRate: text)?.result(from: rateBeforeChange)
        .map { (steps > 0 ? $0 * 2 : $0 / 2).rateWords }
    case .field(let id, let name):
      guard var field = callbacks.first(where: { $0.id == id })?.field(name),
        let value = try? value(typed: text, for: field, choice)
      else { return nil }
      field.value = value
      return field.stepped(by: steps)?.words
    case .more: return nil
    }
  }

  /// The callbacks that are tried or, of a run that is trained, its own over the epochs so far.
  private var tryable: WhatIf? {
    if let whatIf { return whatIf }
    return try? playback?.overview.preset?.on(tried, settings: runNow.callbacks)
  }
}
