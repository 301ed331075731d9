public import Cells
package import CurveStore
public import Dashboard
internal import Playbacks
public import Recordings
internal import RunFiles
public import RunModel
package import ScriptRuns
package import Simulation

/// A script that runs elsewhere: its events where it tells them, otherwise the curves of what it
/// prints; and its text in either case.
///
/// The metrics that a plain loop only prints join the curves of its events. When the script begins
/// another training, that is shown once the one before it has ended.
public final class ScriptWatch: ScreenSource {
  private let folder: ScriptFolder
  private let search: RunSearch
  private let text: LogWatch
  private let threads = (WatchThread(), WatchThread())
  private var events: RunWatch?
  /// The folder of the run whose events are shown.
  private var shown: String?
  private var waker: (any TerminalWaker)?
  /// Runs whose events broke off, kept until the end of the script is known.
  private var brokenOff: [RunOverview] = []
  /// The columns that the script's terminal was given.
  private var size: Int?

  /// Watches the script of a folder.
  ///
  /// - Parameters:
  ///   - directions: Directions of improvement that the names of metrics do not tell.
  ///   - forms: The patterns that name the numbers of its text.
  /// - Throws: `CommandFailure` when the system has no pipe or thread left.
  package init(
    _ folder: ScriptFolder, preset: WhatIf?,
    directions: GivenDirections = GivenDirections(), forms: [GivenForm] = []
  ) throws {
    self.folder = folder
    let tail = try FileTail(path: folder.output, on: threads.0) {
      folder.end != nil || folder.start?.isRunning == false
    }
    text = LogWatch(
      input: tail.descriptor, title: folder.directory.name, preset: preset,
      directions: directions, forms: forms)
    let search = RunSearch(folder.directory.path, seeksNext: true) {
      preset ?? SavedRuns.ownPreset($0)
    }
    self.search = search
    let reason = search.start(on: threads.1)
    if let reason { throw CommandFailure(reason) }
  }

  deinit {
    threads.0.stop()
    threads.1.stop()
  }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    self.waker = waker
    text.setWaker(waker)
    events?.setWaker(waker)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    turn(state)
    fit(columns: columns)
    guard let events else {
      return text.news(for: state, columns: columns).map(named)
    }
    var printed: [DashboardAction] = []
    for action in text.news(for: state, columns: columns) {
      switch action {
      // Its events say more than its text, which is still to be read behind o.
      case .output: printed.append(action)
      // A later training starts its epochs over, which the text may not tell apart.
      case .overviews where shown == folder.directory.path: events.text = text.recordings.last
      default: break
      }
    }
    return printed + withEnd(events.news(for: state, columns: columns))
  }

  /// Says how the script ended of a run whose events break off.
  private func withEnd(_ news: [DashboardAction]) -> [DashboardAction] {
    var news = news
    for case .overviews(let overviews) in news {
      // A copy of one that grows would make it slow.
      let isBrokenOff = overviews.allSatisfy { !$0.isLive && $0.whole.end == nil }
      brokenOff = isBrokenOff ? overviews : []
    }
    guard !brokenOff.isEmpty, let end = folder.stopReason else { return news }
    for index in brokenOff.indices { brokenOff[index].scriptEnd = end }
    news.append(.overviews(brokenOff))
    brokenOff = []
    return news
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    guard let events else { return text.answer(to: state, columns: columns) }
    return events.answer(to: state, columns: columns)
  }

  /// Turns to the training that has begun last, unless an earlier moment is being looked at.
  private func turn(_ state: DashboardState) {
    guard let run = search.found, run.directory.path != shown else { return }
    if let events, !events.isOver || state.playback?.isAtEnd == false { return }
    let watch = RunWatch(run.directory, preset: run.preset, requester: nil)
    watch.setWaker(waker)
    watch.isOfScript = true
    watch.text = shown == nil ? text.recordings.last : nil
    (events, shown) = (watch, run.directory.path)
  }

  /// Says of a run that it is read from the text of a script.
  private func named(_ action: DashboardAction) -> DashboardAction {
    guard case .overviews(var overviews) = action else { return action }
    for index in overviews.indices {
      // Behind the name of the format, the reader says what is wrong with the text.
      let remarks = overviews[index].origin.drop { $0 != "," }
      overviews[index].origin = folder.directory.path
      overviews[index].scriptSource = ScriptSources.wordsOfText + remarks
      overviews[index].scriptEnd = folder.stopReason
      overviews[index].writerStart = folder.start?.time
    }
    return .overviews(overviews)
  }

  /// Gives the script's terminal the width of the screen.
  private func fit(columns: Int) {
    guard columns != size else { return }
    size = columns
    guard let terminal = folder.start?.terminal else { return }
    Pseudoterminal.resize(terminal, columns: columns, rows: 24)
  }

  public var recordings: [any RunRecording] { events?.recordings ?? text.recordings }

  public func send(_ request: CommandRequest) { events?.send(request) }

  public func finish() -> String? { events?.finish() }

  public var failureReason: String? {
    // A script that ends before it has told anything has nothing for a screen.
    guard events == nil, search.found == nil, text.isWithoutCurves else { return nil }
    return folder.end?.words
  }
}
