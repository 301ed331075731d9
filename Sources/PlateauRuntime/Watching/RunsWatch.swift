internal import BareFoundation
public import Cells
public import Dashboard
internal import Playbacks
public import Recordings
internal import RunComparison
public import RunFiles
public import RunModel
internal import ScriptRuns

/// Several runs of our own over each other, each followed while a process trains it; none is steered.
public final class RunsWatch: ScreenSource {
  private let runs: [(watch: RunWatch, settings: RunSettings, letter: Int?)]
  /// The query that was answered last.
  private var shown: PlaybackQuery?

  /// Watches the folders of runs.
  ///
  /// - Parameter letters: The numbers of the letters by which a table showed them; empty for their
  ///   own order.
  public init(_ directories: [RunDirectory], letters: [Int]) {
    runs = zip(0..., directories).map { index, directory in
      let watch = RunWatch(directory, preset: SavedRuns.ownPreset(directory))
      watch.isOfScript = ScriptFolder(at: directory.path) != nil
      watch.text = ScriptSources.text(in: directory.path)
      return (
        watch, RunSettings(directory), letters.indices.contains(index) ? letters[index] : nil
      )
    }
  }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    for run in runs { run.watch.setWaker(waker) }
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let hasNew = runs.reduce(false) { $1.watch.read() != nil || $0 }
    guard hasNew else { return answer(to: state, columns: columns).map { [$0] } ?? [] }
    shown = nil
    let overviews = runs.compactMap { run -> RunOverview? in
      guard var overview = run.watch.overview else { return nil }
      overview.name = URL(fileURLWithPath: overview.origin).lastPathComponent
      (overview.settings, overview.letter) = (run.settings, run.letter)
      return overview
    }
    return [.overviews(overviews)]
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    guard let query = state.query(columns: columns), query != shown else { return nil }
    shown = query
    // Kept, another copy of the recordings would have to be copied when they grow.
    var cache = RecordingCache()
    cache.replace(recordings)
    return cache.answer(query)
  }

  public var recordings: [any RunRecording] { runs.flatMap { $0.watch.recordings } }

  public func send(_ request: CommandRequest) {}

  public var failureReason: String? { runs.lazy.compactMap { $0.watch.failureReason }.first }
}
