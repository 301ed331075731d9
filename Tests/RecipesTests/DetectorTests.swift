import Callbacks
import Datasets
import Foundation
import Learners
import Networks
import RunModel
import TestSupport
import Testing
import Training

@testable import Recipes

@Suite struct DetectorTests {
  private let yaml = """
    name: x
    epochs: 4
    batch_size: 16
    data:
      shapes: {train: 160, validation: 40, side: 32, fresh: false}
    network:
      - conv: {filters: 8, stride: 2}
      - conv: {filters: 16, stride: 2, pool: true}
      - conv: {filters: 16, scale: 0.4}
    optimizer: {adam: {learning_rate: 0.005}}
    callbacks:
      - evaluation: {metric: coco}
      - early_stopping: {monitor: val/AP50, mode: max, patience: 50, restore_best_weights: true}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max}
    """

  private let temporary = TemporaryFolder()

  private func newFolder() throws -> String {
    let folder = temporary.path(UUID().uuidString)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func aRecipeSaysWhichNumbersItMultiplies() throws {
    let recipe = try Recipe(yaml: yaml, file: "x.yaml", settings: ["precision=bfloat16"])
    #expect(recipe.precision == .bfloat16)
    #expect(try Recipe(yaml: yaml, file: "x.yaml").precision == .float32)
    #expect(try Recipe(yaml: recipe.text, file: "x.yaml").precision == .bfloat16)
    guard Precision.bfloat16.isSupported else {
      #expect(throws: ArchitectureError.self) { try recipe.check() }
      return
    }
    let history = try recipe.makeTrainer(folder: try newFolder()) { _ in }.fit()
    let losses = try #require(history["val_loss"])
    #expect(losses.count == 4 && losses[3] < losses[0])
  }

  @Test func aRecipeTrainsADetectorAndTellsWhatItSees() throws {
    let folder = try newFolder()
    var events: [RunEvent.Kind] = []
    let recipe = try Recipe(yaml: yaml, file: "x.yaml")
    let history = try recipe.makeTrainer(folder: folder) { events.append($0) }.fit()
    let losses = try #require(history["val_loss"])
    #expect(losses.count == 4 && losses[3] < losses[0])
    for name in ["val/mAP", "val/AP50", "val/AP75"] {
      #expect(history[name]?.allSatisfy { (0...1).contains($0) } == true, "\(name)")
    }
    let samples = events.compactMap {
      if case .samplesChosen(let samples) = $0 { samples } else { nil }
    }
    #expect(samples.count == 1 && samples[0].count == 8)
    #expect(samples[0].allSatisfy { $0.width == 32 && !$0.truths.isEmpty })
    let reports = events.compactMap {
      if case .detected(_, let report) = $0 { report } else { nil }
    }
    #expect(reports.count == 4)
    #expect(reports.allSatisfy { $0.found.count == 8 })
    #expect(reports[3].classes.map(\.name) == ["circle", "square", "triangle"])
    for report in reports {
      let errors = try #require(report.errors)
      #expect(
        errors.kinds.map(\.name) == [
          "classification", "localization", "both", "duplicate", "background", "missed",
        ])
      #expect(errors.kinds.allSatisfy { (0...1).contains($0.gain) })
      // The curve explains the AP50 beside it, and the mean over classes that of all.
      let curves = report.classes.compactMap(\.precisions)
      #expect(curves.count == 3 && report.precisions?.count == 101)
      for (curve, score) in zip(curves, report.classes) {
        #expect(abs(curve.reduce(0, +) / 101 - (score.ap50 ?? -1)) < 1e-9)
      }
    }
    // Every true box counts once, as a class or as the background.
    for (row, score) in zip(reports[3].confusion, reports[3].classes) {
      #expect(row.reduce(0, +) == score.truths)
    }
    let weights = try SafeTensors(path: folder + "/checkpoints/epoch-04.safetensors")
    #expect(weights["blocks.0.conv.weight"]?.shape == [8, 3, 3, 3])
  }

