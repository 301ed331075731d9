import CurveStore
import LogRecordings
import RunModel
import SystemFiles
import TestSupport
import Testing

@testable import LogReaders

/// JSON, Python's notation and notebooks in shapes that no tool here writes.
@Suite struct JSONShapeTests {
  private func read(_ text: String, named name: String = "log.json") throws -> LogContents {
    try SampleLogs.withFile(Array(text.utf8), named: name) { try LogContents(path: $0) }
  }

  private func series(_ name: String, _ contents: LogContents) throws -> LogSeries {
    try #require(contents.runs.flatMap(\.series).first { $0.name == name })
  }

  @Test("Lists nested by split")
  func nestedColumns() throws {
    let contents = try read(
      #"{"training": {"all": {"loss": [3, 2]}}, "validation": {"all": {"loss": [4, 3.5]}}}"#)
    let validation = try series("validation/all/loss", contents)
    #expect(validation.split == .validation)
    #expect(validation.points.epochs == [1, 2])
    #expect(validation.bestIndex == 1)
    #expect(contents.format.title == "JSON")
    #expect(try RecordedLog(contents, path: "").epochs.count == 2)
  }

  @Test("Epochs none of which has a value are epochs all the same")
  func nulls() throws {
    for text in ["{\"epoch\": 0, \"f1\": null}\n", "{\"epoch\": 0, \"f1\": null}"] {
      let contents = try read(text, named: "log.jsonl")
      #expect(contents.runs.flatMap(\.series).isEmpty)
      #expect(try RecordedLog(contents, path: "").epochs.map(\.logs.isEmpty) == [true])
    }
    let two = "{\"epoch\": 0, \"f1\": null}\n{\"epoch\": 1, \"f1\": null}\n"
    #expect(try RecordedLog(try read(two, named: "log.jsonl"), path: "").epochs.count == 2)
    #expect(throws: FileError.self) { try read("{\"epoch\": 0}\n{\"epoch\": 1}\n") }
    #expect(throws: FileError.self) { try read("{\"epoch\": 0, \"said\": \"hello\"}\n") }
  }

  @Test("Records of one value with its name", arguments: ["metric", "name", "tag", "key"])
  func namedValues(label: String) throws {
    let lines = [("train_loss", 1, 2.5), ("val_loss", 1, 3.5), ("train_loss", 2, 1.5)].map {
      #"{"\#(label)": "\#($0.0)", "step": \#($0.1), "value": \#($0.2)}"# + "\n"
    }
    let contents = try read(lines.joined(), named: "log.jsonl")
    #expect(contents.runs[0].series.map(\.name) == ["train_loss", "val_loss"])
    #expect(try series("train_loss", contents).points.values == [2.5, 1.5])
    #expect(try series("val_loss", contents).split == .validation)
    #expect(contents.notes.isEmpty)
  }

  @Test("Objects nested by epoch, beside settings")
  func nestedRecords() throws {
    let contents = try read(
      #"{"args": {"lr": 0.1}, "history": [{"epoch": 0, "dev": {"f1": 0.5}}, {"epoch": 1, "dev": {"f1": 0.6}}]}"#
    )
    #expect(contents.runs[0].series.map(\.name) == ["dev/f1"])
    #expect(try series("dev/f1", contents).points.epochs == [0, 1])
    #expect(try series("dev/f1", contents).split == .validation)
    let named = try read(#"{"1": {"train": {"loss": 2}}, "2": {"train": {"loss": 1}}}"#)
    #expect(try series("train/loss", named).points.epochs == [1, 2])
  }

  @Test("CatBoost's JSON")
  func catBoost() throws {
    let contents = try read(
      """
      {"meta":{"learn_metrics":[{"best_value":"Min","name":"Logloss"}],"test_metrics":
      [{"best_value":"Min","name":"Logloss"}],"test_sets":["test"],"learn_sets":["learn"]},
      "iterations":[{"learn":[0.6],"iteration":0,"test":[0.65]},{"learn":[0.5],"iteration":1,"test":[0.6]}]}
      """)
    #expect(contents.format.title.contains("CatBoost"))
    #expect(try series("test/Logloss", contents).points.steps == [0, 1])
    #expect(try series("learn/Logloss", contents).split == .train)
  }

  @Test("A Keras History as Python prints it")
  func python() throws {
    let contents = try read(
      "{'loss': [np.float32(0.9), 0.8, nan], 'val_loss': [0.95, 0.85, None]}\n",
      named: "history.txt")
    #expect(try series("loss", contents).points.epochs == [0, 1, 2])
    #expect(try series("val_loss", contents).split == .validation)
    #expect(try series("val_loss", contents).points.values == [0.95, 0.85])
    let named = try read("history = {'acc': [0.5, 0.6]}", named: "history.txt")
    #expect(try series("acc", named).points.count == 2)
  }

  @Test("Records without a step are counted, and batches within epochs counted on")
  func counted() throws {
    let lines = try read(
      "{\"loss\": 3}\n{\"loss\": 2, \"acc\": 1}\n{\"loss\": 1}\n", named: "a.jsonl")
    #expect(try series("loss", lines).points.steps == [1, 2, 3])
    let batches = try read(
      (0..<2).map { epoch in
        (1...3).map { "{\"epoch\": \(epoch), \"iter\": \($0), \"loss\": 1}\n" }.joined()
      }.joined(), named: "b.jsonl")
    #expect(try series("loss", batches).points.steps == [1, 2, 3, 4, 5, 6])
    #expect(try series("loss", batches).segments == [0])
  }

  @Test("A member that names the data gives the split")
  func splits() throws {
    let contents = try read(
      (1...2).map { epoch in
        ["train", "val"].map { "{\"phase\": \"\($0)\", \"epoch\": \(epoch), \"loss\": 1}\n" }
          .joined()
      }.joined(), named: "c.jsonl")
    #expect(contents.runs[0].series.map(\.split) == [.train, .validation])
    #expect(contents.runs[0].series.allSatisfy { $0.points.epochs == [1, 2] })
  }

  @Test("Ray Tune's results leave settings out")
  func rayTune() throws {
    let contents = try read(
      (1...3).map {
        "{\"trial_id\": \"a\", \"training_iteration\": \($0), \"mean_accuracy\": 0.\($0), \"config\": {\"lr\": 0.1}}\n"
      }.joined(), named: "result.json")
    #expect(contents.format.title == "Ray Tune result.json")
    #expect(try series("mean_accuracy", contents).points.steps == [1, 2, 3])
    #expect(contents.runs[0].series.count == 1)
  }

  @Test("The cells of a notebook are read as logs of their own")
  func notebook() throws {
    func cell(_ rate: String) -> String {
      let lines = (1...3).map { "\"Epoch \($0): loss = \(rate)\($0)\\n\"" }.joined(separator: ", ")
      return
        "{\"cell_type\": \"code\", \"outputs\": [{\"name\": \"stdout\", \"text\": [\(lines)]}]}"
    }
    let text =
      "{\"cells\": [{\"cell_type\": \"markdown\"}, \(cell("0.")), \(cell("1."))], \"nbformat\": 4}"
    let contents = try read(text, named: "train.ipynb")
    #expect(contents.format.title == "Jupyter notebook")
    #expect(contents.runs.map(\.name) == ["cell 2", "cell 3"])
    #expect(contents.runs.allSatisfy { $0.series[0].points.epochs == [1, 2, 3] })
  }

  @Test("A table that a notebook shows as HTML is read by its columns")
  func notebookTable() throws {
    let rows =
      [["epoch", "train_loss", "valid_loss", "time"]]
      + (0..<3).map { ["\($0)", $0 == 0 ? "No log" : "0.\(9 - $0)", "0.\(8 - $0)", "01:0\($0)"] }
    let html = rows.map { "<tr style='x'>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }
    let text =
      "{\"cells\": [{\"cell_type\": \"code\", \"outputs\": [{\"data\": {\"text/html\": "
      + "[\"<table>\", \"\(html.joined(separator: "\\n"))\", \"</table>\"], "
      + "\"text/plain\": [\"<IPython.core.display.HTML object>\"]}}]}], \"nbformat\": 4}"
    let contents = try read(text, named: "train.ipynb")
    #expect(try series("valid_loss", contents).points.epochs == [0, 1, 2])
    #expect(try series("valid_loss", contents).points.values == [0.8, 0.7, 0.6])
    #expect(try series("train_loss", contents).points.values == [0.8, 0.7])
  }

  @Test("A list half as long as the others holds every other epoch")
  func everyOtherEpoch() throws {
    let contents = try read(#"{"loss": [4, 3, 2, 1], "val_loss": [5, 6]}"#)
    #expect(try series("val_loss", contents).points.epochs == [1, 3])
  }

  @Test("A list of settings beside the metrics is not a curve")
  func listOfSettings() throws {
    let contents = try read(#"{"val_acc": [0.1, 0.2, 0.3], "layers": [64, 32], "names": ["a"]}"#)
    #expect(contents.runs[0].series.map(\.name) == ["val_acc"])
    #expect(contents.notes.isEmpty)
  }
}
