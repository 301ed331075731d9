import ArgumentParser
import Cells
import Dashboard
import Foundation
import NcursesSurface
import PlateauRuntime
import RunLogs
import RunModel
import Simulation
import Training

/// Stays with a run until it is over: in the dashboard, then without it, then with one line that sums it up.
struct RunEnding {
  let session: RunSession
  /// What is trained.
  let name: String
  let surface: NcursesSurface?
  let themes: ThemeFiles
  /// The theme's name; nil for the first.
  let theme: String?
  /// What the run had told before it was interrupted.
  var history = RunHistory()
  /// The run's callbacks, to try others' settings on what it has done.
  var trial: WhatIf?

  /// Follows the run.
  ///
  /// - Throws: `CommandFailure` when the run failed.
  func follow() throws {
    var history = history
    var signal: Int32?
    if let surface {
      let loop = DashboardLoop(
        source: SessionSource(session),
        state: DashboardState(
          now: WallClock.now, history: history,
          waitingFor: "\(name): data and network are being made ready", trial: trial,
          themes: themes.themes.map(\.theme), themeIndex: themes.index(of: theme)),
        surface: surface)
      let outcome = loop.run()
      surface.close()
      history = loop.history
      signal = leave(outcome, history)
    }
    let signals = SignalInbox()
    let loop = HeadlessLoop(
      session: session, history: history, isTerminal: Terminal.isOutputTerminal,
      width: Terminal.width, print: Terminal.write)
    signal = loop.run { signals.next(timeout: $0) } ?? signal
    try finish(loop.history, signal)
  }

  /// Asks the run to end where the way the screen was left asks for it.
  ///
  /// - Returns: the signal to die by at the end.
  private func leave(_ outcome: DashboardLoop.Outcome, _ history: RunHistory) -> Int32? {
    func stop(by signal: Int32) -> Int32 {
      session.inbox.post(
        CommandRequest(
          id: "signal-\(signal)", source: HeadlessLoop.name(of: signal), .stop(.now)))
      return signal
    }
    switch outcome {
    case .quit:
      if history.status.isLive, history.info != nil { Terminal.write("stopping…\n") }
      return nil
    case .leftScreen:
      Terminal.write("training goes on without the screen; Ctrl-C stops it\n")
      return nil
    case .signal(let signal): return stop(by: signal)
    case .hangup: return stop(by: SIGHUP)
    }
  }

  private func finish(_ history: RunHistory, _ signal: Int32?) throws {
    if history.info == nil, let reason = session.failureReason {
      throw CommandFailure(reason)
    }
    if session.failureReason != nil {
      throw CommandFailure(history.summaryLine)
    }
    Terminal.write(history.summaryLine.sanitized + "\n")
    if let signal { SignalInbox.die(by: signal) }
  }
}
