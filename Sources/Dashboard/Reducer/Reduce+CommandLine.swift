internal import CallbackPanels
internal import Cells
internal import CommandEntry
internal import Playbacks
internal import RunModel

/// The command line `:`.
extension DashboardState {
  /// Sets a row to a typed value.
  mutating func set(_ choice: Choice, to text: String) -> [DashboardEffect] {
    guard !text.isEmpty else { return [] }
    switch choice {
    case .learningRate:
      guard let change = NumberChange(ofRate: text) else {
        say(NumberChange.rateForm)
        return []
      }
      return setRate(change)
    case .field(let id, let name):
      guard let field = callbacks.first(where: { $0.id == id })?.field(name) else {
        return []
      }
      do throws(EditRefusal) {
        return setField(name, of: id, to: try value(typed: text, for: field, choice))
      } catch {
        say(error.why)
        return []
      }
    case .more: return []
    }
  }

  /// Carries out a line such as `pause`, `lr *0.5`, `patience 12`, `metric val/AP50` or `y 0 1`.
  mutating func run(line: String) -> [DashboardEffect] {
    carryOut(line).map(\.typed)
  }

  private mutating func carryOut(_ line: String) -> [DashboardEffect] {
    commands.add(line)
    dropAnswer()
    let words = Self.words(of: line)
    guard let word = words.first else { return [] }
    let rest = Array(words.dropFirst())
    if word == "export" { return export(rest) }
    if word == "apply" {
      return applyEdits(of: line.split(separator: " ").dropFirst().joined(separator: " "))
    }
    let isKey = rest.isEmpty && KeyTable.names.contains(word)
    if let setting = ScreenSetting(named: word), !isKey {
      guard !rest.isEmpty else {
        say("\(setting.rawValue) takes \(setting.form)")
        return []
      }
      // A name may contain blanks.
      let argument = line.drop { $0 == " " }.dropFirst(word.count + 1)
      if let refusal = apply(setting, rest, String(argument)) { say(refusal) }
      return []
    }
    if word == "set" { return setParameter(rest) }
    return runValue(word, rest)
  }

  /// The words of a line; `=` parts a name from its value, as a blank does.
  static func words(of line: String) -> [String] {
    line.split { $0 == " " || $0 == "=" }.map(String.init)
  }

  /// Has the edits of a file read, for the run that is trained.
  private mutating func applyEdits(of path: String) -> [DashboardEffect] {
    guard isSteered else {
      say(whyNotLive, while: .notSteerable)
      return []
    }
    if path.isEmpty { say("apply takes a file with edits, such as an exported recipe") }
    return path.isEmpty ? [] : [.readEdits(of: path)]
  }

  private mutating func setParameter(_ words: [String]) -> [DashboardEffect] {
    guard let word = words.first, words.count > 1 || row(named: word) != nil else {
      say("set takes a parameter and a value: set patience 12")
      return []
    }
    return runValue(word, Array(words.dropFirst()))
  }

  private mutating func runValue(_ word: String, _ rest: [String]) -> [DashboardEffect] {
    // A number behind `step` is one to look at, as behind `epoch`.
    if word == "step", rest.count == 1, let step = Double(rest[0]), step.isFinite, playback != nil {
      goTo(step, on: .step)
      return []
    }
    if isRunCommand(word, rest) {
      do throws(CommandWords.Failure) {
        let command = try CommandWords(for: runNow).command([word] + rest)
        guard case .setEpochs(let epochs) = command, continuation != nil,
          let longer = Continuation(of: runNow, to: epochs)
        else { return request(command) }
        return [.trainOn(longer)]
      } catch {
        say(error.description)
        return []
      }
    }
    if let value = rest.first {
      guard let row = row(named: word) else {
        say("unknown value \(word.sanitized); \(meant(word) ?? "Tab completes names")")
        return []
      }
      return set(row, to: value)
    }
    if let x = Double(word), x.isFinite, playback != nil {
      goTo(x)
      return []
    }
    if let binding = KeyTable.binding(named: word) { return run(binding, isTyped: true) }
    if let row = row(named: word) {
      if takesValues { selection.choice = row }
      return startTyping(row)
    }
    say("unknown command \(word.sanitized); \(meant(word) ?? "Tab lists what can be typed")")
    return []
  }

