internal import RunComparison
internal import RunFiles
internal import RunModel
internal import ScriptRuns
internal import SystemFiles

/// A run of a board, whose files are read further with each look.
struct BoardRun {
  /// The name of its folder.
  let name: String
  /// Its folder.
  let directory: RunDirectory
  /// The run as a row of the table.
  private(set) var row: ComparedRun
  /// The fold of its events, without steps and what no row shows.
  private(set) var history = RunHistory()
  /// True while a process trains it.
  private(set) var isTrained = false

  /// True for a run that has not been read, or whose files are likely to grow.
  var isAwaited: Bool { stamp == nil || isTrained || row.isLive }

  private var lines: EventLines
  private var restarts = 0
  private var liveness: RunLiveness
  private var settings: RunSettings?
  /// True for a run of a sweep.
  private let isPlanned: Bool
  /// True once its recipe was asked how many epochs it will have.
  private var hasPlan = false
  /// The files at the last look.
  private var stamp: FileStamp?

  /// The kinds of events that no row shows.
  private static let skipped: [RunEvent.Kind.Name] = [
    .stepEnded, .samplesChosen, .detected, .machineRead, .ranksTold,
  ]

  /// Prepares to read a run; nothing is opened.
  ///
  /// - Parameter settings: The settings to show; nil for those of its recipe or command.
  init(_ name: String, in folder: String, settings: RunSettings?) {
    self.name = name
    self.settings = settings
    directory = RunDirectory(path: folder + "/" + name)
    isPlanned = settings != nil
    lines = EventLines(directory, without: Self.skipped)
    liveness = RunLiveness(directory)
    row = ComparedRun(name: name)
    row.path = directory.path
    row.state = isPlanned ? ComparedRun.waiting : ComparedRun.unread
    row.settings = settings ?? RunSettings()
    row.isPlanned = isPlanned
  }

  /// Shows whether a process will begin a run that has not begun.
  ///
  /// - Returns: True when the row has changed.
  mutating func showsBeginning(_ isAwaited: Bool) -> Bool {
    guard row.state == (isAwaited ? ComparedRun.notBegun : ComparedRun.waiting) else {
      return false
    }
    row.state = isAwaited ? ComparedRun.waiting : ComparedRun.notBegun
    return true
  }

  /// Reads what is new.
  ///
  /// - Parameter answer: Takes each answer to a command.
  /// - Returns: True when the row has changed.
  /// - Complexity: O(bytes appended), and a look at the file's properties when there are none.
  mutating func look(answer: (RunEvent.Kind) -> Void) -> Bool {
    let stamp = FileStamp(path: directory.events)
    let isQuiet = stamp == self.stamp
    // A finished run is opened again only when its file has changed.
    if isQuiet, !isTrained, stamp.size >= 0 { return false }
    guard stamp.size >= 0 else { return lookAtScript() }
    self.stamp = stamp
    let before = row
    var hasNew = false
    while let events = lines.next() {
      if lines.restarts != restarts { (history, restarts) = (RunHistory(), lines.restarts) }
      for event in events {
        history.apply(event)
        answer(event.kind)
      }
      hasNew = hasNew || !events.isEmpty
    }
    let wasTrained = isTrained
    isTrained = history.end == nil && liveness.isTrained(history.info)
    if hasNew || isTrained != wasTrained { update() }
    return row != before
  }

  private mutating func update() {
    // Events without a start belong to a run that never began.
    guard history.info != nil || isTrained || !history.epochs.isEmpty else {
      row.state = "unreadable"
      return
    }
    let found = FoundRun(name, directory, history, isTrained: isTrained)
    let settings = settings ?? RunSettings(directory)
    self.settings = settings
    row = ComparedRun(found, settings: settings)
    row.isPlanned = isPlanned
  }

  /// Reads a script that tells no events.
  private mutating func lookAtScript() -> Bool {
    guard let script = ScriptFolder(at: directory.path) else {
      let before = row
      if row.state == ComparedRun.unread { row.state = ComparedRun.waiting }
      if isPlanned, !hasPlan {
        hasPlan = true
        // Its recipe is there already.
        row.plannedEpochs = RunSettings(directory).epochs ?? 0
      }
      return row != before
    }
    let stamp = FileStamp(path: script.output)
    let isOver = !row.isWaiting && row.state != ComparedRun.unread && !row.isLive
    if stamp == self.stamp, isOver { return false }
    self.stamp = stamp
    guard let found = FoundRun(at: directory.path) else { return false }
    let before = row
    let settings = settings ?? RunSettings(directory)
    self.settings = settings
    row = ComparedRun(found, settings: settings)
    row.name = name
    row.isPlanned = isPlanned
    return row != before
  }
}
