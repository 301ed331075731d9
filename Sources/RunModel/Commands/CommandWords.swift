/// Reads commands as a person types them: `pause`, `lr 1e-4`, `early_stopping.patience=12`.
public struct CommandWords: Sendable {
  /// The reason why words are not a command, with what was probably meant.
  public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String

    /// Creates a failure with its sentence.
    package init(_ description: String) { self.description = description }
  }

  private static let rateNames = table.first { $0.word == "lr" }?.spellings ?? []

  private let callbacks: [CallbackState]
  private let waiting: Set<WaitingCommand>
  private let epoch: Int?
  private let epochs: Int?
  private let isScript: Bool
  private let edits: EditsReader?

  /// A reader of the edits of a file.
  public typealias EditsReader = @Sendable (String) throws(Failure) -> [RunEdit]

  /// Creates a reader for a run's callbacks, their settings, and what waits for the end of the
  /// epoch.
  ///
  /// - Parameter epoch: The number of the present epoch, from 1, to which `stop after +3` adds; nil
  ///   when it is not known.
  /// - Parameter epochs: The number of epochs to train, to which `epochs +10` adds; nil when it is
  ///   not known.
  /// - Parameter isScript: True for a script, whose number of epochs is its own.
  /// - Parameter edits: The reader of the file of `apply`; nil where files are not read.
  public init(
    callbacks: [CallbackState], waiting: Set<WaitingCommand> = [], epoch: Int? = nil,
    epochs: Int? = nil, isScript: Bool = false, edits: EditsReader? = nil
  ) {
    self.callbacks = callbacks
    self.waiting = waiting
    self.epoch = epoch
    self.epochs = epochs
    self.isScript = isScript
    self.edits = edits
  }

  /// Creates a reader for a run as it is now.
  ///
  /// - Parameter edits: The reader of the file of `apply`; nil where files are not read.
  public init(for run: RunHistory, edits: EditsReader? = nil) {
    let epochs = run.info?.epochs ?? 0
    self.init(
      callbacks: run.callbacks, waiting: run.waiting, epoch: run.epoch + 1,
      epochs: epochs > 0 ? epochs : nil, isScript: run.info?.isOurs == false, edits: edits)
  }

  /// Returns the command of some words.
  ///
  /// - Parameters:
  ///   - words: The words as typed, split at blanks.
  ///   - isAfterEpoch: True for a stop that waits for the end of the epoch.
  /// - Throws: `Failure`, a sentence.
  public func command(
    _ words: [String], isAfterEpoch: Bool = false
  ) throws(Failure) -> RunCommand {
    // The screen calls it so.
    if words.starts(with: ["learning", "rate"]), words.count > 2 {
      return try command(["lr"] + words.dropFirst(2), isAfterEpoch: isAfterEpoch)
    }
    guard let verb = words.first else {
      throw Failure("no command given; the commands are \(Self.list(Self.verbs))")
    }
    if isAfterEpoch, verb != "stop" {
      throw Failure("--after-epoch works only with stop")
    }
    if let (name, value) = Self.assignment(words) { return try set(name, to: value) }
    let rest = Array(words.dropFirst())
    switch Self.table.first(where: { $0.spellings.contains(verb) })?.reader {
    case .alone(let command): return try alone(command, words)
    case .words(let read):
      let command = try read(self)(rest)
      return isAfterEpoch && command == .stop(.now) ? .stop(.afterEpoch) : command
    case nil:
      guard !fields(named: verb).isEmpty else { throw unknown(verb) }
      return try set(verb, to: rest)
    }
  }

  /// `name=value`, with or without blanks around the sign.
  private static func assignment(_ words: [String]) -> (name: String, value: String)? {
    let text = words.joined(separator: " ")
    guard let sign = text.firstIndex(of: "=") else { return nil }
    func trimmed(_ text: Substring) -> String {
      text.split(separator: " ").joined(separator: " ")
    }
    return (trimmed(text[..<sign]), trimmed(text[text.index(after: sign)...]))
  }

  private func alone(_ command: RunCommand, _ words: [String]) throws(Failure) -> RunCommand {
    guard words.count == 1 else {
      throw Failure("\(words[0]) takes nothing more, not \(words[1])")
    }
    return command
  }

  func stop(_ words: [String]) throws(Failure) -> RunCommand {
    guard words.first == "after" else { return try alone(.stop(.now), ["stop"] + words) }
    guard words.count == 2, let number = Int(words[1]), number > 0 else {
      throw Failure("stop after takes the number of an epoch, such as stop after 12")
    }
    guard words[1].hasPrefix("+") else { return .stopAfter(epoch: number) }
    guard let epoch else {
      throw Failure(
        "stop after \(words[1]) needs the present epoch: give the number of one")
    }
    let (sum, isTooLarge) = epoch.addingReportingOverflow(number)
    return .stopAfter(epoch: isTooLarge ? Int.max : sum)
  }

  func apply(_ words: [String]) throws(Failure) -> RunCommand {
    guard let edits, words.count == 1 else {
      throw Failure("apply takes one file with edits, such as an exported recipe")
    }
    return .apply(try edits(words[0]))
  }

  func epochs(_ words: [String]) throws(Failure) -> RunCommand {
    guard !isScript else {
      throw Failure("a script has its own number of epochs; stop after 12 ends it earlier")
    }
    guard words.count == 1, let change = NumberChange(words[0]),
      let result = change.result(from: epochs.map(Double.init)),
      let number = Int(exactly: change.isRelative ? result.rounded() : result),
      (1...RunCommand.mostEpochs).contains(number)
    else {
      throw Failure(
        "epochs takes a whole number from 1 to \(RunCommand.mostEpochs), such as 300, +10 or *2")
    }
    return .setEpochs(number)
  }

  func rate(_ words: [String]) throws(Failure) -> RunCommand { try set("lr", to: words) }

  func reset(_ words: [String]) throws(Failure) -> RunCommand {
    .reset(callback: try callback(words, "reset"))
  }

  private func set(_ name: String, to words: [String]) throws(Failure) -> RunCommand {
    guard words.count == 1 else {
      throw Failure("\(name) takes one value, such as \(name)=\(example(name))")
    }
    return try set(name, to: words[0])
  }

  private func set(_ name: String, to text: String) throws(Failure) -> RunCommand {
    if Self.rateNames.contains(name) {
      let change = NumberChange(text)
      guard let change, change != .times(0), change.result(from: 1)?.isFinite == true else {
        throw Failure(
          "lr takes a number, such as 1e-4 or *0.5" + (text.isEmpty ? "" : ", not \(text)"))
      }
      return .setLearningRate(change)
    }
    let matches = fields(named: name)
    if matches.isEmpty, name == "epochs" { return try epochs([text]) }
    guard let (id, field) = matches.first else { throw unknown(name) }
    if matches.count > 1 {
      let names = matches.map { "\($0.id).\($0.field.name)" }
      throw Failure("\(name) is a setting of several callbacks: \(Self.list(names))")
    }
    do throws(EditRefusal) {
      return .edit(callback: id, field: field.name, value: try field.parse(typed: text))
    } catch {
      // The reason begins with the field's name.
      throw Failure("\(id).\(error.why)\(text.isEmpty ? "; there is no value" : "")")
    }
  }

  /// The settings of a name, with or without the id or the name of their callback.
  private func fields(named name: String) -> [(id: String, field: Parameter)] {
    callbacks.flatMap { callback in
      callback.fields.filter { callback.calls($0, name) }.map { (callback.id, $0) }
    }
  }

  private func callback(_ words: [String], _ verb: String) throws(Failure) -> String {
    let ids = callbacks.map(\.id)
    guard let word = words.first, words.count == 1 else {
      throw Failure("\(verb) takes one callback: \(Self.list(ids))")
    }
    if ids.contains(word) { return word }
    let named = callbacks.filter { $0.name == word }.map(\.id)
    if named.count == 1 { return named[0] }
    if named.count > 1 {
      throw Failure("\(word) is the name of several callbacks: \(Self.list(named))")
    }
    throw Failure(
      "no callback is called \(word)"
        + (word.nearest(in: ids).map { "; did you mean \($0)?" }
          ?? "; the chain has \(Self.list(ids))")
    )
  }

  func move(_ words: [String]) throws(Failure) -> RunCommand {
    let usage = "move takes a callback, up or down, and how far: move early_stopping up 1"
    guard words.count == 2 || words.count == 3 else { throw Failure(usage) }
    let id = try callback([words[0]], "move")
    let places = words.count == 3 ? Int(words[2]) ?? 0 : 1
    switch (words[1], places > 0 && places < 1000) {
    case ("up", true): return .move(callback: id, by: -places)
    case ("down", true): return .move(callback: id, by: places)
    default: throw Failure(usage)
    }
  }

  func cancel(_ words: [String]) throws(Failure) -> RunCommand {
    switch words {
    case ["stop"]: return .cancel(.stop)
    case ["step"], ["pause"], ["step_epoch"]: return .cancel(.pause)
    case []:
      // The run refuses, with its reason, to cancel what nothing waits for.
      if waiting.count < 2 { return .cancel(waiting.first ?? .stop) }
      throw Failure("a stop and a step are pending; write cancel stop or cancel step")
    default: throw Failure("cancel takes stop or step")
    }
  }

  private func unknown(_ word: String) -> Failure {
    let settings = callbacks.flatMap { callback in
      callback.fields.map { "\(callback.id).\($0.name)" }
    }
    let names = callbacks.flatMap { $0.fields.map(\.name) }
    if let near = word.nearest(in: Self.verbs + settings + names + Self.rateNames) {
      return Failure(
        "no run, command or setting is called \(word); did you mean \(near)?")
    }
    let more = settings.first.map { ", and settings such as \($0)=\(example($0))" } ?? ""
    return Failure(
      "no run, command or setting is called \(word); the commands are "
        + Self.list(Self.verbs) + more)
  }

  private func example(_ name: String) -> String {
    fields(named: name).first?.field.value.words ?? "1e-4"
  }

  private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
