internal import RunComparison
internal import Testing

@Suite struct RunSettingsTests {
  private static func pairs(_ settings: RunSettings) -> [String] {
    settings.all.map { "\($0.name)=\($0.value)" }
  }

  @Test func aRecipeIsFlattened() {
    let settings = RunSettings(
      yaml: """
        name: digits
        optimizer:
          adam: {learning_rate: 0.001}
        network:
          - dense: {units: 512}
          - dense: {units: 256}
        callbacks:
          - early_stopping: {patience: 6}
          - csv_logger
        sizes: [1, 2]
        """)
    #expect(
      Self.pairs(settings) == [
        "name=digits", "optimizer.adam.learning_rate=0.001", "network.dense.units=512",
        "network.dense-2.units=256", "callbacks.early_stopping.patience=6",
        "callbacks.csv_logger=on", "sizes=[1, 2]",
      ])
    #expect(settings["patience"] == "6")
  }

  @Test func valuesOfWeightsAndBiasesAreUnwrapped() {
    let settings = RunSettings(
      yaml: """
        wandb_version: 1
        _wandb: {value: {cli_version: 0.16}}
        lr: {desc: null, value: 0.1}
        model: {value: {depth: 4}}
        """)
    #expect(Self.pairs(settings) == ["wandb_version=1", "lr=0.1", "model.depth=4"])
  }

  @Test func optionsOfACommandAreSettings() {
    let settings = RunSettings(
      command: "python train.py --lr 0.1 --name='two words' --amp --shift -3 model.depth=4")
    #expect(
      Self.pairs(settings) == ["lr=0.1", "name=two words", "amp=on", "shift=-3", "model.depth=4"])
  }

  @Test func textThatIsNotYAMLHasNoSettings() {
    #expect(RunSettings(yaml: "a: [1,").isEmpty)
    #expect(RunSettings(yaml: "").isEmpty)
  }

  @Test(arguments: [
    ("exp2", "exp10"), ("exp9a", "exp10"), ("Exp1", "exp2"), ("a", "b"), ("run-1", "run-1-2"),
    ("7", "seven"), ("v1.9", "v1.10"), ("x99999999999999999998", "x99999999999999999999"),
  ]) func numbersInNamesCountAsNumbers(a: String, b: String) {
    #expect(NaturalOrder.isBefore(a, b))
    #expect(!NaturalOrder.isBefore(b, a))
  }
}
