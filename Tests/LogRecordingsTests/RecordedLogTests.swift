import CurveStore
import Foundation
import JSONText
import LogReaders
import LogRecordings
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

@Suite struct RecordedLogTests {
  private func read(_ text: String) throws -> RecordedLog {
    try SampleLogs.withFile(Array(text.utf8)) { path in
      try RecordedLog(LogContents(path: path), path: path)
    }
  }

  private func reason(_ text: String) -> String {
    let error = #expect(throws: FileError.self) { try read(text) }
    return error?.reason ?? ""
  }

  @Test(arguments: ["\r\n", "\n", "\r"])
  func aKerasFileIsReadWithAnyLineEnd(end: String) throws {
    let log = try read(
      ["epoch,AP,loss,val_loss", "0,\"\"\"[0.1, 0.2]\"\"\",0.5,NA", "1,x,nan,-inf", "2,,1e-05,3"]
        .joined(separator: end) + end)
    #expect(log.epochs.map(\.number) == [0, 1, 2])
    #expect(log.epochs[0].logs.names == ["loss"])
    #expect(log.epochs[1].logs["loss"]?.isNaN == true)
    #expect(log.epochs[1].logs["val_loss"] == -.infinity)
    #expect(log.epochs[2].logs["loss"] == 1e-05)
    #expect(log.remarks.isEmpty)
  }

  @Test func separatorsAreToldByTheHeader() throws {
    for separator in [";", "\t"] {
      let log = try read("epoch\(separator)a,b\n0\(separator)0.5\n")
      #expect(log.epochs.first?.logs["a,b"] == 0.5)
    }
  }

  @Test func theLastOfSeveralAttemptsCountsAndIsSaid() throws {
    let log = try read("epoch,loss\n0,1\n1,2\nepoch,loss\n0,3\n1,4\n")
    #expect(log.epochs.map { $0.logs["loss"] } == [3, 4])
    #expect(log.earlier.map { $0.logs["loss"] } == [1, 2])
    #expect(log.remarks == ["2 attempts in one log; what was trained again counts once"])
  }

  @Test func aResumeKeepsWhatItDoesNotTrainAgain() throws {
    let log = try read("epoch,loss\n0,9\n1,8\n2,7\n3,6\n4,5\nepoch,loss\n3,4\n4,3\n5,2\n")
    #expect(log.epochs.map(\.epoch) == [0, 1, 2, 3, 4, 5])
    #expect(log.epochs.map { $0.logs["loss"] } == [9, 8, 7, 4, 3, 2])
    #expect(log.earlier.map(\.number) == [3, 4])
    #expect(log.attempts == 2)
  }

  @Test(arguments: [
    ("epoch,loss\n1,1\n2,2\n", [0, 1], [1, 2]), ("epoch,loss\n0,1\n1,2\n", [0, 1], [0, 1]),
    ("epoch,loss\n5,1\n6,2\n", [5, 6], [5, 6]),
    ("{\"epoch\":1,\"m\":1}\n{\"epoch\":2,\"m\":2}\n", [0, 1], [1, 2]),
    (
      "{\"epoch\":0.5,\"m\":1}\n{\"epoch\":1.0,\"m\":2}\n{\"epoch\":1.5,\"m\":3}\n", [0, 1], [1, 2]
    ),
    ("EPOCH\tLoss\n1\t1\n2\t2\n", [0, 1], [1, 2]),
    ("{\"m\": 1}\n{\"m\": 2}\n", [0, 1], [1, 2]),
    ("step,loss\n100,1\n200,2\n", [100, 200], [100, 200]),
  ])
  func epochsHaveTheLogsOwnNumbers(text: String, coordinates: [Int], numbers: [Int]) throws {
    let log = try read(text)
    #expect(log.epochs.map(\.epoch) == coordinates)
    #expect(log.epochs.map(\.number) == numbers)
  }

  @Test func whatStandsForEpochsIsSaid() throws {
    #expect(
      try read("step,loss\n1,2\n").remarks == ["the log has no epochs; its steps are used instead"])
    #expect(
      try read("{\"m\": 1}\n{\"m\": 2}\n").remarks == [
        "the log has no epochs; its rows are counted instead"
      ])
  }

  @Test func jsonLinesMayLackMetrics() throws {
    let log = try read(
      "{\"epoch\": 4, \"m\": 0.5}\n{\"epoch\": 5, \"m\": null}\n\n{\"epoch\": 6, \"m\": \"nan\"}\n")
    #expect(log.epochs.map(\.epoch) == [4, 5, 6])
    #expect(log.epochs[1].logs.isEmpty)
    #expect(log.epochs[2].logs["m"]?.isNaN == true)
  }

  @Test func severalValuesOfAnEpochAreSaid() throws {
    let log = try read("epoch,step,val_loss\n0,49,0.9\n0,99,0.8\n1,149,0.85\n1,199,0.82\n")
    #expect(log.epochs.map { $0.logs["val_loss"] } == [0.8, 0.82])
    #expect(
      log.remarks == [
        "measured several times per epoch: val_loss (up to 2); the last value counts"
      ])
  }

  @Test func ourEventsAreReadByTheirEpochs() throws {
    let summary = EpochSummary(
      epoch: 0, logs: ["loss": 1, "val/mAP": 0.5], learningRate: 0.1, seconds: 1, callbacks: [])
    let events = [
      RunEvent(time: 1, .epochStarted(epoch: 0)), RunEvent(time: 2, .epochEnded(summary)),
    ]
    let log = try read(events.map { $0.json.text + "\n" }.joined() + "{\"event\":\"epo")
    #expect(
      log.epochs == [
        RecordedEpoch(
          epoch: 0, number: 1, logs: ["loss": 1.0, "val/mAP": 0.5, "learning_rate": 0.1])
      ])
    #expect(log.remarks == ["line 3: the last line is cut off and left out"])
  }

  @Test func whatIsNoLogSaysSo() {
    #expect(reason("").contains("is empty"))
    #expect(reason("epoch,loss\n").contains("without numbers"))
    #expect(reason("nothing here\n").contains("no metrics"))
  }
}
