import CurveStore
import LogReaders
import LogRecordings
import Recordings
import RunModel
import TestSupport
import Testing

/// Histograms, texts and precision-recall curves as of a moment.
@Suite struct SummaryRecordingTests {
  private func recordings() throws -> [LogRecording] {
    LogRecording.recordings(
      try LogContents(path: SampleLogs.path("tensorboard-summaries")), title: "x", isLive: false)
  }

  @Test func theNewestValueUpToTheMomentIsShown() throws {
    let recording = try #require(try recordings().first { $0.name.hasSuffix("torch") })
    #expect(recording.summaries.count == 5)
    let sample = SummaryName("sample", .text)
    let query = RecordingQuery(axis: .step)
    let end = try #require(recording.summary(sample, at: recording.length, query))
    #expect(end.x == 400 && end.step == 400 && end.bands.isEmpty)
    #expect(end.value == .text(["**step 400**\n\nthe cat sat on the mat"]))
    let middle = recording.moment(at: 300, on: .step)
    #expect(recording.summary(sample, at: middle, query)?.step == 200)
    #expect(recording.summary(SummaryName("sample", .histogram), at: middle, query) == nil)
  }

  @Test func bandsAreThoseOfTheShownPart() throws {
    let recording = try #require(try recordings().first { $0.name.hasSuffix("torch") })
    let name = SummaryName("layer1/weight", .histogram)
    func xs(_ query: RecordingQuery, at moment: Double) -> [Double] {
      recording.summary(name, at: moment, query)?.bands.map(\.x) ?? []
    }
    let all = RecordingQuery(axis: .step)
    #expect(xs(all, at: recording.length) == [0, 100, 200, 300, 400, 500])
    #expect(xs(all, at: recording.moment(at: 250, on: .step)) == [0, 100, 200])
    // The one before the part and the one behind it, so that the bands reach its edges.
    let part = RecordingQuery(axis: .step, window: 150...350)
    #expect(xs(part, at: recording.length) == [100, 200, 300, 400])
    #expect(xs(RecordingQuery(axis: .time), at: recording.length).last == 300)
  }

  @Test func aLogWithoutNumbersHasALengthAndAxes() throws {
    let contents = try LogContents(path: SampleLogs.path("tensorboard-summaries/tf2"))
    let recording = try #require(
      LogRecording.recordings(contents, title: "x", isLive: false).first)
    #expect(recording.length == 180 && recording.axes.first == .step)
    let name = SummaryName("notes", .text)
    let query = RecordingQuery(axis: .step)
    #expect(recording.summary(name, at: 61, query)?.value == .text(["epoch 1"]))
    #expect(recording.history(at: 60, query).reach == 1)
  }

  @Test func valuesThatWereTrainedAgainAreThoseOfTheLaterAttempt() throws {
    var builder = LogBuilder(LogFormat("x", "x"))
    let run = builder.run()
    for (attempt, steps) in [(0, [0, 10, 20, 30]), (1, [20, 30, 40])] {
      for step in steps {
        builder.add("loss", run: run, step: Int64(step), 1)
        builder.add(
          .text(["\(attempt)"]), to: "t", run: run, step: Int64(step), wallTime: nil)
        builder.add(
          .histogram(Histogram([.init(left: Double(attempt), right: Double(attempt), count: 1)])),
          to: "h", run: run, step: Int64(step), wallTime: nil)
      }
    }
    let recording = try #require(
      LogRecording.recordings(builder.contents(), title: "x", isLive: false).first)
    let query = RecordingQuery(axis: .step)
    let end = recording.summary(SummaryName("h", .histogram), at: recording.length, query)
    #expect(end?.bands.map(\.x) == [0, 10, 20, 30, 40])
    #expect(end?.bands.map { $0.percentiles[4] } == [0, 0, 1, 1, 1])
    let text = SummaryName("t", .text)
    #expect(recording.summary(text, at: recording.length, query)?.value == .text(["1"]))
    #expect(recording.summary(text, at: recording.length * 0.4, query)?.value == .text(["0"]))
  }

  @Test func manyHistogramsAreReducedToTheColumns() throws {
    var builder = LogBuilder(LogFormat("x", "x"))
    let run = builder.run()
    for step in 0..<3000 {
      builder.add(
        .histogram(Histogram([.init(left: 0, right: Double(step), count: 1)])), to: "h", run: run,
        step: Int64(step), wallTime: nil)
    }
    let recording = try #require(
      LogRecording.recordings(builder.contents(), title: "x", isLive: false).first)
    let name = SummaryName("h", .histogram)
    let reading = recording.summary(
      name, at: recording.length, RecordingQuery(axis: .step, columns: 100))
    let bands = try #require(reading?.bands)
    #expect((50...110).contains(bands.count))
    #expect(bands.last?.x == 2999 && bands.last?.percentiles.last == 2999)
    #expect(zip(bands, bands.dropFirst()).allSatisfy { $0.x < $1.x })
  }
}
