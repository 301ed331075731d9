public import Cells
public import Dashboard
internal import Foundation
public import RunFiles
public import RunModel
public import Simulation

/// Whatever comes to be at a path: a log of any tool, until the events of a run of our own are there; from then on that
/// run, which can be steered.
///
/// So `plateau watch runs/x` may begin before `plateau train --run runs/x` does.
public final class PathWatch: ScreenSource {
  private let finding: RunFinding
  private let thread = WatchThread()
  private let threadFailure: String?
  private var source: any ScreenSource
  private var isRun = false
  private var waker: (any TerminalWaker)?

  /// Watches a path; nothing may be there yet.
  ///
  /// - Parameters:
  ///   - path: a file or folder.
  ///   - log: follows a log of another tool there.
  ///   - preset: reads the callbacks to try on a run of our own, when it is there; on a thread that does not draw.
  public init(
    _ path: String, log: LogWatch, preset: @escaping @Sendable (RunDirectory) -> WhatIf?
  ) {
    let finding = RunFinding(path, preset: preset)
    self.finding = finding
    source = log
    threadFailure = thread.start {
      if finding.look() { return false }
      usleep(100_000)
      return true
    }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) {
    self.waker = waker
    source.setWaker(waker)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    if !isRun, let run = finding.found {
      isRun = true
      source = RunWatch(run.directory, preset: run.preset)
      source.setWaker(waker)
    }
    return source.news(for: state, columns: columns)
  }

  public func send(_ request: CommandRequest) { source.send(request) }

  public func finish() -> String? { source.finish() }

  public var failureReason: String? { source.failureReason ?? threadFailure }
}
