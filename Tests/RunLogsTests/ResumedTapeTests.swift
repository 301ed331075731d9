import OrderedCollections
import RunLogs
import RunModel
import Testing

/// Films of logs that were resumed: each attempt as it was then.
@Suite struct ResumedTapeTests {
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
    let tape = try Tapes.tape(resumed)
    #expect(tape.length == 7)
    let before = tape.history(at: 3.999, TapeView())
    #expect(before.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3.9])
    let after = tape.history(at: 5, TapeView())
    #expect(after.epochSeries["loss"]?.points.map(\.y) == [5, 4, 3])
    #expect(after.position == 3)
    #expect(Tapes.end(tape).epochSeries["loss"]?.points.map(\.y) == [5, 4, 3, 2.5, 2])
    #expect(tape.recorded.map { $0.logs["loss"] } == [5, 4, 3, 2.5, 2])
    #expect(Tapes.end(tape).entries.contains { $0.text == "goes on from epoch 2" })
    // The epochs that count are those of the later attempt.
    #expect(tape.epochEnds == [1, 2, 5, 6, 7])
  }

  @Test func noCurveEverGoesBack() throws {
    let tape = try Tapes.tape(resumed)
    for moment in stride(from: 0.0, through: tape.length, by: 0.1) {
      for (name, series) in Tapes.series(tape.history(at: moment, TapeView())) {
        let xs = series.points.map(\.x)
        #expect(xs == xs.sorted(), "\(name) at \(moment): \(xs)")
      }
    }
  }

  @Test func aLaterAttemptMayGoBackFurther() throws {
    let tape = try Tapes.tape(
      "step,loss\n" + (0..<100).map { "\($0),1\n" }.joined()
        + (50..<90).map { "\($0),2\n" }.joined() + (5..<11).map { "\($0),3\n" }.joined())
    let points = try #require(Tapes.end(tape, TapeView(axis: .step)).stepSeries["loss"]).points
    #expect(points.map(\.x) == points.map(\.x).sorted())
    #expect(points.last == SeriesPoint(x: 10, y: 3))
    #expect(points.allSatisfy { $0.x < 6 || $0.y == 3 })
  }

  @Test func whatIsLoggedSeldomDoesNotGoBackWithTheRestAndIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<17 { text += "\(epoch),1,\(epoch % 5 == 4 ? "2" : "")\n" }
    for epoch in 15..<30 { text += "\(epoch),1,\(epoch % 5 == 4 ? "3" : "")\n" }
    let tape = try Tapes.tape(text)
    let validation = Tapes.end(tape).epochSeries["val_loss"]?.points ?? []
    #expect(validation.map(\.x) == [5, 10, 15, 20, 25, 30])
    #expect(validation.map(\.y) == [2, 2, 2, 3, 3, 3])
    let before = tape.history(at: 16.5, TapeView()).epochSeries["val_loss"]?.points ?? []
    #expect(before.map(\.x) == [5, 10, 15])
  }

  @Test func whatIsLoggedOnlyAfterAResumeIsNotLost() throws {
    var text = "epoch,loss,val_loss\n"
    for epoch in 0..<6 { text += "\(epoch),1,\n" }
    for epoch in 3..<9 { text += "\(epoch),1,\(epoch)\n" }
    let tape = try Tapes.tape(text)
    #expect(Tapes.end(tape).epochSeries["val_loss"]?.points.map(\.x) == [4, 5, 6, 7, 8, 9])
    #expect(tape.history(at: 5.9, TapeView()).epochSeries["val_loss"] == nil)
  }

  @Test func whatWasTrainedAgainKeepsNoSignOnTheRail() throws {
    let tape = try Tapes.tape("epoch,val_accuracy\n0,0.5\n1,0.6\n2,0.9\n1,0.55\n2,0.95\n")
    let history = Tapes.end(tape)
    #expect(history.marks.filter { $0.kind == .best }.map(\.x) == [1, 2, 3])
    #expect(history.entries.contains { $0.text.contains("0.9") && $0.mark == nil })
    #expect(tape.markMoments.count == history.marks.count)
  }
}
