/// The commands that there are.
extension CommandWords {
  /// A command as words: its first word, its line in the help, and its reader.
  struct Verb: Sendable {
    /// The reader of the words after the first one.
    enum Reader: Sendable {
      /// A command that takes no other words.
      case alone(RunCommand)
      /// A command that takes other words.
      case words(@Sendable (CommandWords) -> ([String]) throws(Failure) -> RunCommand)
    }

    /// The first word.
    let word: String
    /// Other spellings of the first word.
    var others: [String] = []
    /// All words, as the help shows them.
    let usage: String
    /// The effect.
    let effect: String
    /// The reader.
    let reader: Reader

    /// All spellings of the first word.
    var spellings: [String] { [word] + others }
  }

  /// The commands in the order of the help.
  static let table = [
    Verb(
      word: "pause", usage: "pause", effect: "wait before the next batch", reader: .alone(.pause)),
    Verb(word: "resume", usage: "resume", effect: "continue", reader: .alone(.resume)),
    Verb(
      word: "step", others: ["step_epoch"], usage: "step",
      effect: "train to the end of the epoch, then pause", reader: .alone(.stepEpoch)),
    Verb(
      word: "stop", usage: "stop", effect: "end after this batch (--after-epoch: after the epoch)",
      reader: .words(CommandWords.stop)),
    Verb(
      word: "stop after", usage: "stop after 12",
      effect: "end after the epoch with this number (+3: of three later)",
      reader: .words(CommandWords.stop)),
    Verb(
      word: "lr", others: ["learning_rate", "learning-rate", "learning rate", "rate"],
      usage: "lr 1e-4", effect: "set the learning rate, also lr *0.5",
      reader: .words(CommandWords.rate)),
    Verb(
      word: "epochs", usage: "epochs 300",
      effect: "set the number of epochs to train, also +10 and *2",
      reader: .words(CommandWords.epochs)),
    Verb(
      word: "reset", usage: "reset CALLBACK",
      effect: "let a callback forget its best value and its counters",
      reader: .words(CommandWords.reset)),
    Verb(
      word: "move", usage: "move CALLBACK up 1",
      effect: "move a callback in the chain when the epoch ends", reader: .words(CommandWords.move)),
    Verb(
      word: "cancel", usage: "cancel stop|step",
      effect: "cancel what waits for the end of the epoch",
      reader: .words(CommandWords.cancel)),
    Verb(word: "undo", usage: "undo", effect: "undo the last change", reader: .alone(.undo)),
    Verb(
      word: "redo", usage: "redo", effect: "make the change again that was undone last",
      reader: .alone(.redo)),
    Verb(
      word: "save", usage: "save", effect: "save a checkpoint now", reader: .alone(.save)),
    Verb(
      word: "evaluate", usage: "evaluate", effect: "evaluate now",
      reader: .alone(.evaluate)),
    Verb(
      word: "apply", usage: "apply FILE",
      effect: "make the edits of a recipe, each at its place",
      reader: .words(CommandWords.apply)),
  ]

  /// The first words of commands; a setting with its value is a command, too.
  public static let verbs = table.map(\.word).filter { !$0.contains(" ") }

  /// All commands for the help: the words of each, and its effect.
  package static let usage: [(words: String, effect: String)] =
    table.map { (words: $0.usage, effect: $0.effect) }
    + [("patience=12", "set a parameter; also EarlyStopping.patience=12 and patience=+2")]
}
