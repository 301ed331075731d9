import RunModel
import Testing

@Suite struct FieldTests {
  @Test(arguments: [
    (Parameter("p", .integer(3), .count), 1, ParameterValue.integer(4)),
    (Parameter("p", .integer(3), .count), -10, .integer(0)),
    (Parameter("d", .number(0), .magnitude), 1, .number(1e-6)),
    (Parameter("d", .number(1e-4), .magnitude), 1, .number(2e-4)),
    (Parameter("d", .number(1e-4), .magnitude), -1, .number(5e-5)),
    (Parameter("f", .number(0.5), .fraction), 1, .number(0.55)),
    (Parameter("b", .boolean(true), .boolean), -1, .boolean(false)),
    (Parameter("n", .number(0.1), .optionalNumber), 1, .number(0.11)),
  ])
  func anArrowGoesToTheNextSensibleValue(field: Parameter, steps: Int, next: ParameterValue) {
    #expect(field.stepped(by: steps) == next)
  }

  @Test func anArrowStopsAtTheEnds() {
    #expect(Parameter("p", .integer(0), .count).stepped(by: -1) == nil)
    #expect(Parameter("f", .number(0.95), .fraction).stepped(by: 1) == nil)
    #expect(Parameter("n", .none, .optionalNumber).stepped(by: 1) == nil)
  }

  @Test func typedTextIsReadByKind() throws {
    #expect(try Parameter("p", .none, .count).parse(" 12 ") == .integer(12))
    #expect(try Parameter("d", .none, .magnitude).parse("1e-4") == .number(1e-4))
    #expect(try Parameter("n", .none, .optionalNumber).parse("none") == .none)
    #expect(try Parameter("b", .none, .boolean).parse("Yes") == .boolean(true))
    for (kind, text) in [
      (Parameter.Kind.count, "1.5"), (.magnitude, "nan"), (.fraction, ""), (.boolean, "maybe"),
      (.optionalNumber, "x"),
    ] {
      #expect(throws: EditRefusal.self) { try Parameter("x", .none, kind).parse(text) }
    }
  }

  @Test func aChoiceGoesThroughItsWordsAndAReadingStays() throws {
    let mode = Parameter("mode", .text("min"), .choice(["min", "max"]))
    #expect(mode.stepped(by: 1) == .text("max"))
    #expect(mode.stepped(by: -1) == nil)
    #expect(try mode.parse(" MAX ") == .text("max"))
    #expect(throws: EditRefusal("mode takes min, max, not auto")) { try mode.parse("auto") }
    let reading = Parameter("strategy", .text("epoch"), .reading)
    #expect(reading.stepped(by: 1) == nil)
    #expect(throws: EditRefusal("strategy cannot be changed: the run only reports it")) {
      try reading.parse("steps")
    }
  }

  /// A value that cannot be read and one that is out of range get the same words.
  @Test func aValueIsRefusedInTheSameWordsAsOneThatCannotBeRead() throws {
    let field = Parameter("patience", .integer(3), .count)
    #expect(throws: EditRefusal("patience takes a whole number from 0 to a billion, not 2.5")) {
      try field.parse("2.5")
    }
    #expect(try field.parse("-1") == .integer(-1))
    let frequency = Parameter("save_freq", .text("epoch"), .frequency)
    #expect(try frequency.parse("0") == .integer(0))
    #expect(throws: EditRefusal("save_freq takes epoch or a number of batches, not x")) {
      try frequency.parse("x")
    }
  }

  @Test func logsSortByCodePointAndKeepWhatIsAddedLast() {
    var logs: Logs = ["val_loss": 1, "loss": 2, "Z": 3, "ä": 4]
    #expect(logs.sortedByName.names == ["Z", "loss", "val_loss", "ä"])
    logs["new"] = 5
    logs["loss"] = 6
    #expect(logs.names == ["val_loss", "loss", "Z", "ä", "new"])
    logs["loss"] = nil
    #expect(logs["loss"] == nil)
  }
}
