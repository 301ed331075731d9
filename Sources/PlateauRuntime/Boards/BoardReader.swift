internal import RunComparison
internal import RunFiles
internal import Sweeps
internal import SystemFiles

/// Reads the runs of a folder, some at each look.
struct BoardReader {
  private let folder: String
  private var runs: [BoardRun] = []
  private var commands = BoardCommands()
  /// The settings that a sweep varies, by the name of the run; a sweep never changes.
  private var settings: [String: RunSettings] = [:]
  /// The sweep that begins the runs; nil for other folders.
  private let sweep: SweepFolder?
  /// The sentence that was reported last.
  private var told = ""
  /// The index of the run to look at next.
  private var next = 0
  /// The number of times that all were looked at.
  private var rounds = 0
  /// The time when the names were listed last.
  private var listed: ContinuousClock.Instant?

  /// The time after which the names are listed again.
  private static let listing = Duration.seconds(2)

  /// One look in this many is also at runs that nobody trains.
  private static let rare = 4

  /// True when all runs were looked at once more.
  private(set) var isAtEnd = false

  /// Prepares to read a folder; nothing is opened.
  init(_ folder: String) {
    self.folder = folder
    sweep = try? SweepFolder(path: folder)
  }

  /// The rows of all runs, in natural order of their names.
  private(set) var rows: [ComparedRun] = []

  /// A sentence about the last command; empty before the first.
  var answer: String { commands.sentence }

  /// Sends a command to the runs with these names.
  mutating func send(_ words: [String], to names: [String]) {
    // Of many runs, these may not have been read yet.
    for index in runs.indices where names.contains(runs[index].name) {
      if runs[index].look(answer: { commands.take($0) }) { rows[index] = runs[index].row }
    }
    commands.send(words, to: runs.filter { names.contains($0.name) })
    // The same answer is told again.
    told = ""
  }

  /// Looks for new names, or else at runs, one after the other, for a time.
  ///
  /// - Returns: True when a row or the answer has changed.
  mutating func look(for patience: Duration) -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    var hasNew = false
    if listed.map({ start - $0 > Self.listing }) ?? true {
      listed = start
      let hasNames = list()
      let isAwaited = sweep.map { !SweepProcess($0).isGone } ?? true
      for index in runs.indices where runs[index].showsBeginning(isAwaited) {
        (rows[index], hasNew) = (runs[index].row, true)
      }
      if hasNames {
        (next, rounds, isAtEnd) = (0, 0, false)
        return true
      }
    }
    while next < runs.count, clock.now - start < patience {
      // Nobody writes to most runs, whose files are looked at more rarely.
      if runs[next].isAwaited || rounds % Self.rare == 0,
        runs[next].look(answer: { commands.take($0) })
      {
        (rows[next], hasNew) = (runs[next].row, true)
      }
      next += 1
    }
    isAtEnd = next >= runs.count
    if isAtEnd { (next, rounds) = (0, rounds + 1) }
    if commands.sentence != told {
      told = commands.sentence
      hasNew = true
    }
    return hasNew
  }

  /// Lists the runs anew; those that are known stay as they are.
  private mutating func list() -> Bool {
    if settings.isEmpty { settings = RunSettings.varied(in: folder) }
    let names = Set((try? Folders.names(in: folder)) ?? []).union(settings.keys)
    let known = Set(runs.map { $0.name })
    let new = names.subtracting(known).filter {
      !$0.hasPrefix(".") && (settings[$0] != nil || RunBoard.isRun(folder + "/" + $0))
    }
    if new.isEmpty, known.isSubset(of: names) { return false }
    runs.removeAll { !names.contains($0.name) }
    runs += new.map { BoardRun($0, in: folder, settings: settings[$0]) }
    runs.sort { NaturalOrder.isBefore($0.name, $1.name) }
    rows = runs.map { $0.row }
    return true
  }
}
