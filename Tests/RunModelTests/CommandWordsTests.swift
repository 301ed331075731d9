import RunModel
import Testing

/// Commands as people type them.
@Suite struct CommandWordsTests {
  @Test func onlyStopsKeepTheirWordsBeforeANote() {
    func answer(_ command: RunCommand) -> String? {
      let request = CommandRequest(id: "1", source: "key press", command)
      return command.answer(
        AppliedCommand(request: request, epoch: 1, step: 0, note: "in a moment"), in: []
      ).text
    }
    #expect(answer(.stop(.now)) == "stopping after this batch; in a moment")
    #expect(answer(.stopAfter(epoch: 3)) == "stops after epoch 3; in a moment")
    #expect(answer(.other("stop the music")) == "in a moment")
  }

  private let words = CommandWords(callbacks: [
    CallbackState(
      id: "early_stopping", name: "EarlyStopping",
      fields: [
        Parameter("patience", .integer(3), .count),
        Parameter("min_delta", .number(0), .magnitude),
      ]),
    CallbackState(
      id: "reduce_lr_on_plateau", name: "ReduceLROnPlateau",
      fields: [
        Parameter("patience", .integer(2), .count),
        Parameter("factor", .number(0.5), .fraction),
      ]),
  ])

  private func command(_ text: String, afterEpoch: Bool = false) throws -> RunCommand {
    try words.command(text.split(separator: " ").map(String.init), isAfterEpoch: afterEpoch)
  }

  @Test(arguments: [
    ("pause", RunCommand.pause), ("resume", .resume), ("step", .stepEpoch), ("undo", .undo),
    ("stop", .stop(.now)), ("lr 1e-4", .setLearningRate(.to(1e-4))),
    ("lr=1e-4", .setLearningRate(.to(1e-4))),
    ("learning_rate = 0.1", .setLearningRate(.to(0.1))),
    ("early_stopping.patience=12", edit("early_stopping", "patience", .integer(12))),
    ("early_stopping.patience 12", edit("early_stopping", "patience", .integer(12))),
    ("factor=0.2", edit("reduce_lr_on_plateau", "factor", .number(0.2))),
    ("reset early_stopping", .reset(callback: "early_stopping")),
    ("move early_stopping up", .move(callback: "early_stopping", by: -1)),
    ("move early_stopping down 2", .move(callback: "early_stopping", by: 2)),
    // As the screen shows them.
    ("EarlyStopping.patience=12", edit("early_stopping", "patience", .integer(12))),
    ("reset EarlyStopping", .reset(callback: "early_stopping")),
    ("move ReduceLROnPlateau up", .move(callback: "reduce_lr_on_plateau", by: -1)),
    ("learning rate 0.1", .setLearningRate(.to(0.1))),
    ("learning rate = 0.1", .setLearningRate(.to(0.1))),
    ("rate 0.1", .setLearningRate(.to(0.1))),
    ("factor *0.5", edit("reduce_lr_on_plateau", "factor", .number(0.25))),
    ("early_stopping.patience +2", edit("early_stopping", "patience", .integer(5))),
    ("cancel stop", .cancel(.stop)), ("cancel step", .cancel(.pause)), ("cancel", .cancel(.stop)),
  ])
  func wordsAreCommands(text: String, expected: RunCommand) throws {
    #expect(try command(text) == expected)
  }

  @Test func aRateMayBeRelativeToTheOneThatHoldsThen() throws {
    #expect(try command("lr *0.5") == .setLearningRate(.times(0.5)))
    #expect(try command("lr /10") == .setLearningRate(.times(0.1)))
    #expect(try command("rate=+0.001") == .setLearningRate(.plus(0.001)))
  }

