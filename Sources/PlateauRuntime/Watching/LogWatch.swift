public import Cells
public import Dashboard
internal import Foundation
public import RunModel
public import Simulation

/// A log of any tool: read in parts on a thread of its own, shown from the first part on, and followed while it is
/// written.
public final class LogWatch: ScreenSource {
  private let mail = LogMail()
  private let thread = WatchThread()
  private var cache = RecordingCache()
  private var hasRecordings = false

  /// Watches a file or folder, which may not be there yet.
  ///
  /// - Parameters:
  ///   - path: the log.
  ///   - title: how a run without a name is called.
  ///   - preset: callbacks to try on it; nil for the usual ones.
  ///   - follows: whether it is looked at again when it has been read.
  public convenience init(path: String, title: String, preset: WhatIf?, follows: Bool = true) {
    self.init(path: path, title: title, preset: preset, input: nil, follows: follows)
  }

  /// Watches what comes through a pipe.
  ///
  /// - Parameter input: the pipe's descriptor.
  public convenience init(input: Int32, title: String, preset: WhatIf?) {
    self.init(path: "-", title: title, preset: preset, input: input, follows: true)
  }

  private init(
    path: String, title: String, preset: WhatIf?, input: Int32?, follows: Bool
  ) {
    let reading = LogReading(
      path: path, title: title, preset: preset, input: input.map(PipeText.init), follows: follows)
    let trouble = thread.start { [mail] in reading.look(mail) }
    if let trouble { mail.edit { ($0.reason, $0.isCaughtUp) = (trouble, true) } }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) { mail.edit { $0.waker = waker } }

  /// Waits until what is there now has been read; of a pipe, until its end.
  ///
  /// - Returns: why nothing could be read; nil when something was.
  public func catchUp() -> String? {
    while !mail.edit({ $0.isCaughtUp }) { usleep(5_000) }
    return mail.edit { $0.recordings == nil ? $0.reason ?? "holds no curves to show" : nil }
  }

  /// Waits until there is something to show, or nothing will be.
  ///
  /// - Returns: why there is nothing; nil when there is something.
  public func begin() -> String? {
    while true {
      let (hasRecordings, isOver) = mail.edit { ($0.recordings != nil, $0.isCaughtUp) }
      if hasRecordings { return nil }
      if isOver { return catchUp() }
      usleep(2_000)
    }
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let (recordings, text) = mail.edit { mail in
      defer { (mail.recordings, mail.text) = (nil, nil) }
      return (mail.recordings, mail.text)
    }
    var actions: [DashboardAction] =
      text.map { [.output($0.lines, unfinished: $0.unfinished)] } ?? []
    if !hasRecordings, recordings == nil, state.playback == nil,
      let reason = mail.edit({ $0.reason }),
      state.waitingFor != reason
    {
      actions.append(.waiting(reason))
    }
    if let recordings {
      hasRecordings = true
      cache.replace(recordings.recordings)
      return actions + [.overviews(recordings.overviews)]
    }
    if let answer = cache.answer(state.query(columns: columns)) { actions.append(answer) }
    return actions
  }

  public func send(_ request: CommandRequest) {}

  public var failureReason: String? { nil }
}
