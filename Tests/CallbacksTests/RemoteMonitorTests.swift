import Callbacks
import Foundation
import RemoteMonitoring
import RunModel
import TestSupport
import Testing

/// The cases of Keras's `remote_monitor_test.py`, against a server on this machine, and cases of our own.
@Suite struct RemoteMonitorTests {
  private func warnings(_ stage: Stage) -> [String] {
    stage.events.compactMap { if case .warning(_, let text) = $0 { text } else { nil } }
  }

  /// Trains one epoch per row.
  private func train(
    _ callback: RemoteMonitor, _ rows: [Logs], on stage: Stage = Stage(),
    awaitsAnswers: Bool = false
  ) throws {
    try stage.begin(callback)
    for (epoch, row) in rows.enumerated() { try stage.end(callback, epoch: epoch, row) }
    if awaitsAnswers { wait(for: rows.count, of: callback) }
    try stage.finish(callback)
  }

  /// Waits until so many posts were answered.
  private func wait(for count: Int, of callback: RemoteMonitor) {
    let isAnswered = eventually(within: .seconds(60)) {
      callback.state.summary?.hasPrefix("\(count) sent") == true
    }
    #expect(isAnswered, "no answer in a minute")
  }

  @Test func anEpochIsAFieldOfAForm() throws {
    let server = try #require(LocalServer(.answers(200)))
    defer { server.stop() }
    let callback = try RemoteMonitor(root: server.root)
    let stage = Stage()
    try train(callback, [["loss": 0.5, "val/mAP": 1e-5]], on: stage, awaitsAnswers: true)
    let request = try #require(server.requests.first)
    #expect(request.line == "POST /publish/epoch/end/ HTTP/1.1")
    #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(
      request.body
        == "data=%7B%22epoch%22%3A+0%2C+%22loss%22%3A+0.5%2C+%22val%2FmAP%22%3A+1e-05%7D")
    #expect(stage.events.isEmpty)
    #expect(callback.state.summary == "1 sent → 127.0.0.1:\(server.port)")
  }

  @Test func anEpochIsAnObjectWithJSONAndEpochsKeepTheirOrder() throws {
    let server = try #require(LocalServer(.answers(200)))
    defer { server.stop() }
    let callback = try RemoteMonitor(
      root: server.root, path: "/x", headers: ["X-Key": "a b", "x-empty": "1"], sendAsJSON: true
    )
    let rows = (0..<20).map { Logs([("loss", .number(Double($0)))]) }
    try train(callback, rows, awaitsAnswers: true)
    #expect(server.requests.map(\.body) == (0..<20).map { "{\"epoch\": \($0), \"loss\": \($0).0}" })
    let request = try #require(server.requests.first)
    #expect(request.line == "POST /x HTTP/1.1")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["x-key"] == "a b")
  }

  @Test func valuesOfEveryKindAreValidJSON() throws {
    let server = try #require(LocalServer(.answers(200)))
    defer { server.stop() }
    let callback = try RemoteMonitor(root: server.root, sendAsJSON: true)
    let logs: Logs = [
      "array": .list([0]), "bad": .number(.nan), "far": .number(-.infinity),
      "list": .list([1, 2.5]),
      "none": .none, "single": .single(0.1), "tëxt\n": "\"\\\u{1}😀", "epoch": 7,
    ]
    try train(callback, [logs], awaitsAnswers: true)
    let body = try #require(server.requests.first?.body)
    #expect(
      body
        == #"{"epoch": 7, "array": 0, "bad": null, "far": null, "list": [1, 2.5], "none": null, "#
        + #""single": 0.10000000149011612, "t\u00ebxt\n": "\"\\\u0001\ud83d\ude00"}"#)
    #expect((try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) != nil)
  }

  @Test func aDeadServerCostsOneWarningATraining() throws {
    let root = try #require(LocalServer.deadRoot())
    let callback = try RemoteMonitor(root: root)
    for _ in 0..<2 {
      let stage = Stage()
      try train(callback, Array(repeating: ["loss": 0], count: 5), on: stage)
      #expect(stage.events.count == 1)
      #expect(
        warnings(stage).first?.hasPrefix(
          "Could not reach RemoteMonitor root server at \(root): ") == true)
      #expect(callback.state.summary?.hasPrefix("0 sent, 5 lost → 127.0.0.1") == true)
    }
  }

  @Test func theWarningComesAtALaterHookWhileTrainingGoesOn() throws {
    let root = try #require(LocalServer.deadRoot())
    let callback = try RemoteMonitor(root: root)
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, ["loss": 0])
    // Trains some hundred batches, until the background thread has noticed.
    for _ in 0..<2000 where stage.events.isEmpty {
      var logs = Logs()
      try callback.onTrainBatchEnd(batch: 0, logs: &logs, training: stage.training)
      usleep(5000)
    }
    #expect(warnings(stage).count == 1)
    try stage.finish(callback)
    #expect(warnings(stage).count == 1)
  }

  @Test func aServerThatNeverAnswersDoesNotHoldTrainingUp() throws {
    let server = try #require(LocalServer(.isSilent))
    defer { server.stop() }
    let callback = try RemoteMonitor(root: server.root, timeout: .seconds(60))
    let stage = Stage()
    let start = ContinuousClock.now
    try train(callback, Array(repeating: ["loss": 0], count: 300), on: stage)
    // Waiting for one of the three hundred would have taken a minute.
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(warnings(stage).count == 1)
    #expect(callback.state.summary?.hasPrefix("0 sent, 300 lost") == true)
  }

  @Test func aTimeoutIsAFailureToReach() throws {
    let server = try #require(LocalServer(.isSilent))
    defer { server.stop() }
    let stage = Stage()
    try train(
      RemoteMonitor(root: server.root, timeout: .milliseconds(50)), [["loss": 0]], on: stage)
    #expect(warnings(stage).count == 1)
  }

  @Test func anAnswerOfAnyStatusIsAnAnswer() throws {
    let server = try #require(LocalServer(.answers(500)))
    defer { server.stop() }
    let stage = Stage()
    try train(
      RemoteMonitor(root: server.root), [["loss": 0]], on: stage, awaitsAnswers: true)
    #expect(stage.events.isEmpty && server.requests.count == 1)
  }

  @Test(arguments: ["localhost:x", "file:///etc/passwd", "", "http://user:secret@"])
  func anAddressThatIsNoneIsAWarningWithoutItsPassword(root: String) throws {
    let stage = Stage()
    try train(RemoteMonitor(root: root), [["loss": 0]], on: stage)
    #expect(warnings(stage).count == 1)
    #expect(warnings(stage).first?.contains("secret") == false)
  }

  @Test func theFormCanBeChangedWhileTraining() throws {
    let server = try #require(LocalServer(.answers(200)))
    defer { server.stop() }
    let callback = try RemoteMonitor(root: server.root, field: "a b")
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, [:])
    #expect(callback.fields.map(\.value) == [.boolean(false)])
    #expect(try callback.set("send_as_json", to: .boolean(true)) == .boolean(false))
    #expect(throws: EditRefusal.self) { try callback.set("send_as_json", to: .integer(1)) }
    try stage.end(callback, epoch: 1, [:])
    wait(for: 2, of: callback)
    try stage.finish(callback)
    #expect(server.requests.map(\.body) == ["a+b=%7B%22epoch%22%3A+0%7D", "{\"epoch\": 1}"])
  }

  @Test(arguments: ["a\nb", "a\r", "\u{0}"])
  func aHeaderOfTwoLinesIsRefused(value: String) {
    #expect(throws: CallbackError.self) { try RemoteMonitor(headers: ["X": value]) }
    #expect(throws: CallbackError.self) { try RemoteMonitor(headers: [value: "X"]) }
  }
}
