internal import BareFoundation
internal import Cells
internal import CurveStore
internal import Dashboard
internal import LogReaders
internal import LogRecordings
internal import Playbacks
internal import Recordings
internal import RunComparison
internal import RunModel
internal import Simulation
internal import SystemFiles

/// A reader that makes recordings of a log; it is created on the thread that reads and never leaves it.
final class LogReader {
  private let path: String
  private let title: String
  private let preset: WhatIf?
  private let directions: GivenDirections
  private let follows: Bool
  private let forms: [GivenForm]
  private let outbox: LogOutbox
  private var follower: LogFollower
  private let watch: FileWatch
  private var pipe: PipeText?
  /// The newest contents.
  private var contents: LogContents?
  /// The summaries of its runs that were shown last.
  private var overviews: [RunOverview] = []
  /// The settings of its runs, by their names.
  private var settings: [String: RunSettings] = [:]
  /// True when no recordings were made of the newest contents.
  private var isUnshown = false
  private var lastShown: ContinuousClock.Instant?
  /// The time of the log's last change, in seconds since 1970.
  private var lastNews: Double?
  /// The part that has been read, from 0 to 1; nil for all of it.
  private var progress: Double?
  /// The reason why the log cannot be read now, though it could before.
  private var trouble: String?
  private let clock = ContinuousClock()
  /// The time at which reading began, in seconds since 1970.
  private let begin = WallClock.now
  /// The time from which on the log is read again.
  private lazy var nextRead = clock.now

  /// Prepares to read.
  ///
  /// - Parameters:
  ///   - pipe: The pipe that the log comes through; nil for a file or folder.
  ///   - follows: False to end once everything has been read.
  ///   - forms: The patterns that name the numbers of console text.
  init(
    path: String, title: String, preset: WhatIf?, directions: GivenDirections, pipe: PipeText?,
    follows: Bool, forms: [GivenForm], outbox: LogOutbox
  ) {
    self.path = path
    self.title = title
    self.preset = preset
    self.directions = directions
    self.pipe = pipe
    self.follows = follows
    self.forms = forms
    self.outbox = outbox
    follower = LogFollower(path: path, forms: forms)
    watch = FileWatch(path: path)
  }

  /// Reads the next part, or waits for one.
  ///
  /// - Returns: True while more may come.
  func look() -> Bool {
    var isAtEnd = false
    if let bytes = pipe?.next(within: 100) {
      isAtEnd = bytes.isEmpty
      if isAtEnd { follower.finish() } else { follower.append(bytes) }
    }
    postText(isAtEnd: isAtEnd)
    if clock.now < nextRead, !isAtEnd {
      if pipe == nil { usleep(UInt32(max(0, (nextRead - clock.now) / .microseconds(1)))) }
      return true
    }
    let start = clock.now
    switch follower.next() {
    case .changed(let contents, let isCaughtUp, let read, let total):
      isAtEnd = isAtEnd || isCaughtUp && isReadOnce
      let part = total.map { $0 > 0 ? min(1, Double(read) / Double($0)) : 0 }
      progress = isCaughtUp ? nil : part
      use(contents, isCaughtUp: isCaughtUp, isAtEnd: isAtEnd)
      if isCaughtUp { nextRead = clock.now + ReadingPace.pause(after: clock.now - start) }
    case .unreadable(let reason):
      isAtEnd = isAtEnd || isReadOnce
      fail(reason, isAtEnd: isAtEnd)
    case .unchanged:
      show(isUrgent: true, isAtEnd: isAtEnd)
      setCaughtUp(isAtEnd: isAtEnd)
      // The system does not report all changes, such as those on a network disk.
      if pipe == nil { watch.wait(seconds: 2) }
    }
    return !isAtEnd
  }

  /// True for a file that ends with what is there now.
  private var isReadOnce: Bool { pipe == nil && !follows }

  private func postText(isAtEnd: Bool) {
    guard let news = pipe?.news(isAtEnd: isAtEnd) else { return }
    outbox.post { $0.text = $0.text?.followed(by: news) ?? news }
  }

