internal import Cells
internal import Dashboard
internal import Foundation
internal import CurveStore
internal import LogReaders
internal import LogRecordings
internal import SystemFiles
internal import RunModel
internal import Simulation
internal import Synchronization

/// Reads a log on a thread of its own and makes recordings of it.
final class LogReading: Sendable {
  private struct State {
    var follower: LogFollower
    let watch: FileWatch
    var pending: LogContents?
    var last: LogContents?
    var lastMade: ContinuousClock.Instant?
    var lastNews: Double?
    var progress: Double?
    var pipe: PipeText?
    /// Why the log cannot be read now, though it could before.
    var trouble: String?
    /// When what came through a pipe is made sense of again.
    var due: ContinuousClock.Instant?
  }

  private let state: Mutex<State>
  private let title: String
  private let preset: WhatIf?
  private let path: String
  private let follows: Bool

  init(path: String, title: String, preset: WhatIf?, input: PipeText?, follows: Bool) {
    self.path = path
    self.follows = follows
    self.title = title
    self.preset = preset
    state = Mutex(
      State(follower: LogFollower(path: path), watch: FileWatch(path: path), pipe: input))
  }

  /// Reads the next part, or waits for one.
  func look(_ mail: LogMail) -> Bool {
    state.withLock { state in
      var (isAtEnd, isDue) = (false, true)
      if state.pipe != nil, let bytes = state.pipe?.next(within: 100) {
        if bytes.isEmpty {
          isAtEnd = true
          state.follower.finish()
        } else {
          state.follower.take(bytes)
        }
        isDue = isAtEnd || state.due.map { ContinuousClock().now >= $0 } ?? true
      }
      if let news = state.pipe?.news(isAtEnd: isAtEnd) {
        mail.edit { $0.text = $0.text?.followed(by: news) ?? news }
        wake(mail)
      }
      // While much comes, at least as long is spent on reading as on making sense of all of it.
      if !isDue { return true }
      let start = ContinuousClock().now
      let update = state.follower.next()
      let end = ContinuousClock().now
      state.due = end + (end - start)
      switch update {
      case .changed(let contents, let isCaughtUp, let read, let total):
        state.trouble = nil
        if state.lastNews == nil { state.lastNews = Self.written(path) }
        if isCaughtUp, mail.edit({ $0.isCaughtUp }) { state.lastNews = WallClock.now }
        (state.pending, state.last) = (contents, contents)
        state.progress =
          isCaughtUp ? nil : total.map { $0 > 0 ? min(1, Double(read) / Double($0)) : 0 }
        if isCaughtUp, state.pipe == nil, !follows { isAtEnd = true }
        make(&state, mail, isUrgent: isCaughtUp && state.pipe == nil, isAtEnd: isAtEnd)
        if isCaughtUp, state.pipe == nil || isAtEnd { mail.edit { $0.isCaughtUp = true } }
      case .unreadable(let reason):
        if state.pipe == nil, !follows { isAtEnd = true }
        mail.edit { mail in
          let name = state.pipe == nil ? self.path : "standard input"
          mail.reason = "\(name): \(reason)"
          if state.pipe == nil || isAtEnd { mail.isCaughtUp = true }
        }
        wake(mail)
        // What was read stays on the screen, with a word on what has become of its file.
        state.trouble = reason
        if state.pending == nil { state.pending = state.last }
        make(&state, mail, isUrgent: true, isAtEnd: isAtEnd)
      case .unchanged:
        make(&state, mail, isUrgent: true, isAtEnd: isAtEnd)
        if state.pipe == nil || isAtEnd { mail.edit { $0.isCaughtUp = true } }
        // The system tells of changes; what it cannot see, as on a network's disk, is looked for.
        if state.pipe == nil { state.watch.wait(seconds: 2) }
      }
      return !isAtEnd
    }
  }

  /// Makes recordings of what was read, at most ten times a second while more comes.
  private func make(_ state: inout State, _ mail: LogMail, isUrgent: Bool, isAtEnd: Bool) {
    let now = ContinuousClock().now
    let isDue = state.lastMade.map { now - $0 > .milliseconds(100) } ?? true
    // At the end its runs are no longer live, whatever was shown of them.
    guard let contents = state.pending ?? (isAtEnd ? state.last : nil),
      isUrgent || isAtEnd || isDue
    else { return }
    state.pending = nil
    let recordings = LogRecording.recordings(contents, title: title, isLive: !isAtEnd)
    let damage = contents.notes.count { $0.kind == .damaged } + contents.unlistedNotes
    let overviews = recordings.map { recording in
      var overview = RunOverview(recording)
      overview.origin = contents.format.title
      if damage > 0 { overview.origin += ", \(damage) damaged (plateau inspect)" }
      overview.writerHabit = contents.format.writerHabit
      overview.lastNews = follows ? state.lastNews : nil
      overview.progress = state.progress
      overview.preset = preset
      overview.trouble = state.trouble
      return overview
    }
    state.lastMade = ContinuousClock().now
    guard !recordings.isEmpty else { return }
    mail.edit { $0.recordings = LogMail.Recordings(recordings: recordings, overviews: overviews) }
    wake(mail)
  }

  private func wake(_ mail: LogMail) { mail.edit { $0.waker }?.wake() }

  /// When a file was written last, in seconds since 1970.
  private static func written(_ path: String) -> Double {
    var status = stat()
    guard stat(path, &status) == 0 else { return WallClock.now }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
  }
}
