import Recipes
import RunModel
import Testing

/// The changes that a recipe makes while it trains.
@Suite struct RecipeEditsTests {
  private static let recipe = """
    name: x
    epochs: 3
    data: {digits: {train: 100}}
    network: [dense: {units: 8}]
    """

  private static let edits = [
    RunEdit(epoch: 0, step: 3, .setLearningRate(.to(5e-05))),
    RunEdit(
      epoch: 1, step: 0, .edit(callback: "early_stopping", field: "patience", value: .integer(8))),
    RunEdit(epoch: 1, step: 0, .edit(callback: "early_stopping", field: "baseline", value: .none)),
    RunEdit(
      epoch: 1, step: 1, .edit(callback: "csv_logger", field: "enabled", value: .boolean(false))),
    RunEdit(epoch: 1, step: 2, .edit(callback: "x", field: "mode", value: .text("a \"b\": c"))),
    RunEdit(epoch: 1, step: 2, .edit(callback: "x", field: "min_delta", value: .number(0.25))),
    RunEdit(epoch: 2, step: 1, .reset(callback: "early_stopping")),
    RunEdit(epoch: 2, step: 4, .move(callback: "csv_logger", by: -1)),
    RunEdit(epoch: 2, step: 5, .setLearningRate(.times(0.5))),
    RunEdit(epoch: 2, step: 6, .setLearningRate(.plus(-0.001))),
  ]

  @Test func writtenEditsAreReadAsTheyWere() throws {
    let text = try Recipe.text(Self.recipe, with: Self.edits)
    #expect(text.contains("  - {epoch: 1, step: 3, learning_rate: 5e-05}\n"))
    #expect(text.contains("  - {epoch: 2, step: 0, set: early_stopping.patience, to: 8}\n"))
    #expect(try Recipe(yaml: text, file: "x.yaml").edits == Self.edits)
    #expect(try Recipe.edits(yaml: text, file: "x.yaml") == Self.edits)
    // They replace those that the recipe had.
    let other = try Recipe.text(text, with: [Self.edits[0]])
    #expect(try Recipe(yaml: other, file: "x.yaml").edits == [Self.edits[0]])
    #expect(try Recipe(yaml: Recipe.text(Self.recipe, with: []), file: "x.yaml").edits.isEmpty)
  }

  @Test func theStepMayBeLeftOutAndThePlaceDecidesTheOrder() throws {
    let text = "edits:\n  - {epoch: 3, learning_rate: 1e-3}\n  - {epoch: 2, step: 5, reset: a}\n"
    #expect(
      try Recipe.edits(yaml: text, file: "x") == [
        RunEdit(epoch: 1, step: 5, .reset(callback: "a")),
        RunEdit(epoch: 2, step: 0, .setLearningRate(.to(1e-3))),
      ])
  }

  @Test(arguments: [
    ("{step: 3, learning_rate: 1}", "epoch is missing"), ("{epoch: 0, reset: a}", "whole number"),
    ("{epoch: 1}", "one of learning_rate, epochs, set, reset and move"),
    ("{epoch: 1, reset: a, move: b}", "one of learning_rate"),
    ("{epoch: 1, learning_rate: -1}", "above 0"),
    ("{epoch: 1, learning_rate: {factor: 0}}", "above 0"),
    ("{epoch: 1, learning_rate: {factor: 2, by: 1}}", "{factor: 0.5} or {by: -0.001}"),
    ("{epoch: 1, learning_rate: {times: 2}}", "times"),
    ("{epoch: 1, set: patience, to: 3}", "set takes"),
    ("{epoch: 1, set: a.b}", "set takes"), ("{epoch: 1, move: a}", "by is missing"),
    ("{epoch: 1, lerning_rate: 1}", "did you mean learning_rate?"),
  ]) func aMistakeIsNamedWithItsLine(entry: String, words: String) throws {
    let error = #expect(throws: RecipeError.self) {
      try Recipe.edits(yaml: "edits:\n  - \(entry)\n", file: "x.yaml")
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(words) && text.contains("x.yaml:2"), "\(text)")
  }
}
