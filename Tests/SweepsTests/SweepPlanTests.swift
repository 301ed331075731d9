import TestSupport
import Testing

@testable import Sweeps

@Suite struct SweepPlanTests {
  private func assignments(_ plan: SweepPlan) -> [String] {
    plan.runs.map { $0.assignments.joined(separator: " ") }
  }

  @Test func everyCombinationIsARun() throws {
    let plan = try SweepPlan(
      [SweptSetting("optimizer.adam.learning_rate=1e-4,1e-3"), SweptSetting("patience=3..5")],
      random: nil, seeds: nil)
    #expect(plan.runs.count == 6)
    #expect(assignments(plan)[0] == "optimizer.adam.learning_rate=1e-4 patience=3")
    #expect(assignments(plan)[5] == "optimizer.adam.learning_rate=1e-3 patience=5")
    #expect(plan.runs[4].name == "5-learning_rate=1e-3,patience=4")
  }

  @Test func seedsRepeatEachCombination() throws {
    let plan = try SweepPlan([SweptSetting("epochs=5,9")], random: nil, seeds: 2)
    #expect(
      assignments(plan) == [
        "epochs=5 seed=1", "epochs=5 seed=2", "epochs=9 seed=1", "epochs=9 seed=2",
      ])
  }

  @Test func namesSortByTheirNumbers() throws {
    let plan = try SweepPlan([SweptSetting("patience=1..12")], random: nil, seeds: nil)
    #expect(plan.runs.map(\.name).sorted() == plan.runs.map(\.name))
  }

  @Test func settingsWithEqualEndsKeepTheirWholeNames() throws {
    let plan = try SweepPlan(
      [SweptSetting("early_stopping.patience=3"), SweptSetting("reduce_lr.patience=2")],
      random: nil, seeds: nil)
    #expect(plan.runs[0].name == "1-early_stopping.patience=3,reduce_lr.patience=2")
  }

  @Test func commasInBracketsAndQuotationMarksBelongToValues() throws {
    let setting = try SweptSetting(#"network=[1, 2],{a: 3, b: 4},"x, y""#)
    #expect(setting.values == .list(["[1, 2]", "{a: 3, b: 4}", #""x, y""#]))
  }

  @Test func namesOfFoldersNeedNoQuotationMarks() throws {
    let plan = try SweepPlan([SweptSetting("path=a b/c;d")], random: nil, seeds: nil)
    #expect(plan.runs[0].name == "1-path=a-b-c-d")
  }

  @Test func drawsAreDifferentRepeatableAndGrow() throws {
    let settings = [try SweptSetting("lr=1e-5..1e-1"), try SweptSetting("batch=16,32")]
    let few = try SweepPlan(settings, random: 5, seeds: nil)
    let many = try SweepPlan(settings, random: 60, seeds: nil)
    #expect(Set(assignments(many)).count == 60)
    #expect(assignments(many).prefix(5) == assignments(few)[...])
    let rates = many.runs.compactMap { Double($0.settings[0].value) }
    #expect(rates.allSatisfy { (1e-5...1e-1).contains($0) })
    // On a logarithmic scale, half of the draws lie below the middle of the exponents.
    let below = rates.count { $0 < 1e-3 }
    #expect((20...40).contains(below))
  }

  @Test func aSmallGridIsDrawnWhole() throws {
    let plan = try SweepPlan([SweptSetting("patience=1..4")], random: 100, seeds: nil)
    #expect(Set(assignments(plan)).count == 4 && plan.combinations == 4)
  }

  @Test(arguments: [
    "patience", "=3", "patience=", "patience=3,,4", "patience=3,3", "patience=9..3", "lr=1..x",
    "patience=1..99999999", "x=-9000000000000000000..9000000000000000000", "run=1,2", "x=1\nrm",
  ])
  func wrongFormsAreRefused(_ text: String) {
    #expect(throws: SweepError.self) { try SweptSetting(text) }
  }

  @Test func contradictionsAreRefused() throws {
    #expect(throws: SweepError.self) {
      try SweepPlan(
        [SweptSetting("lr=1"), SweptSetting("lr=2")], random: nil, seeds: nil)
    }
    #expect(throws: SweepError.self) {
      try SweepPlan([SweptSetting("seed=1,2")], random: nil, seeds: 3)
    }
    #expect(throws: SweepError.self) {
      try SweepPlan([SweptSetting("lr=1e-4..1e-1")], random: nil, seeds: nil)
    }
    #expect(throws: SweepError.self) {
      try SweepPlan(
        [SweptSetting("a=1..1000"), SweptSetting("b=1..1000")], random: nil, seeds: nil)
    }
  }

  @Test func hugeCountsAreRefused() throws {
    let setting = try SweptSetting("lr=1e-4..1e-1")
    for count in [10_001, .max] {
      #expect(throws: SweepError.self) { try SweepPlan([setting], random: count, seeds: nil) }
      #expect(throws: SweepError.self) { try SweepPlan([setting], random: 2, seeds: count) }
    }
  }

  @Test func aCommandUsesEverySetting() throws {
    let script = SweepScript(["python", "train.py", "--lr={lr}", "--out", "{run}/model"])
    try script.check(["lr"])
    #expect(throws: SweepError.self) { try script.check(["lr", "batch"]) }
    let mistyped = SweepScript(["python", "train.py", "--lr={lr}", "--batch={batchsize}"])
    let error = #expect(throws: SweepError.self) { try mistyped.check(["lr"]) }
    #expect(error.map { "\($0)" }?.contains("{batchsize}, which no setting fills") == true)
    try SweepScript(["--lr={lr}", "--name={{experiment}}"]).check(["lr"])
    #expect(throws: SweepError.self) { try SweepScript(["--lr={{lr}}"]).check(["lr"]) }
    // Braces of JSON, of the shell and of the sweep.
    try SweepScript([#"{"lr": {lr}, "b": {}}"#, "${HOME}/x", "{run}"]).check(["lr"])
    let plan = try SweepPlan([SweptSetting("lr=1e-4,1e-3")], random: nil, seeds: nil)
    #expect(
      script.arguments(for: plan.runs[1], in: "sweeps/x/2-lr=1e-3")
        == ["python", "train.py", "--lr=1e-3", "--out", "sweeps/x/2-lr=1e-3/model"])
  }

  @Test func arraysOfTasksAreWrittenAsRanges() {
    #expect(BatchScript.ranges([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10")
    #expect(BatchScript.ranges([4]) == "4")
  }

  @Test func valuesAreNotLookedThroughForNames() {
    let script = SweepScript(["{a}{b}", #"{"lr": {b}}"#, "{c", "{run}/{{a}}", "{{{a}}}", "${a} {{"])
    let run = SweepRun(
      name: "1", settings: [.init(name: "a", value: "{b}"), .init(name: "b", value: "{run}")])
    #expect(
      script.arguments(for: run, in: "out")
        == ["{b}{run}", #"{"lr": {run}}"#, "{c", "out/{a}", "{{a}}", "${a} {{"])
  }

  @Test func tasksGetAProcessorForEachThread() throws {
    let folder = TemporaryFolder()
    let sweep = try SweepFolder(
      at: folder.path + "/s", script: SweepScript(["true"]), name: "x",
      [SweepRun(name: "1", settings: [])], program: "plateau")
    func text(_ threads: Int?) -> String {
      BatchScript(for: sweep, [1], atOnce: 2, threads: threads, options: ["--time=1"], program: "p")
        .text
    }
    #expect(text(4).contains("#SBATCH --cpus-per-task=4\n#SBATCH --time=1\n"))
    #expect(!text(nil).contains("cpus"))
  }
}