  /// The question for the word that was probably meant; nil when none is near.
  private func meant(_ word: String) -> String? {
    let names = commandMenu.words.map(\.name) + callbacks.flatMap { $0.fields.map(\.name) }
    return word.nearest(in: names).map { "did you mean \($0)?" }
  }

  /// True for a command that only the run carries out, such as `save`, `stop after 12` or
  /// `move early_stopping up`; the names of keys and values come first.
  func isRunCommand(_ word: String, _ rest: [String]) -> Bool {
    guard CommandWords.verbs.contains(word), row(named: word) == nil else { return false }
    return !rest.isEmpty || !KeyTable.names.contains(word)
  }

  /// The row of `patience`, `early_stopping.patience` or `learning-rate`; that of the chosen
  /// callback if it has one.
  func row(named word: String) -> Choice? {
    if ["learning-rate", "learning_rate", "lr", "rate"].contains(word) { return .learningRate }
    let rows = callbacks.flatMap { callback in
      callback.fields.filter { callback.calls($0, word) }
        .map { Choice.field(callback: callback.id, name: $0.name) }
    }
    return rows.first { $0.callback == selection.choice.callback } ?? rows.first
  }

  /// Commands that can be typed while a run is trained.
  static let trainingWords = [
    CommandWord(
      "stop", form: "after NUMBER or +2", help: "stop after this epoch (s), or a later one"),
    CommandWord("save", help: "save a checkpoint now"),
    CommandWord("evaluate", help: "evaluate now"),
    CommandWord("apply", form: "FILE", help: "make the edits of a recipe, each at its place"),
  ]

  /// The words that can be typed now.
  var commandMenu: CommandMenu {
    let keys = KeyTable.bindings.filter {
      !$0.name.isEmpty && $0.scope.includes(self) && ScreenSetting(named: $0.name) == nil
    }.map { key in
      CommandWord(
        key.name, help: key.help.isEmpty ? "as the key \(key.label)" : "\(key.help) (\(key.label))",
        helpBehind: key.name == "step" && playback != nil ? "show the run at that step" : nil)
    }
    let named = ScreenSetting.allCases.filter { $0.scope.includes(self) }.map {
      CommandWord($0.rawValue, form: $0.form, help: $0.help, arguments: $0.arguments(in: self))
    }
    let export = CommandWord(
      "export", form: "svg, png or recipe FILE", help: "the charts; the recipe with its edits",
      arguments: ["svg ", "png ", "recipe "])
    let settings = named + (playback == nil ? [] : [export])
    let longer = continuation.map { _ in
      CommandWord("epochs", form: "NUMBER, +10", help: "train on to that many epochs")
    }
    guard takesValues else { return CommandMenu([longer].compactMap(\.self) + settings + keys) }
    let rate = rateBeforeChange.map { "\(wordsBeforeRate) \($0.rateWords)" } ?? ""
    let fields = callbacks.flatMap { callback in
      callback.fields.map {
        CommandWord(
          "\(callback.id).\($0.name)", form: $0.value.number == nil ? "VALUE" : "VALUE, +2, *0.5",
          help: "now \($0.value.words)")
      }
    }
    var words = [CommandWord("lr", form: "NUMBER, *0.5", help: rate)]
    words.append(
      CommandWord(
        "set", form: "PARAMETER VALUE", help: "a parameter of a callback",
        arguments: fields.map { "\($0.name) " }))
    if isLive {
      if let epochs = runNow.info?.epochs, epochs > 0, runNow.info?.isOurs == true {
        words.append(
          CommandWord("epochs", form: "NUMBER, +10, *2", help: "to train, now \(epochs)"))
      }
      words += Self.trainingWords
    }
    return CommandMenu(words + settings + keys.filter { !isLive || $0.name != "stop" } + fields)
  }
}