  private func use(_ contents: LogContents, isCaughtUp: Bool, isAtEnd: Bool) {
    trouble = nil
    if lastNews == nil { lastNews = Self.modificationTime(of: path) }
    // The first content of a file was written earlier; that of a pipe is written now.
    if isCaughtUp, pipe != nil || outbox.now.isCaughtUp { lastNews = WallClock.now }
    self.contents = contents.judged(by: directions)
    let name = pipe == nil ? path : "standard input"
    let remarks = contents.unmatched(forms).map { "\(name): \($0)" }
    outbox.edit { $0.remarks = remarks }
    isUnshown = true
    show(isUrgent: isCaughtUp && pipe == nil, isAtEnd: isAtEnd)
    if isCaughtUp { setCaughtUp(isAtEnd: isAtEnd) }
  }

  /// Keeps what was read on the screen, with the reason why there is no more.
  private func fail(_ reason: String, isAtEnd: Bool) {
    let name = pipe == nil ? path : "standard input"
    outbox.post { $0.reason = "\(name): \(reason)" }
    setCaughtUp(isAtEnd: isAtEnd)
    trouble = pipe == nil && contents != nil ? loss ?? reason : reason
    isUnshown = contents != nil
    show(isUrgent: true, isAtEnd: isAtEnd)
  }

  /// A pipe is caught up at its end only.
  private func setCaughtUp(isAtEnd: Bool) {
    if pipe == nil || isAtEnd { outbox.edit { $0.isCaughtUp = true } }
  }

  /// Creates recordings of the contents, at most ten times a second while more comes.
  private func show(isUrgent: Bool, isAtEnd: Bool) {
    let isDue = lastShown.map { clock.now - $0 > .milliseconds(100) } ?? true
    // At the end its runs are no longer live, whatever was shown of them.
    guard let contents, isUnshown || isAtEnd, isUrgent || isAtEnd || isDue else { return }
    isUnshown = false
    let recordings = LogRecording.recordings(
      contents, at: path, title: title, isLive: !isAtEnd)
    lastShown = clock.now
    guard !recordings.isEmpty else { return }
    let shown = overviews
    let overviews = recordings.enumerated().map { index, recording in
      let earlier = shown.indices.contains(index) ? shown[index] : nil
      return overview(
        of: recording, contents, after: earlier?.name == recording.name ? earlier : nil)
    }
    self.overviews = overviews
    outbox.post { $0.runs = LogOutbox.Runs(recordings: recordings, overviews: overviews) }
  }

  /// The words for a file that was emptied or removed after it was read; nil while it holds something.
  private var loss: String? {
    let size = FileStamp(path: path).size
    return size > 0 ? nil : size == 0 ? "the file was emptied" : "the file is gone"
  }

  private func overview(
    of recording: LogRecording, _ contents: LogContents, after earlier: RunOverview?
  ) -> RunOverview {
    var overview = RunOverview(recording, after: earlier)
    overview.origin = contents.format.title
    overview.framework = contents.format.framework
    let damage = contents.notes.count { $0.kind == .damaged } + contents.unlistedNotes
    if damage > 0 { overview.origin += ", \(damage) damaged (plateau inspect)" }
    if !contents.unmatched(forms).isEmpty {
      overview.origin += ", --form matches no line (plateau inspect)"
    }
    overview.writerHabit = contents.format.writerHabit
    overview.lastNews = follows ? lastNews : nil
    overview.writerStart = pipe == nil ? nil : begin
    overview.progress = progress
    overview.preset = preset
    if contents.runs.count > 1 { overview.settings = settings(of: recording.name, contents) }
    overview.trouble = trouble
    return overview
  }

  /// The settings of a run, looked up once.
  private func settings(of name: String, _ contents: LogContents) -> RunSettings {
    if let known = settings[name] { return known }
    let found = RunSettings(of: name, in: contents, at: path)
    settings[name] = found
    return found
  }

  /// The time of a file's last change, in seconds since 1970; now when there is none.
  private static func modificationTime(of path: String) -> Double {
    var status = stat()
    guard stat(path, &status) == 0 else { return WallClock.now }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
  }
}
