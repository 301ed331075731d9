internal import Cells
internal import RunModel

/// Typing values and commands.
extension DashboardState {
  /// Handles a key while text is typed.
  mutating func type(_ key: Key, into input: TextInput) -> [DashboardEffect] {
    var input = input
    switch key {
    case .character(let scalar):
      input.text.unicodeScalars.append(scalar)
    case .backspace, .delete:
      if input.text.isEmpty {
        mode = .normal
        return []
      }
      input.text.removeLast()
    case .control("u"):
      input.text = ""
    case .tab:
      if input.purpose == .command { input.text = completed(input.text) }
    case .enter:
      mode = .normal
      return finish(input)
    case .escape, .control("c"):
      mode = .normal
      return []
    case .control("z"):
      return [.suspend]
    default: break
    }
    mode = .typing(input)
    return []
  }

  /// Types pasted text; outside of typing it does nothing.
  mutating func paste(_ text: String) {
    guard case .typing(var input) = mode else {
      say("pasted text does nothing here")
      return
    }
    input.text += text
    mode = .typing(input)
  }

  private mutating func finish(_ input: TextInput) -> [DashboardEffect] {
    switch input.purpose {
    case .value(let choice): set(choice, to: input.text)
    case .command: runLine(input.text)
    }
  }

  /// Sets a row to a typed value.
  private mutating func set(_ choice: Choice, to text: String) -> [DashboardEffect] {
    guard !text.isEmpty else { return [] }
    switch choice {
    case .learningRate:
      guard let rate = Double(text), rate > 0, rate.isFinite else {
        say("a learning rate is a number above 0, such as 0.001")
        return []
      }
      return setRate(rate)
    case .field(let id, let name):
      guard let field = callbacks.first(where: { $0.id == id })?.field(name) else {
        return []
      }
      do throws(EditRefusal) {
        return setField(name, of: id, to: try field.parse(text))
      } catch {
        say(error.why)
        return []
      }
    case .more: return []
    }
  }

  /// Carries out a line such as `pause`, `learning-rate 0.001`, `patience 12` or
  /// `early_stopping.patience 12`.
  private mutating func runLine(_ line: String) -> [DashboardEffect] {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
    guard let word = words.first else { return [] }
    if words.count > 1, playback != nil, seek(word, words[1]) { return [] }
    if words.count > 1 {
      guard let row = row(named: word) else {
        say("unknown value \(word.sanitized); Tab completes names")
        return []
      }
      return set(row, to: words[1])
    }
    if let binding = KeyTable.binding(named: word) { return run(binding, isTyped: true) }
    if row(named: word) != nil {
      say("\(word) takes a value: \(word) 5")
    } else {
      say("unknown command \(word.sanitized); ? lists keys, Tab completes names")
    }
    return []
  }

  /// The row of `patience`, `early_stopping.patience` or `learning-rate`; that of the chosen
  /// callback if it has one.
  private func row(named word: String) -> Choice? {
    if word == "learning-rate" || word == "learning_rate" || word == "lr" { return .learningRate }
    let rows = callbacks.flatMap { callback in
      callback.fields.map(\.name).filter { $0 == word || "\(callback.id).\($0)" == word }
        .map { Choice.field(callback: callback.id, name: $0) }
    }
    return rows.first { $0.callback == selection.choice.callback } ?? rows.first
  }

  /// The first name that begins with the text, else the text.
  private func completed(_ text: String) -> String {
    let fields = callbacks.flatMap { callback in
      callback.fields.map { "\(callback.id).\($0.name) " }
    }
    let seeking = playback == nil ? [] : ["epoch ", "speed ", "run "]
    let known = KeyTable.names + ["learning-rate "] + seeking + fields
    return known.first { $0.hasPrefix(text) && $0 != text } ?? text
  }
}
