import Callbacks
import Foundation
import Networks
import RunModel
import Testing

@testable import Recipes

extension Recipe {
  /// The parameters of a callback as the recipe creates it.
  fileprivate func fields(of index: Int) throws -> [String: ParameterValue] {
    let context = CallbackContext(task: plannedTask)
    let callback = try callbacks[index].make(context)
    return Dictionary(uniqueKeysWithValues: callback.fields.map { ($0.name, $0.value) })
  }
}

@Suite struct RecipeTests {
  private let yaml = """
    name: x
    epochs: 3
    data:
      digits: {train: 100, validation: 50}
    network:
      - dense: {units: 8}
    callbacks:
      - early_stopping: {monitor: val_loss, patience: 5}
      - csv_logger
    """

  private func reason(_ yaml: String, _ settings: [String] = []) -> String {
    let error = #expect(throws: RecipeError.self) {
      try Recipe(yaml: yaml, file: "x.yaml", settings: settings)
    }
    return error?.description ?? ""
  }

  @Test func defaultsAreKerass() throws {
    let recipe = try Recipe(yaml: yaml, file: "x.yaml")
    #expect(recipe.batchSize == 32)
    #expect(
      recipe.optimizer == .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7))
    let stopping = try recipe.fields(of: 0)
    #expect(stopping["min_delta"] == .number(0))
    #expect(stopping["restore_best_weights"] == .boolean(false))
  }

  @Test func everyOptimizerIsReadWithKerassDefaults() throws {
    func optimizer(_ text: String) throws -> Optimizer {
      try Recipe(yaml: yaml + "\noptimizer: {\(text)}", file: "x.yaml").optimizer
    }
    #expect(
      try optimizer("adam: ") == .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7)
    )
    #expect(
      try optimizer("adamw: {}")
        == .adamW(learningRate: 0.001, weightDecay: 0.004, beta1: 0.9, beta2: 0.999, epsilon: 1e-7))
    #expect(try optimizer("sgd: {}") == .sgd(learningRate: 0.01, momentum: 0, isNesterov: false))
    #expect(
      try optimizer("rmsprop: {}")
        == .rmsprop(learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, isCentered: false))
    #expect(
      try optimizer("rmsprop: {rho: 0.5, momentum: 0.25, epsilon: 0.125, centered: true}")
        == .rmsprop(
          learningRate: 0.001, rho: 0.5, momentum: 0.25, epsilon: 0.125, isCentered: true))
    #expect(
      try optimizer("adamw: {weight_decay: 0.5, use_ema: true}")
        == .adamW(learningRate: 0.001, weightDecay: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-7))
    for (text, words) in [
      ("adamx: {}", "did you mean adam"), ("adam: {weight_decay: 1}", "no such key"),
      ("adamw: {weight_decay: -1}", "weight_decay takes a number of at least 0"),
      ("rmsprop: {rho: 1}", "rho takes a number of at least 0 and below 1"),
      ("sgd: {}, rmsprop: {}", "sgd or rmsprop, not both"), ("", "takes one of adam, adamw"),
    ] {
      #expect(reason(yaml + "\noptimizer: {\(text)}").contains(words), "\(text)")
    }
  }

  @Test func settingsChangeWhatIsRead() throws {
    let recipe = try Recipe(
      yaml: yaml, file: "x.yaml",
      settings: ["epochs=9", "patience=2", "early_stopping.min_delta=0.5", "data.digits.noise=0.1"])
    #expect(recipe.epochs == 9)
    let stopping = try recipe.fields(of: 0)
    #expect(stopping["patience"] == .integer(2))
    #expect(stopping["min_delta"] == .number(0.5))
    guard case .digits(_, _, let noise, _) = recipe.data else {
      Issue.record("no digits")
      return
    }
    #expect(noise == 0.1)
    // The recipe kept with the run is the one that was trained.
    #expect(try Recipe(yaml: recipe.text, file: "kept").epochs == 9)
  }

  @Test func threadsAreFilledInOnlyWhereTheRecipeGivesNone() throws {
    let text = "name: x\nepochs: 1\nnetwork: [dense: {units: 8}]\ndata: {digits: {train: 10}}\n"
    let recipe = try Recipe(yaml: text, file: "x.yaml")
    let completed = try recipe.completed(threads: 6)
    #expect(completed.threads == 6)
    #expect(try Recipe(yaml: completed.text, file: "x.yaml").threads == 6, "it is written")
    #expect(try recipe.completed(threads: 1000).threads == 256)
    let given = try Recipe(yaml: text + "threads: 3\n", file: "x.yaml")
    #expect(try given.completed(threads: 6).text == given.text)
    let set = try Recipe(yaml: text, file: "x.yaml", settings: ["threads=1"])
    #expect(try set.completed(threads: 6).threads == 1)
  }

  @Test func mistakesNameTheLineAndTheNearestKey() {
    #expect(
      reason(yaml.replacingOccurrences(of: "epochs:", with: "epoch:")).hasPrefix("x.yaml:2:"))
    #expect(reason(yaml.replacingOccurrences(of: "epochs:", with: "epoch:")).contains("epochs"))
    #expect(reason(yaml.replacingOccurrences(of: "patience", with: "patince")).contains("patience"))
    #expect(
      reason(yaml.replacingOccurrences(of: "patience: 5", with: "patience: x")).contains(":8:"))
    #expect(
      reason(yaml.replacingOccurrences(of: "csv_logger", with: "csv_loger")).contains("csv_logger"))
    #expect(reason("a: [").contains("YAML"))
    #expect(reason("").contains("x.yaml"))
    #expect(reason(yaml, ["epochs"]).contains("key=value"))
    #expect(reason(yaml, ["epochs=0"]).hasPrefix("--set: epochs"))
    #expect(reason(yaml, ["precision=half"]) == "--set: precision is float32 or bfloat16")
    #expect(reason(yaml, ["precision=bfloat16"]).contains("leave precision out here"))
    #expect(reason(yaml, ["data.path=x"]).contains("not both"))
    #expect(
      reason(yaml.replacingOccurrences(of: "  - dense: {units: 8}", with: "  - lstm: {}"))
        .contains("no such layer: lstm"))
  }

  /// Cases 6 and 9 of Keras's test_model_checkpoint_options, and test_save_freq_unknown_error.
  @Test(arguments: [
    ("model_checkpoint: {mode: unknown}", "takes auto, min, max"),
    ("model_checkpoint: {save_freq: invalid}", "takes epoch, or a number of batches"),
    ("model_checkpoint: {save_freq: 0}", "takes epoch, or a number of batches"),
    ("backup_and_restore: {backup_dir: x, save_freq: 0.15}", "takes epoch, or a number of batches"),
    ("backup_and_restore: {}", "backup_dir is missing"),
    ("combined_early_stopping: {conditions: [{patience: 3}]}", "monitor is missing"),
    ("smoothed_metric: {monitor: loss, weight: 0.5, window: 3}", "weight or window, not both"),
    ("time_budget: {}", "takes a time"), ("non_finite_guard: {policy: pray}", "takes stop"),
    ("remote_monitor: {headers: 5}", "takes names with text values"),
    ("early_stopping: {patience: 99999999999999}", "takes a whole number"),
    ("torch.reduce_lr_on_plateau: {factor: 1}", "factor takes a number below 1, not 1"),
    ("torch.reduce_lr_on_plateau: {min_lr: [0.1, 0.2]}", "min_lr takes a number"),
    ("lightning.early_stopping: {patience: 5}", "monitor is missing"),
    ("lightning.early_stopping: {monitor: m, mode: auto}", "takes min, max, not auto"),
    ("mmengine.early_stopping: {monitor: m}", "give it rule: greater or rule: less"),
    ("ultralytics.early_stopping: {min_delta: 0.1}", "no such key"),
    ("transformers.early_stopping: {early_stopping_threshold: .nan}", "takes a finite number"),
  ])
  func aCallbackThatCannotBeIsRefused(entry: String, words: String) {
    #expect(reason(yaml.replacingOccurrences(of: "csv_logger", with: entry)).contains(words))
  }

  /// Keras takes the absolute value of `min_delta`; every other parameter must be at least 0.
  @Test func theSignOfASmallestChangeIsDroppedAndOthersAreRefused() throws {
    let entry = "early_stopping: {min_delta: -0.25}"
    let recipe = try Recipe(
      yaml: yaml.replacingOccurrences(of: "csv_logger", with: entry), file: "x.yaml")
    #expect(try recipe.fields(of: 1)["min_delta"] == .number(0.25))
    for wrong in ["patience: -1", "start_from_epoch: -1"] {
      let text = yaml.replacingOccurrences(of: "csv_logger", with: "early_stopping: {\(wrong)}")
      #expect(reason(text).contains("takes a whole number from 0 to a billion, not -1 ("))
    }
  }

  @Test func rulesOfOtherFrameworksHaveTheirOwnParametersAndAPointInTheirNames() throws {
    let entry =
      "torch.reduce_lr_on_plateau: {factor: 0, threshold: -0.05, min_lr: [0.001], eps: 1e-9}"
    let recipe = try Recipe(
      yaml: yaml.replacingOccurrences(of: "csv_logger", with: entry), file: "x.yaml",
      settings: ["torch.reduce_lr_on_plateau.patience=3", "cooldown=2"])
    #expect(
      try recipe.fields(of: 1) == [
        "patience": .integer(3), "factor": .number(0), "threshold": .number(-0.05),
        "cooldown": .integer(2), "min_lr": .number(0.001), "eps": .number(1e-9),
      ])
  }

  @Test func schedulesAreReadByNameAndNumbers() throws {
    func schedule(_ text: String) throws -> [String: ParameterValue] {
      try Recipe(
        yaml: yaml.replacingOccurrences(
          of: "csv_logger", with: "learning_rate_scheduler: {\(text)}"), file: "x"
      ).fields(of: 1)
    }
    #expect(
      try schedule("step: {every: 3}, verbose: 1")
        == [
          "every": .integer(3), "factor": .number(0.5), "scale": .number(1), "verbose": .integer(1),
        ])
    #expect(
      try schedule("piecewise: {boundaries: [2, 4], rates: [1, 0.5, 0.1]}")
        == [
          "boundary_1": .integer(2), "boundary_2": .integer(4), "rate_1": .number(1),
          "rate_2": .number(0.5), "rate_3": .number(0.1), "scale": .number(1),
          "verbose": .integer(0),
        ])
    for wrong in [
      "", "step: {}, cosine: {}", "piecewise: {boundaries: [4, 2], rates: [1, 2, 3]}",
      "piecewise: {boundaries: [4], rates: [1]}", "exponential: {factor: -1}",
    ] {
      #expect(throws: RecipeError.self) { try schedule(wrong) }
    }
  }

  @Test func noTextMakesTheReaderCrash() {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices {
      for replacement in ["", "- x", "  : :", "x: {a: [1, {b: 2}]}", "\t", "&a *a"] {
        var changed = lines
        changed[index] = replacement
        _ = try? Recipe(yaml: changed.joined(separator: "\n"), file: "x")
      }
    }
  }
}
