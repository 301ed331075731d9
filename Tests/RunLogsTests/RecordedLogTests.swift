import Foundation
import RunLogs
import RunModel
import Testing

@Suite struct RecordedLogTests {
  private func read(_ text: String) throws -> RecordedLog {
    let path = NSTemporaryDirectory() + "log-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try RecordedLog(path: path)
  }

  private func reason(_ text: String) -> String {
    let error = #expect(throws: RunLogError.self) { try read(text) }
    return error?.reason ?? ""
  }

  @Test(arguments: ["\r\n", "\n", "\r"])
  func aKerasFileIsReadWithAnyLineEnd(end: String) throws {
    let log = try read(
      ["epoch,AP,loss,val_loss", "0,\"\"\"[0.1, 0.2]\"\"\",0.5,NA", "1,x,nan,-inf", "2,,1e-05,3"]
        .joined(separator: end) + end)
    #expect(log.epochs.map(\.epoch) == [0, 1, 2])
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

  @Test func theLastOfSeveralRunsCountsAndIsSaid() throws {
    let log = try read("epoch,loss\n0,1\n1,2\nepoch,loss\n0,3\n1,4\n")
    #expect(log.epochs.map { $0.logs["loss"] } == [3, 4])
    #expect(log.remarks == ["2 runs in one file; the last one is read"])
  }

  @Test func jsonLinesMayLackMetricsAndEpochs() throws {
    let log = try read(
      "{\"epoch\": 4, \"m\": 0.5}\n{\"epoch\": 5, \"m\": null}\n\n{\"epoch\": 6, \"m\": \"nan\"}\n")
    #expect(log.epochs.map(\.epoch) == [4, 5, 6])
    #expect(log.epochs[1].logs.isEmpty)
    #expect(log.epochs[2].logs["m"]?.isNaN == true)
    #expect(try read("{\"m\": 1}\n{\"m\": 2}\n").epochs.map(\.epoch) == [0, 1])
  }

  @Test func ourEventsAreReadByTheirEpochs() throws {
    let summary = EpochSummary(
      epoch: 0, logs: ["loss": 1, "val/mAP": 0.5], learningRate: 0.1, seconds: 1, callbacks: [])
    let events = [
      RunEvent(time: 1, .epochStarted(epoch: 0)), RunEvent(time: 2, .epochEnded(summary)),
    ]
    let log = try read(events.map { $0.json.text + "\n" }.joined() + "{\"event\":\"epo")
    #expect(log.epochs == [RecordedEpoch(epoch: 0, logs: ["loss": 1, "val/mAP": 0.5])])
    #expect(log.remarks == ["the last line is cut off and left out"])
  }

  @Test func whatIsNoLogSaysSo() {
    #expect(reason("").contains("neither CSV"))
    #expect(reason("epoch,loss\n").contains("holds no epochs"))
    #expect(reason("step,loss\n1,2\n").contains("has no column epoch; there are step, loss"))
    #expect(reason("a\0b").contains("no UTF-8 text"))
    #expect(reason("{\"m\": 1}\n{x}\n{\"m\": 1}\n").contains("not JSON"))
    #expect(reason("epoch,loss\nx,1\n1,1\n").contains("no whole number"))
  }
}
