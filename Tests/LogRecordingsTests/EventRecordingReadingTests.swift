import Foundation
import JSONText
import LogRecordings
import Recordings
import RunFiles
import RunModel
import TestSupport
import Testing

/// Recordings of run folders.
@Suite struct EventRecordingReadingTests {
  @Test func linesThatAreNoEventsArePassedOver() throws {
    let started = RunEvent(time: 1, .runStarted(RunInfo(name: "x", epochs: 3)))
    let ended = RunEvent(
      time: 2,
      .epochEnded(
        EpochSummary(epoch: 0, logs: ["loss": 1], learningRate: 1, seconds: 1, callbacks: [])))
    // An epoch whose number nothing can follow, and half a line.
    let far = ended.json.text.replacingOccurrences(
      of: "\"epoch\":0", with: "\"epoch\":9223372036854775807")
    #expect(far != ended.json.text)
    let text = [started.json.text, "{", far, ended.json.text, "{\"event\":\"epo"].joined(
      separator: "\n")
    try SampleLogs.withFile(text.utf8, named: "events.jsonl") { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let recording = EventRecording(directory: RunDirectory(path: folder))
      #expect(recording.name == "x")
      #expect(recording.recorded.map(\.epoch) == [0])
    }
  }

  @Test func aFolderWithoutEventsHasItsOwnName() {
    let recording = EventRecording(directory: RunDirectory(path: "/nowhere/at-all"))
    #expect(recording.name == "at-all" && recording.length == 0)
  }
}
