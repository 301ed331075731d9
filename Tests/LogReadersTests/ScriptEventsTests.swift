import CurveStore
import Foundation
import LogReaders
import TestSupport
import Testing

/// The events of scripts as a log: for `inspect`, `export` and `simulate`.
@Suite struct ScriptEventsTests {
  /// The second example of the document on the run folder: no totals, and evaluations in an epoch.
  private static let lines = """
    {"event":"run_started","time":1,"info":{"name":"finetune.py","epochs":0,"framework":"transformers"}}
    {"event":"step","time":2,"epoch":0,"step":40,"logs":{},"recent":{"loss":2.1},"learning_rate":0.1}
    {"event":"measured","time":3,"epoch":0,"step":40,"values":{"eval_loss":1.9}}
    {"event":"step","time":4,"epoch":0,"step":80,"logs":{},"recent":{"loss":1.7}}
    {"event":"measured","time":5,"epoch":0,"step":80,"values":{"eval_loss":2.0}}
    {"event":"epoch_ended","time":6,"epoch":0,"logs":{"eval_loss":2.0}}
    {"event":"step","time":7,"epoch":1,"step":40,"logs":{},"recent":{"loss":1.5}}
    {"event":"of_a_newer_version","time":8,"epoch":1}

    """

  @Test func stepsCountOnAndEvaluationsAreAtTheirSteps() throws {
    try SampleLogs.withFile(Array(Self.lines.utf8), named: "events.jsonl") { path in
      let contents = try LogContents(path: path)
      let series = Dictionary(
        uniqueKeysWithValues: contents.runs.flatMap(\.series).map { ($0.name, $0) })
      #expect(series["step/loss"]?.points.steps == [40, 80, 120])
      #expect(series["step/eval_loss"]?.points.steps == [40, 80])
      #expect(series["step/eval_loss"]?.split == .validation)
      #expect(series["eval_loss"]?.points.values == [2.0])
    }
  }

  @Test(arguments: [
    (2, "transformers", "all epochs done"), (60, "torch", "training ended after epoch 2"),
    (0, "torch", "training ended after epoch 2"), (60, "", "all epochs done"),
  ])
  func aLoopThatBrokeOutHasNotDoneAllEpochs(planned: Int, framework: String, words: String) throws {
    let lines = [
      #"{"event":"run_started","time":1,"info":{"name":"x","epochs":\#(planned),"framework":"\#(framework)"}}"#,
      #"{"event":"epoch_ended","time":6,"epoch":0,"logs":{"loss":2.0}}"#,
      #"{"event":"epoch_ended","time":7,"epoch":1,"logs":{"loss":1.0}}"#,
      #"{"event":"run_ended","time":8,"reason":{"kind":"completed"},"epochs":2,"seconds":2}"#,
    ]
    let text = lines.map { $0 + "\n" }.joined()
    try SampleLogs.withFile(Array(text.utf8), named: "events.jsonl") { path in
      let messages = try LogContents(path: path).runs.flatMap(\.messages)
      #expect(messages.map(\.text) == [words])
    }
  }
}