  @Test func aDetectorResumedAtAnyEpochGivesTheSameLog() throws {
    let whole = try newFolder()
    let recipe = try Recipe(yaml: yaml, file: "x.yaml")
    _ = try recipe.makeTrainer(folder: whole).fit()
    let log = try String(contentsOfFile: whole + "/log.csv", encoding: .utf8)
    final class Kept { var state: ResumeState? }
    for epochs in 1..<4 {
      let (folder, kept) = (try newFolder(), Kept())
      let first = try Recipe(yaml: yaml, file: "x.yaml", settings: ["epochs=\(epochs)"])
      let keeper = ResumeKeeper(folder: folder) { state, path in
        if path.hasSuffix("/state.json") { kept.state = state }
      }
      _ = try first.makeTrainer(folder: folder, keeper: keeper).fit()
      let point = ResumePoint(state: try #require(kept.state), folder: folder)
      _ = try recipe.makeTrainer(folder: folder, resuming: point).fit()
      #expect(try String(contentsOfFile: folder + "/log.csv", encoding: .utf8) == log)
    }
  }

  @Test func theEvaluatorThatStandsAloneGivesTheNumbersOfTheCallback() throws {
    let recipe = try Recipe(yaml: yaml, file: "x.yaml")
    let task = try recipe.makeTask()
    let learner = try #require(task.learner as? DetectorLearner)
    let history = try Trainer(
      learner: learner,
      callbacks: try recipe.makeCallbacks(
        CallbackContext(folder: try newFolder(), task: task.measurable)
      ).dropLast(3),
      info: RunInfo(name: "x", epochs: 2)
    ).fit()
    let scenes = ShapesGenerator(seed: recipe.seed, side: 32).scenes(40, .validation)
    let values = try SSDEvaluation(learner.network, scenes).evaluate()
    #expect(values.names == SSDEvaluation.names)
    for name in values.names { #expect(values[name] == history[name]?.last) }
  }

  @Test(arguments: [
    ("conv: {filters: 16, scale: 0.4}", "conv: {filters: 16}", "has no head"),
    ("conv: {filters: 16, scale: 0.4}", "dense: {units: 3}", "use one kind"),
    ("conv: {filters: 8, stride: 2}", "conv: {filters: 8, stride: 3}", "from 1 to 2"),
    ("scale: 0.4", "scale: 4", "a share of the image"),
    ("shapes: {train: 160", "digits: {train: 160", "no such key"),
    ("metric: coco", "metric: average_precision", "is not for a detector"),
    ("metric: coco", "metric: coco, iou: 0.7", "is for metric: voc"),
    ("fresh: false}", "fresh: false}\n  side: 64", "is for data with a path"),
    ("- evaluation", "- swap_ema_weights\n  - evaluation", "use_ema: true"),
  ])
  func aRecipeThatCannotBeIsRefused(old: String, new: String, words: String) throws {
    let text = yaml.replacingOccurrences(of: old, with: new)
    #expect(text != yaml)
    var said = ""
    do {
      let recipe = try Recipe(yaml: text, file: "x.yaml")
      said = try recipe.findings().filter(\.isImpossible).map(\.text).joined()
    } catch {
      said = "\(error)"
    }
    #expect(said.contains(words), "\(said)")
  }

  /// A purple square of 32 × 32 pixels.
  private let png =
    "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKklEQVR42mNoUHCgKWIYtWDUglELRi0Y"
    + "tWDUglELRi0YtWDUglELhooFAEqGgC5cPd5hAAAAAElFTkSuQmCC"

  /// A VOC folder with six images, of which some can be read, and a recipe for it.
  private func cells(
    in folder: String, settings: [String] = ["epochs=1"], isReadable: (Int) -> Bool
  ) throws -> Recipe {
    for part in ["Annotations", "JPEGImages", "ImageSets/Main"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/data/" + part, withIntermediateDirectories: true)
    }
    let (good, bad) = (
      "<xmin>4</xmin><ymin>4</ymin><xmax>20</xmax><ymax>22</ymax>",
      "<xmin>9</xmin><ymin>9</ymin><xmax>9</xmax><ymax>9</ymax>"
    )
    func write(_ text: String, _ path: String) throws {
      try text.write(toFile: folder + "/data/" + path, atomically: true, encoding: .utf8)
    }
    for index in 0..<6 {
      let box = index == 0 ? bad : good
      try write(
        """
        <annotation><size><width>32</width><height>32</height><depth>3</depth></size>
        <object><name>cell</name><bndbox>\(box)</bndbox></object></annotation>
        """, "Annotations/\(index).xml")
      // No image at all: unreadable files are left out and reported.
      if isReadable(index) {
        try #require(Data(base64Encoded: png))
          .write(to: URL(fileURLWithPath: folder + "/data/JPEGImages/\(index).png"))
      } else {
        try write("this is not an image", "JPEGImages/\(index).jpg")
      }
    }
    try write("0\n1\n2\n3\n", "ImageSets/Main/train.txt")
    try write("4\n5\n", "ImageSets/Main/val.txt")
    let text = yaml.replacingOccurrences(
      of: "shapes: {train: 160, validation: 40, side: 32, fresh: false}",
      with: "{path: \(folder)/data, side: 32}")
    return try Recipe(yaml: text, file: "x.yaml", settings: settings)
  }

  @Test func aVOCFolderIsTrainedOnAndItsFlawsAreTold() throws {
    let folder = try newFolder()
    let recipe = try cells(in: folder, settings: ["epochs=3"]) { [1, 5].contains($0) }
    var warnings: [String] = []
    _ = try recipe.makeTrainer(folder: folder) { event in
      if case .warning(_, let text) = event { warnings.append(text) }
    }.fit()
    #expect(warnings.contains { $0.contains("0.jpg") && $0.contains("no area") }, "\(warnings)")
    // An unreadable file is reported once, after the first try.
    for index in [0, 2, 3, 4] {
      #expect(
        warnings.count { $0.contains("\(index).jpg") && !$0.contains("no area") } == 1,
        "\(index): \(warnings)")
    }
  }

  @Test(arguments: [("train with", 0..<4), ("validate with", 4..<6)])
  func anEpochWithoutAnyImageEndsTheRun(words: String, broken: Range<Int>) throws {
    let folder = try newFolder()
    let recipe = try cells(in: folder) { !broken.contains($0) }
    let trainer = try recipe.makeTrainer(folder: folder)
    let error = #expect(throws: DatasetError.self) { try trainer.fit() }
    #expect(error?.description.contains("no image to \(words)") == true)
  }

  @Test func twoMeasurementsOfAPassTellWhatItSawOnce() throws {
    let both = yaml.replacingOccurrences(
      of: "  - early_stopping",
      with: "  - evaluation: {metric: voc, name: voc}\n  - early_stopping")
    let recipe = try Recipe(yaml: both, file: "x.yaml", settings: ["epochs=2"])
    var told = 0
    let history = try recipe.makeTrainer(folder: try newFolder()) { event in
      if case .detected = event { told += 1 }
    }.fit()
    #expect(told == 2)
    #expect(history["voc"]?.count == 2)
  }
}
