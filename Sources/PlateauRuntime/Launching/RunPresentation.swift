package import Cells
package import Dashboard
package import Playbacks
internal import RunFiles
internal import RunModel
internal import Simulation
internal import Training

/// Presents a run until it is over: in the dashboard, then as progress lines, then in one line that
/// sums it up.
package struct RunPresentation {
  /// The way a run's process has to end.
  package struct End: Equatable {
    /// The signal to die by; nil to exit.
    package var signal: Int32?
    /// The task that this process could not do; nil when it did everything.
    package var failure: CommandFailure?
    /// The settings under which the run is to be trained on; nil when the process is to end.
    package var continuation: Continuation?
  }

  private let session: RunSession
  private let source: SessionSource
  private let intake: RequestIntake
  private let surface: (any TerminalSurface)?
  private let state: DashboardState
  private let isTerminal: Bool
  private let width: () -> Int

  /// Prepares to present a run; nothing is shown before `follow`.
  ///
  /// - Parameters:
  ///   - source: The source of the dashboard.
  ///   - surface: The terminal of the dashboard; nil for progress lines alone.
  ///   - state: The dashboard as it begins, with what the run had reported before it was
  ///     interrupted.
  ///   - isTerminal: True when progress lines can be drawn over.
  ///   - width: The columns of the progress lines, asked when they begin.
  package init(
    _ session: RunSession, source: SessionSource, intake: RequestIntake,
    surface: (any TerminalSurface)?, state: DashboardState, isTerminal: Bool,
    width: @escaping () -> Int
  ) {
    (self.session, self.source, self.intake) = (session, source, intake)
    (self.surface, self.state) = (surface, state)
    (self.isTerminal, self.width) = (isTerminal, width)
  }

  /// Follows the run to its end.
  ///
  /// - Throws: `CommandFailure` when the run failed.
  package func follow() throws(CommandFailure) -> End {
    var history = state.history
    var signal: Int32?
    var continuation: Continuation?
    if let surface {
      let loop = DashboardLoop(
        source: source, state: state, surface: surface, intake: intake)
      let outcome = loop.run()
      surface.close()
      // A view that cannot be kept is no reason to fail.
      try? ViewMemory(of: [session.directory.path]).keep(
        loop.shownView, loop.commands, theme: loop.chosenTheme)
      history = loop.history
      signal = leave(outcome, history)
      if case .trainOn(let asked) = outcome { continuation = asked }
    }
    var output = ProgressOutput()
    let loop = HeadlessLoop(
      session: session, intake: intake, history: history, isTerminal: isTerminal,
      width: width(), print: { output.write($0) })
    loop.run {
      LostTerminal.letGo()
      output = ProgressOutput()
    }
    var end = try finish(loop.history, signal ?? intake.signal, output)
    if end.signal == nil, end.failure == nil { end.continuation = continuation }
    return end
  }

  /// Reacts to the way the person left the screen.
  ///
  /// - Returns: The signal to die by at the end; nil to exit.
  private func leave(_ outcome: DashboardLoop.Outcome, _ history: RunHistory) -> Int32? {
    let output = ProgressOutput()
    defer { output.flush(within: .milliseconds(200)) }
    switch outcome {
    case .quit:
      if history.status.isLive, history.info != nil { output.write("stopping…\n") }
      return nil
    case .trainOn: return nil
    case .leftScreen:
      let path = session.directory.path.sanitized
      let words =
        history.status == .paused
        ? "paused without the screen; plateau tell \(path) resume continues"
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

  private func finish(
    _ history: RunHistory, _ signal: Int32?, _ output: ProgressOutput
  ) throws(CommandFailure) -> End {
    output.flush(within: .milliseconds(200))
    if let reason = session.refusal { throw CommandFailure(reason) }
    if session.failureReason != nil {
      throw CommandFailure(([history.summaryLine] + history.gaps).joined(separator: "; "))
    }
    output.write(history.summaryLine.sanitized + "\n")
    if let loss = earlierLoss(history) { output.write(loss.sanitized + "\n") }
    output.flush(within: .seconds(1))
    let troubles = troubles(history, output)
    return End(
      signal: signal,
      failure: troubles.isEmpty ? nil : CommandFailure(troubles.joined(separator: "; ")))
  }

  /// Sentences about what this process could not write.
  private func troubles(_ history: RunHistory, _ output: ProgressOutput) -> [String] {
    var troubles: [String] = []
    if !history.gaps.isEmpty, earlierLoss(history) == nil {
      let advice =
        ResumeAdvice.command(for: session.directory, history).map { "make room, then run \($0)" }
        ?? "\(ResumeAdvice.none); make room and start over"
      troubles.append(
        "\(session.directory.path) is incomplete: \(history.gaps.joined(separator: "; ")); \(advice)"
      )
    }
    if let missing = output.unwritten { troubles.append(missing) }
    return troubles
  }

  /// A sentence about epochs that an earlier process trained and whose events are lost; nil when
  /// there are none.
  ///
  /// Nothing brings them back, so they are not a failure of this process.
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
