internal import CurveStore
internal import SystemThreads

/// The state of reading the rows of a text, kept from one call to the next.
struct TextProgress: Sendable {
  private(set) var interpreter: TextInterpreter
  /// The number of rows read.
  private(set) var rows = 0

  /// Creates the state before the first row.
  init(_ plan: TextPlan) {
    var builder = LogBuilder(LogFormat("text", "text"))
    _ = builder.run()
    interpreter = TextInterpreter(plan, builder)
  }

  /// Goes on with a plan that was learned from more lines.
  ///
  /// - Returns: False when it gives the lines read so far another meaning.
  mutating func take(_ plan: TextPlan) -> Bool { interpreter.take(plan) }

  /// Reads the rows up to a number.
  mutating func read(_ table: FormTable, to end: Int) {
    interpreter.read(table, rows..<end)
    rows = end
  }

  /// The contents with further rows, which may change yet.
  func contents(_ table: FormTable) -> LogBuilder {
    var interpreter = interpreter
    interpreter.read(table, rows..<table.rows)
    interpreter.finish(table)
    return interpreter.builder
  }
}

/// The progress of reading rows, part of which is made beside the cutting of further lines.
struct TextProgressAhead: Sendable {
  private struct State {
    var progress: TextProgress?
    var isReading = false
    /// The number of rows from which on it is worthwhile to go on.
    var next = stride
  }

  /// The number of rows that are read together.
  private static let stride = 20_000

  private let state = SharedValue(State())

  /// Reads the rows so far on another thread, unless it still reads earlier ones.
  ///
  /// - Parameter rows: The number of rows that are no part of an unfinished last line.
  func start(_ table: FormTable, rows: Int) {
    let isStarting = state.edit { state in
      guard !state.isReading, rows >= state.next else { return false }
      state.isReading = true
      return true
    }
    guard isStarting else { return }
    do throws(ThreadError) {
      try SystemThread.start { [state] in
        let known = state.edit { state in
          defer { state.progress = nil }
          return state.progress
        }
        let plan = TextPlan(table)
        let (progress, isNew) = Self.read(table, to: rows, by: plan, from: known)
        state.edit {
          // Where the meaning changes, it may change again.
          $0 = State(progress: progress, next: isNew ? 2 * rows : rows + Self.stride)
        }
      }
    } catch {
      state.edit { $0.isReading = false }
    }
  }

  /// Reads the rows up to a number, and waits for the thread that reads some of them.
  func read(_ table: FormTable, to rows: Int, by plan: TextPlan) -> TextProgress {
    state.wait { !$0.isReading }
    let known = state.edit { state in
      defer { state.progress = nil }
      return state.progress
    }
    let progress = Self.read(table, to: rows, by: plan, from: known).progress
    state.edit { $0 = State(progress: progress, next: rows + Self.stride) }
    return progress
  }

  private static func read(
    _ table: FormTable, to rows: Int, by plan: TextPlan, from known: TextProgress?
  ) -> (progress: TextProgress, isNew: Bool) {
    var (progress, isNew) = (known ?? TextProgress(plan), false)
    if progress.rows > rows || !progress.take(plan) {
      (progress, isNew) = (TextProgress(plan), true)
    }
    progress.read(table, to: rows)
    return (progress, isNew)
  }
}
