import LogRecordings
import OrderedCollections
import Recordings
import RunModel
import Testing

/// Recordings of resumed logs, which show each attempt as it was.
@Suite struct ResumedRecordingTests {
  private let resumed = """
    epoch,loss,learning_rate
    0,5.0,0.1
    1,4.0,0.1
    2,3.9,0.1
    3,3.8,0.1
    2,3.0,0.01
    3,2.5,0.01
    4,2.0,0.01

    """

  @Test func aResumedLogShowsEachAttemptAsItWasThen() throws {
    let recording = try Recordings.recording(resumed)
    #expect(recording.length == 7)
    let before = recording.history(at: 3.999, RecordingQuery())
    #expect(before.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3.9])
    let after = recording.history(at: 5, RecordingQuery())
    #expect(after.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3])
    #expect(after.position == 3)
    #expect(Recordings.end(recording).epochSeries["loss"]?.points.map(\.y) == [5, 4, 3, 2.5, 2])
    #expect(recording.recorded.map { $0.logs["loss"] } == [5, 4, 3, 2.5, 2])
    #expect(Recordings.end(recording).entries.contains { $0.text == "continues from epoch 2" })
    // The epochs that count are those of the later attempt.
    #expect(recording.epochEnds == [1, 2, 5, 6, 7])
  }

  @Test func whatIsTrainedAgainIsKeptAsLost() throws {
    let recording = try Recordings.recording(resumed)
    let lost = Recordings.end(recording).lost
    #expect(lost.map(\.seam) == [2])
    // The piece begins with the last point that counts.
    #expect(lost.first?.epochSeries["loss"]?.points.map(\.y) == [4, 3.9, 3.8])
    #expect(recording.history(at: 3.5, RecordingQuery()).lost.isEmpty)
    #expect(Recordings.end(recording).epochSeries["loss"]?.points.map(\.y) == [5, 4, 3, 2.5, 2])
  }

  @Test func noCurveEverGoesBack() throws {
    let recording = try Recordings.recording(resumed)
    for moment in stride(from: 0.0, through: recording.length, by: 0.1) {
      for (name, series) in Recordings.series(recording.history(at: moment, RecordingQuery())) {
        let xs = series.points.map(\.x)
        #expect(xs == xs.sorted(), "\(name) at \(moment): \(xs)")
      }
    }
  }

  @Test func aLaterAttemptMayGoBackFurther() throws {
    let recording = try Recordings.recording(
      "step,loss\n" + (0..<100).map { "\($0),1\n" }.joined()
        + (50..<90).map { "\($0),2\n" }.joined() + (5..<11).map { "\($0),3\n" }.joined())
    let points = try #require(
      Recordings.end(recording, RecordingQuery(axis: .step)).stepSeries["loss"]
    ).points
    #expect(points.map(\.x) == points.map(\.x).sorted())
    #expect(points.last == SeriesPoint(x: 10, y: 3))
    #expect(points.allSatisfy { $0.x < 6 || $0.y == 3 })
  }

  @Test func whatIsLoggedSeldomDoesNotGoBackWithTheRestAndIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<17 { text += "\(epoch),1,\(epoch % 5 == 4 ? "2" : "")\n" }
    for epoch in 15..<30 { text += "\(epoch),1,\(epoch % 5 == 4 ? "3" : "")\n" }
    let recording = try Recordings.recording(text)
    let validation = Recordings.end(recording).epochSeries["val_loss"]?.points ?? []
    #expect(validation.map(\.x) == [5, 10, 15, 20, 25, 30])
    #expect(validation.map(\.y) == [2, 2, 2, 3, 3, 3])
    let before = recording.history(at: 16.5, RecordingQuery()).epochSeries["val_loss"]?.points ?? []
    #expect(before.map(\.x) == [5, 10, 15])
  }

  @Test func whatIsLoggedOnlyAfterAResumeIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<6 { text += "\(epoch),1,\n" }
    for epoch in 3..<9 { text += "\(epoch),1,\(epoch)\n" }
    let recording = try Recordings.recording(text)
    #expect(
      Recordings.end(recording).epochSeries["val_loss"]?.points.map(\.x) == [4, 5, 6, 7, 8, 9])
    #expect(recording.history(at: 5.9, RecordingQuery()).epochSeries["val_loss"] == nil)
  }

  @Test func whatWasTrainedAgainKeepsNoSignOnTheStrip() throws {
    let recording = try Recordings.recording(
      "epoch,val_accuracy\n0,0.5\n1,0.6\n2,0.9\n1,0.55\n2,0.95\n")
    let history = Recordings.end(recording)
    #expect(history.marks.filter { $0.kind == .best }.map(\.x) == [1, 2, 3])
    #expect(history.entries.contains { $0.text.contains("0.9") && $0.mark == nil })
    #expect(recording.markMoments.count == history.marks.count)
  }
}