  @Test func aNameOfSeveralCallbacksIsRefused() throws {
    let twins = CommandWords(callbacks: [
      CallbackState(id: "a", name: "Stop"), CallbackState(id: "b", name: "Stop"),
    ])
    let failure = #expect(throws: CommandWords.Failure.self) {
      try twins.command(["reset", "Stop"])
    }
    #expect(failure?.description == "Stop is the name of several callbacks: a, b")
  }

  @Test func theNumberOfEpochsMayBeRelativeToThePresentOne() throws {
    let known = CommandWords(callbacks: [], epochs: 30)
    #expect(try known.command(["epochs", "300"]) == .setEpochs(300))
    #expect(try known.command(["epochs=300"]) == .setEpochs(300))
    #expect(try known.command(["epochs", "+10"]) == .setEpochs(40))
    #expect(try known.command(["epochs", "*1.5"]) == .setEpochs(45))
    for text in [
      "12.5", "-3", "+-3", "*-2", "++3", "/0", "0", "many", "*0", "+1e99", "2000000", "",
    ] {
      let failure = #expect(throws: CommandWords.Failure.self) {
        try known.command(["epochs", text])
      }
      #expect(failure?.description.contains("a whole number from 1 to 1000000") == true)
    }
    // Nobody knows what to add to.
    #expect(throws: CommandWords.Failure.self) { try command("epochs +10") }
    #expect(throws: CommandWords.Failure.self) { try command("epochs") }
    let script = CommandWords(callbacks: [], epochs: 30, isScript: true)
    let failure = #expect(throws: CommandWords.Failure.self) {
      try script.command(["epochs", "300"])
    }
    #expect(failure?.description.contains("a script has its own number of epochs") == true)
  }

  private static func edit(_ id: String, _ field: String, _ value: ParameterValue) -> RunCommand {
    .edit(callback: id, field: field, value: value)
  }

  @Test func aStopMayWaitForTheEpoch() throws {
    #expect(try command("stop", afterEpoch: true) == .stop(.afterEpoch))
    #expect(throws: CommandWords.Failure.self) { try command("pause", afterEpoch: true) }
    let waiting = CommandWords(callbacks: [], waiting: [.pause])
    #expect(try waiting.command(["cancel"]) == .cancel(.pause))
  }

  @Test(arguments: [
    ("", "the commands are pause"), ("pasue", "did you mean pause?"),
    ("stpo", "did you mean stop?"),
    ("early_stoping.patience=3", "did you mean early_stopping.patience?"),
    ("patience=3", "several callbacks: early_stopping.patience, reduce_lr_on_plateau.patience"),
    ("factr=3", "did you mean factor?"), ("fly", "the commands are pause"), ("lr fast", "not fast"),
    ("lr", "takes one value"), ("factor", "factor=0.5"), ("pause now", "nothing more"),
    ("early_stopping.patience=many", "early_stopping.patience takes a whole number from 0"),
    ("early_stopping.patience=", "takes a whole number from 0 to a billion; there is no value"),
    ("factor=", "reduce_lr_on_plateau.factor takes a number"),
    ("lr=", "lr takes a number, such as"),
    ("lr *0", "not *0"), ("lr +-0.1", "not +-0.1"), ("lr *", "not *"), ("lr /0", "not /0"),
    ("early_stopping.patience +-3", "patience takes a whole number"),
    ("factor **2", "factor takes"),
    ("early_stopping.patience *inf", "patience takes"),
    ("reset", "early_stopping"),
    ("reset early_stoping", "did you mean early_stopping?"), ("move early_stopping", "up or down"),
    ("move early_stopping up 0", "up or down"), ("cancel everything", "stop or step"),
  ])
  func whatIsNoCommandSaysWhatWasMeant(text: String, expected: String) {
    let failure = #expect(throws: CommandWords.Failure.self) { try command(text) }
    #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
  }

  @Test func swappedLettersAreOneMistake() {
    #expect("trian".nearest(in: ["train", "tell"]) == "train")
    #expect("wtach".nearest(in: ["train", "watch"]) == "watch")
    #expect("xyz".nearest(in: ["train", "watch"]) == nil)
  }
}
