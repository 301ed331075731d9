import Cells
import Playbacks
import RunModel
import Testing

/// The axis of a recording in whose place another one comes, as events come in place of a text.
@Suite struct PlaybackAxisTests {
  private let text = RunOverview(LogFixture(name: "text", count: 3, counted: [.step]))
  private let events = RunOverview(LogFixture(name: "events", count: 3))

  /// The number of a step is long, so the value stands without it where both have no room.
  @Test func theBestValueStaysInTheTitleOverSteps() {
    var run = Fixtures.state()
    #expect(run.text(Size(120, 40))[2].contains("val/mAP 0.9067 · best 0.9067 @11"))
    run.type(":axis step\n")
    #expect(run.text(Size(120, 40))[2].contains("val/mAP 0.9067 · best 0.9067 "))
    #expect(run.text(Size(200, 60))[2].contains("best 0.9067 @1 375"))
  }

  @Test func itIsTheMainOneOfWhatIsShownNow() {
    var playback = Playback([text], isFollowing: true)
    #expect(playback.axis == .step)
    playback.update([events])
    #expect(playback.axis == .epoch)
  }

  @Test func whatAPersonHasChosenStays() {
    var playback = Playback([events], isFollowing: true)
    playback.use(.step)
    playback.update([events])
    #expect(playback.axis == .step)
  }
}
