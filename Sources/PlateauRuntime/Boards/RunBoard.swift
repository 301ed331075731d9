package import Cells
package import RunComparison
internal import RunFiles
internal import ScriptRuns
internal import Sweeps
internal import SystemFiles
internal import SystemThreads

/// The runs of a folder while they are trained, on this host or others.
///
/// The files are read on a thread of their own. A look asks each run that is trained for news, and
/// now and then each other run for the properties of its file: no file system need tell of changes.
package final class RunBoard: Sendable {
  /// The board as it was at the last look.
  package struct State: Sendable {
    /// The runs in natural order of their names; one that is not read yet has only a name.
    package var rows: [ComparedRun] = []
    /// A sentence about the last command; empty before the first.
    package var answer = ""
    fileprivate var wishes: [(words: [String], names: [String])] = []
    fileprivate var isNew = true
    /// True once all runs have been read.
    package fileprivate(set) var isRead = false
  }

  /// The time between two looks.
  private static let pause = Duration.milliseconds(500)
  /// The time after which rows are shown while many runs are read.
  private static let patience = Duration.milliseconds(100)

  private let state: SharedValue<State>
  private let waker: SharedValue<(any TerminalWaker)?>
  private let thread = WatchThread()
  /// The reason why nothing can be read; nil when it can.
  package let failureReason: String?

  /// Returns true for a folder of runs of our own, or of a sweep.
  package static func isBoard(_ folder: String) -> Bool {
    SweepFolder.isSweep(folder)
      || ((try? Folders.names(in: folder)) ?? []).contains {
        isRun(folder + "/" + $0)
      }
  }

  /// A folder of runs that lies in a folder, or in one of its folders, where there are no other logs; nil when
  /// there is none.
  ///
  /// - Complexity: O(entries of both), of which it looks at a few hundred at most.
  package static func folder(in folder: String) -> String? {
    func inside(_ folder: String) -> [String] {
      let names = ((try? Folders.names(in: folder)) ?? []).filter { !$0.hasPrefix(".") }
      return names.sorted(by: NaturalOrder.isBefore).suffix(mostFolders).reversed()
        .map { folder == "." ? $0 : folder + "/" + $0 }
    }
    let entries = inside(folder)
    if entries.contains(where: isLog) { return nil }
    if let board = entries.first(where: isBoard) { return board }
    for entry in entries {
      let inner = inside(entry)
      if let board = inner.first(where: isBoard) { return board }
      if inner.contains(where: isLog) { return nil }
    }
    return nil
  }

  private static let mostFolders = 50

  /// True for a name that logs of other tools have.
  private static func isLog(_ path: String) -> Bool {
    path.contains("tfevents") || [".csv", ".tsv", ".jsonl", ".log"].contains { path.hasSuffix($0) }
  }

  /// Returns true for the folder of a run.
  package static func isRun(_ path: String) -> Bool {
    RunDirectory(at: path) != nil || ScriptFolder(at: path) != nil
  }

  /// Starts reading a folder of runs.
  package init(_ folder: String) {
    let (state, waker) = (SharedValue(State()), SharedValue<(any TerminalWaker)?>(nil))
    (self.state, self.waker) = (state, waker)
    failureReason = thread.start {
      var reader = BoardReader(folder)
      return {
        let wishes = state.edit { state in
          defer { state.wishes = [] }
          return state.wishes
        }
        for wish in wishes { reader.send(wish.words, to: wish.names) }
        let isNew = reader.look(for: Self.patience)
        if isNew {
          let (rows, answer) = (reader.rows, reader.answer)
          let isRead = reader.isAtEnd
          state.edit { state in
            (state.rows, state.answer, state.isNew) = (rows, answer, true)
            state.isRead = state.isRead || isRead
          }
          waker.value?.wake()
        }
        // While much is left to read, the next look follows at once.
        if reader.isAtEnd { state.wait(for: Self.pause) { !$0.wishes.isEmpty } }
        return true
      }
    }
  }

  deinit { thread.stop() }

  /// Sets the waker of the thread that draws.
  package func setWaker(_ waker: (any TerminalWaker)?) { self.waker.edit { $0 = waker } }

  /// The board, when it has changed since the last call; nil otherwise.
  package func news() -> State? {
    state.edit { state in
      defer { state.isNew = false }
      return state.isNew ? state : nil
    }
  }

  /// A sentence about the last command; empty before the first.
  package var answer: String { state.value.answer }

  /// Sends a command to the runs with these names.
  package func send(_ words: [String], to names: [String]) {
    state.edit { state in
      state.wishes.append((words, names))
      state.answer = ""
    }
  }
}
