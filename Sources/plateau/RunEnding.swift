import ArgumentParser
import Cells
import Dashboard
import Foundation
import NcursesSurface
import PlateauRuntime
import RunFiles
import RunModel
import Simulation
import Training

/// Stays with a run until it is over: in the dashboard, then without it, then with one line that sums it up.
struct RunEnding {
  let session: RunSession
  let intake: RequestIntake
  /// What is trained.
  let name: String
  let surface: NcursesSurface?
  let themes: ThemeFiles
  /// The theme's name; nil for the first.
  let theme: String?
  /// What the run had told before it was interrupted.
  var history = RunHistory()
  /// The run's callbacks, to try others' settings on what it has done.
  var preset: WhatIf?

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
          waitingFor: "\(name): preparing data and network", preset: preset,
          themes: ThemeSelection(
            themes.themes.map(\.theme), index: themes.index(of: theme))),
        surface: surface, intake: intake)
      let outcome = loop.run()
      surface.close()
      history = loop.history
      signal = leave(outcome, history)
    }
    var output = ProgressOutput()
    let loop = HeadlessLoop(
      session: session, intake: intake, history: history, isTerminal: Terminal.isOutputTerminal,
      width: Terminal.width, print: { output.write($0) })
    loop.run {
      LostTerminal.letGo()
      output = ProgressOutput()
    }
    try finish(loop.history, signal ?? intake.signal, output)
  }

  /// Says or does what belongs to the way the screen was left.
  ///
  /// - Returns: the signal to die by at the end.
  private func leave(_ outcome: DashboardLoop.Outcome, _ history: RunHistory) -> Int32? {
    let output = ProgressOutput()
    defer { output.flush(within: .milliseconds(200)) }
    switch outcome {
    case .quit:
      if history.status.isLive, history.info != nil { output.write("stopping…\n") }
      return nil
    case .leftScreen:
      let path = session.directory.path.sanitized
      let words =
        history.status == .paused
        ? "paused without the screen; plateau tell \(path) resume goes on"
        : "training continues without the screen; Ctrl-C stops it"
      output.write("\(words); plateau watch \(path) brings the screen back\n")
      return nil
    case .signal(let signal): return signal
    case .hangup:
      intake.hangUp()
      if let signal = intake.signal { return signal }
      let path = session.directory.path.sanitized
      output.write("training continues without the terminal; return with plateau watch \(path)\n")
      LostTerminal.letGo()
      return nil
    }
  }

  private func finish(_ history: RunHistory, _ signal: Int32?, _ output: ProgressOutput) throws {
    output.flush(within: .milliseconds(200))
    if history.info == nil, let reason = session.failureReason {
      throw CommandFailure(reason)
    }
    if session.failureReason != nil {
      throw CommandFailure(([history.summaryLine] + history.gaps).joined(separator: "; "))
    }
    output.write(history.summaryLine.sanitized + "\n")
    if let loss = earlierLoss(history) { output.write(loss.sanitized + "\n") }
    output.flush(within: .seconds(1))
    let troubles = troubles(history, output)
    let failure = troubles.isEmpty ? nil : CommandFailure(troubles.joined(separator: "; "))
    if let signal {
      if let failure { Terminal.printError("\(failure)") }
      SignalInbox.die(by: signal)
    }
    if let failure { throw failure }
  }

  /// What this process could not write, a sentence each.
  private func troubles(_ history: RunHistory, _ output: ProgressOutput) -> [String] {
    var troubles: [String] = []
    if !history.gaps.isEmpty, earlierLoss(history) == nil {
      let path = session.directory.path
      troubles.append(
        "\(path) is incomplete: \(history.gaps.joined(separator: "; ")); make room, then run "
          + "plateau train \(path) --resume")
    }
    if let missing = output.unwritten { troubles.append(missing) }
    return troubles
  }

  /// Epochs that an earlier process trained and whose events are lost, in a sentence; nil when none are.
  ///
  /// Nothing brings them back, so they are no failure of this process.
  private func earlierLoss(_ history: RunHistory) -> String? {
    guard let end = history.end, end.unwritten.isEmpty, let first = history.info?.firstEpoch,
      let start = history.epochs.first?.epoch
    else { return nil }
    let known = history.epochs.prefix { $0.epoch < first }.count
    guard known < first - start, history.epochs.count - known == end.epochs - first else {
      return nil
    }
    return history.gaps.first
  }
}
