import CurveStore
import Foundation
import JSONText
import LogRecordings
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

@testable import LogReaders

@Suite struct LogContentsTests {
  private func read(_ text: String, named name: String = "log") throws -> LogContents {
    try read(Array(text.utf8), named: name)
  }

  private func read(_ bytes: [UInt8], named name: String = "log") throws -> LogContents {
    try SampleLogs.withFile(bytes, named: name) { try LogContents(path: $0) }
  }

  private func series(_ name: String, in contents: LogContents) throws -> LogSeries {
    try #require(contents.runs.flatMap(\.series).first { $0.name == name })
  }

  @Test func aKerasLogHasRolesSplitsAndBests() throws {
    let contents = try LogContents(path: SampleLogs.path("keras.csv"))
    let loss = try series("loss", in: contents)
    #expect(loss.role == .loss && loss.split == .train && loss.direction == .min)
    let validation = try series("val_accuracy", in: contents)
    #expect(validation.split == .validation && validation.direction == .max)
    #expect(try series("learning_rate", in: contents).role == .learningRate)
    // NA in the third epoch is not a point.
    #expect(try series("val_loss", in: contents).points.epochs == [0, 1, 3, 4, 5])
    #expect(loss.bestIndex == 5)
  }

  @Test func namesTellTheKind() throws {
    let contents = try read(
      "epoch,mAP50-95(B),lr/pg0,val/box_loss,metrics/mAP50(B),APl,class_error,time\n"
        + "1,0.5,0.1,2,3,4,5,6\n")
    let kinds = contents.runs[0].series.map {
      "\($0.role.rawValue) \($0.direction?.rawValue ?? "")"
    }
    #expect(
      kinds == [
        "metric max", "learning_rate ", "loss min", "metric max", "metric max", "metric min",
        "other ",
      ])
  }

  @Test func anotherAttemptIsASegment() throws {
    let contents = try read("epoch,loss\n0,3\n1,2\n2,1\n1,2.5\n2,1.5\n")
    #expect(try series("loss", in: contents).segments == [0, 3])
    #expect(contents.notes.first?.line == 5)
    let again = try LogContents(path: SampleLogs.path("fastai.csv"))
    #expect(try series("train_loss", in: again).segments == [0, 3])
    #expect(try series("time", in: again).points.values == [0, 1, 2, 60, 61])
  }

  @Test func aCutNumberIsNotRead() throws {
    let contents = try read("epoch,loss,val_loss\n0,1,2\n1,0.5,0.12")
    #expect(try series("val_loss", in: contents).points.values == [2])
    #expect(try series("loss", in: contents).points.values == [1, 0.5])
    #expect(contents.notes.first?.line == 3)
    let history = try read("{\"loss\": [1, 0.5, 0.2")
    #expect(try series("loss", in: history).points.values == [1, 0.5])
    #expect(history.notes.first?.kind == .damaged)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
  func everyLineEndIsRead(end: String) throws {
    let contents = try read(["epoch,loss", "0,1", "1,2", ""].joined(separator: end))
    #expect(try series("loss", in: contents).points.values == [1, 2])
  }

  @Test func encodingsAreTold() throws {
    let text = "epoch,loss\n0,1\n"
    let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    for bytes in [
      [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, [0xEF, 0xBB, 0xBF] + Array(text.utf8),
    ] {
      #expect(try series("loss", in: try read(bytes)).points.count == 1)
    }
    let latin = try read(Array("epoch,d".utf8) + [0xE9] + Array("lai\n0,1\n".utf8))
    #expect(latin.runs[0].series[0].name == "délai")
  }

  @Test func oddCellsAreReadOrToldNotGuessed() throws {
    let contents = try read(
      "epoch,a,b,c,d\n0,nan,-inf,1e400,1_000\n1,None,75%,x,\n2,1,2,3,4,5\n3,\"1,5\",\"\",-,N/A\n")
    #expect(try series("a", in: contents).points.values.dropFirst() == [1])
    #expect(try series("b", in: contents).points.values == [-.infinity, 75, 2])
    #expect(try series("d", in: contents).points.values == [1000, 4])
    #expect(contents.notes.contains { $0.line == 4 && $0.kind == .damaged })
    #expect(contents.notes.contains { $0.kind == .skipped && $0.text.hasPrefix("c:") })
  }

  @Test func numbersAreExact() throws {
    let texts = [
      "0.1", "2.2250738585072014e-308", "9007199254740993", "123456789012345678901234567890",
      "1e23", "0.30000000000000004", "-4.9e-324", "17976931348623157e292",
    ]
    let contents = try read("step,v\n" + texts.map { "1,\($0)\n" }.joined())
    #expect(try series("v", in: contents).points.values == texts.compactMap(Double.init))
  }

  @Test func stepsBeyondDoublesAreExact() throws {
    let table = try read("step,v\n9007199254740993,1\n")
    #expect(table.runs[0].series[0].points.steps == [9_007_199_254_740_993])
    let lines = try read("{\"step\": 9007199254740993, \"v\": 1}\n{\"step\": -1, \"v\": 1}\n")
    #expect(lines.runs[0].series[0].points.steps == [9_007_199_254_740_993, -1])
  }

  @Test func anotherHeaderMovesTheColumns() throws {
    let contents = try read("epoch,loss\n0,1\nepoch,acc,loss\n1,0.5,0.75\n")
    #expect(try series("loss", in: contents).points.values == [1, 0.75])
    #expect(try series("acc", in: contents).points.epochs == [1])
    #expect(contents.notes.first?.line == 3)
  }

  @Test func aHeaderMayStandBehindAMarkOrBelowTitles() throws {
    for text in [
      "# epoch,loss\n0,1\n1,0.5\n", "my run\n2024-01-01\nepoch,loss\n0,1\n1,0.5\n",
      "#epoch;loss\n0;1\n1;0,5\n", "epoch loss\n0 1\n1 0.5\n",
    ] {
      let loss = try series("loss", in: try read(text))
      #expect(loss.points.values == [1, 0.5] && loss.points.epochs == [0, 1], "\(text)")
    }
    #expect(try series("loss", in: try read("loss\n0.5\n0.25\n")).points.values == [0.5, 0.25])
  }

  @Test func proseAndSettingsAreNoLogs() throws {
    for text in [
      "# Title\n\nSets patience: 6, or factor: 0.5,\nand then patience: 4; factor: 2.\n",
      "name: shapes\nepochs: 40\nbatch: 32\nseed: 1\n", "{\n  \"version\" : 3\n}\n",
      "{\"version\": 3, \"width\": 100}\n",
      "Dear all, this is a letter,\nnot a log, of 3 lines.\nBye.\n",
    ] {
      #expect(throws: FileError.self, "\(text)") { try read(text) }
    }
    #expect(try read("{\"loss\": 0.5}\n").pointCount == 1)
  }

  @Test func settingsBesideALogAreItsParameters() throws {
    try SampleLogs.withFile(Array("epoch,loss\n0,1\n".utf8), named: "results.csv") { path in
      let folder = (path as NSString).deletingLastPathComponent
      let settings = "model: 'yolo.pt'\npatience: 50\nnested:\n  a: 1\nlist:\n- 2\nempty:\n"
      try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/args.yaml"))
      let parameters = try LogContents(path: folder).runs[0].parameters
      #expect(parameters.map(\.name) == ["model", "patience"])
      #expect(parameters.map(\.value) == ["yolo.pt", "50"])
    }
  }

  @Test func theFirstEpochIsToldByTheFormatOrTheLog() throws {
    #expect(try read("epoch,loss\n1,1\n2,1\n").runs[0].epochBase == 1)
    #expect(try read("epoch,loss\n4,1\n5,1\n").runs[0].epochBase == 0)
    #expect(try read("{\"epoch\":4,\"loss\":1}\n").runs[0].epochBase == nil)
    let indexed = try read(",epoch,loss\n0,1,0.5\n")
    #expect(indexed.runs[0].series.map(\.name) == ["loss"])
  }

  @Test func stepsStandBesideEpochs() throws {
    let lightning = try LogContents(path: SampleLogs.path("lightning.csv"))
    let loss = try series("val_loss", in: lightning)
    #expect(loss.points.steps == [19, 39, 59] && loss.points.epochs == [0, 1, 2])
    // Its evaluations count epochs in `step`.
    let engine = try LogContents(path: SampleLogs.path("mmengine.json"))
    let average = try series("coco/bbox_mAP", in: engine)
    #expect(average.points.steps.isEmpty && average.points.epochs == [1, 2, 3])
    let swift = try LogContents(path: SampleLogs.path("swift-models.csv"))
    #expect(try series("loss", in: swift).points.steps == [1, 2, 3, 4, 5, 6])
  }

  @Test func aTrainersSummaryIsNoPoint() throws {
    let contents = try LogContents(path: SampleLogs.path("trainer_state.json"))
    #expect(contents.runs[0].series.allSatisfy { $0.name != "train_loss" })
    #expect(contents.runs[0].status == .finished)
    #expect(
      contents.runs[0].parameters.contains {
        $0.name == "early_stopping_patience_counter" && $0.value == "1"
      })
  }

  @Test func aMessageThatEndsWithAColonIsCompletedByTheNextLine() throws {
    let messages = try LogContents(path: SampleLogs.path("lightgbm.log")).runs[0].messages
    #expect(
      messages.map { $0.text.replacingOccurrences(of: "\t", with: " ") } == [
        "Training until validation scores don't improve for 5 rounds",
        "Early stopping, best iteration is: "
          + "[15] training's binary_logloss: 0.4 valid_1's auc: 0.78",
      ])
    // The first stands before all values, the other behind the last.
    #expect(messages.map(\.isBeforeStart) == [true, false])
    #expect(messages.map(\.step) == [nil, 20])
  }

  @Test func aBarCountsWhenItsEpochIsOver() throws {
    let contents = try LogContents(path: SampleLogs.path("keras3.log"))
    let loss = try series("loss", in: contents)
    #expect(loss.points.epochs == [1, 2, 3, 4] && loss.points.values.first == 1)
    #expect(contents.runs[0].messages.map(\.text).contains("Epoch 4: early stopping"))
    let cut = try read("Epoch 1/2\n1/3 [=>..] - ETA: 0s - loss: 0.5\r2/3 [==>.] - loss: 0.4\n")
    #expect(cut.pointCount == 0)
  }

  @Test func weightsAndBiasesRecordsCrossBlocks() throws {
    let contents = try LogContents(path: SampleLogs.path("run-ab12cd34.wandb"))
    let loss = try series("train/loss", in: contents)
    #expect(loss.points.steps == [0, 1, 2, 3, 4, 5, 6] && loss.points.values.last == 0.2)
    #expect(loss.points.wallTimes.first == 1_700_000_000.25)
    #expect(contents.runs[0].status == .finished)
    #expect(contents.notes.isEmpty)
  }

  @Test func databasesGiveNumbersThatSQLHasNot() throws {
    let mlflow = try LogContents(path: SampleLogs.path("mlflow.db"))
    #expect(try series("val/loss", in: mlflow).points.values[2].isNaN)
    #expect(try series("worst", in: mlflow).points.values == [.infinity])
    let trackio = try LogContents(path: SampleLogs.path("trackio.db"))
    #expect(try series("train/loss", in: trackio).points.values[3].isNaN)
    #expect(trackio.runs[0].messages.first?.step == 3)
  }

  @Test func whatIsNoLogSaysSo() {
    for (text, words) in [
      ("", "empty"), ("PK\u{3}\u{4}zip", "unpack"), ("nothing to see here\n", "no metrics"),
    ] {
      let error = #expect(throws: FileError.self) { try read(text) }
      #expect(error?.reason.contains(words) == true)
    }
    #expect(throws: FileError.self) { try LogContents(path: "/no/such/file") }
  }

  @Test(arguments: [
    #"{"step":1,"loss":2}"#, #"{"iteration":1,"total_loss":2}"#,
    #"{"time":1,"event":"message","from":"a","text":"b"}"#,
  ])
  func aLastLineThatIsCutOffIsCalledThat(line: String) throws {
    for text in [line + "\n" + line + "\n" + line.dropLast(2), line + "\n" + line.dropLast(2)] {
      try SampleLogs.withFile(Array(text.utf8)) { path in
        // It was not written for a long time.
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: path)
        let notes = try LogContents(path: path).notes.filter { $0.kind == .damaged }
        #expect(notes.map(\.text) == ["the last line is cut off and left out"])
      }
    }
  }

  @Test func aLineWithAnEndThatIsNotJSONIsCalledThat() throws {
    let contents = try read("{\"step\":1,\"loss\":2}\n{\"step\":2\n{\"step\":3,\"loss\":1}\n")
    let damage = contents.notes.filter { $0.kind == .damaged }
    #expect(damage.map(\.line) == [2])
    #expect(damage.first?.text.hasPrefix("not JSON: ") == true)
  }

  @Test(arguments: EventSamples.kinds.indices)
  func aLogThatBeginsWithAnyOfOurEventsIsOurs(index: Int) throws {
    let event = RunEvent(time: 1, EventSamples.kinds[index])
    let end = RunEvent(
      time: 2,
      .epochEnded(
        EpochSummary(epoch: 0, logs: ["loss": 1], learningRate: 0.1, seconds: 1, callbacks: [])))
    // Only the beginning decides the format; the end just makes the log hold a series.
    let many = String(repeating: event.json.text + "\n", count: 80)
    #expect(try read(many + end.json.text + "\n").format == .plateau)
  }

  @Test func ourEventsAreRepairedIntoANewFile() throws {
    let path = SampleLogs.path("plateau/events.jsonl")
    let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    try SampleLogs.withFile(sound + Array("{\"time\":1,\"event\":\"epo".utf8)) { damaged in
      let repaired = try RepairedEvents(path: damaged)
      #expect(repaired.dropped == 1)
      try repaired.write(to: damaged + ".sound")
      #expect(try Data(contentsOf: URL(fileURLWithPath: damaged + ".sound")) == Data(sound))
      #expect(throws: FileError.self) { try repaired.write(to: damaged + ".sound") }
    }
  }

  @Test func eventFilesOfALogGiveTheSamePoints() throws {
    let contents = try LogContents(path: SampleLogs.path("lightning.csv"))
    try SampleLogs.withFile([], named: "unused") { path in
      let folder = path + "-events"
      try LogEventFiles(folder: folder).write(contents.runs)
      let loss = try series("val_loss", in: try LogContents(path: folder))
      let original = try series("val_loss", in: contents)
      #expect(loss.points.steps == original.points.steps)
      #expect(loss.points.values == original.points.values.map { Double(Float($0)) })
    }
  }
}
