import Playbacks
import RunModel
import Testing

/// The axis of a recording in whose place another one comes, as events come in place of a text.
@Suite struct PlaybackAxisTests {
  private let text = RunOverview(LogFixture(name: "text", count: 3, counted: [.step]))
  private let events = RunOverview(LogFixture(name: "events", count: 3))

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
