package import CurveStore
internal import SystemThreads

/// A reader of text that a program printed, whose forms are learned from the text itself.
///
/// Lines are kept as rows of numbers by form. What they mean is decided when the contents are asked
/// for, from all lines so far: so a text that is followed while it grows and one that is read whole
/// give the same contents.
package struct TextReader<Tool: ToolReader>: Sendable {
  /// The state of reading rows, kept from one call to the next.
  private struct Progress: Sendable {
    var interpreter: TextInterpreter
    var rows: Int
  }

  /// The reader of a tool's own lines.
  package private(set) var tool: Tool
  private var table: FormTable
  private var lines = TextLines()
  /// The number of rows that are no part of an unfinished last line.
  private var settledRows = 0
  private let progress = SharedValue<Progress?>(nil)

  /// Creates a reader.
  ///
  /// - Parameter given: The patterns that a person gave.
  package init(tool: Tool, given: [GivenForm] = []) {
    self.tool = tool
    table = FormTable(given: given)
  }

  /// Reads bytes up to their last line end.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - isEnd: True when nothing follows, so that a last line without an end is read, too.
  /// - Returns: The number of used bytes.
  /// - Complexity: O(bytes).
  package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool) -> Int {
    let scanner = LineScanner()
    let used = lines.cut(bytes, isEnd: isEnd) { line, number, isRedrawn in
      let isRead = tool.isActive && tool.read(line)
      // A person's names win over those of the tool.
      if isRead, table.given.isEmpty { return }
      let isNew = table.add(line, number: number, isRedrawn: isRedrawn, scanner)
      if isNew, !tool.isActive { _ = tool.read(line) }
    }
    if !isEnd { settledRows = table.rows }
    return used
  }

  /// The number of lines so far.
  package var lineCount: Int { lines.count }

  /// The meaning of all lines so far.
  ///
  /// - Complexity: O(forms), and O(lines) where lines without counters repeat.
  package var plan: TextPlan { TextPlan(table) }

  /// The contents so far.
  ///
  /// - Parameters:
  ///   - format: The format that the contents are given.
  ///   - plan: The present ``plan``.
  /// - Complexity: O(lines since the last call), or O(lines) when they changed the meaning of
  ///   earlier ones.
  package func contents(_ format: LogFormat, by plan: TextPlan) -> LogBuilder {
    var state: Progress
    var known = progress.value
    if let rows = known?.rows, rows <= settledRows, known?.interpreter.take(plan) == true,
      let known
    {
      state = known
    } else {
      var builder = LogBuilder(format)
      _ = builder.run()
      state = Progress(interpreter: TextInterpreter(plan, builder), rows: 0)
    }
    state.interpreter.read(table, state.rows..<settledRows)
    state.rows = settledRows
    let settled = state
    progress.edit { $0 = settled }
    state.interpreter.read(table, settledRows..<table.rows)
    state.interpreter.finish(table)
    state.interpreter.builder.format = format
    return state.interpreter.builder
  }

  /// The forms that lines have, in order of their first line.
  ///
  /// - Parameter plan: The present ``plan``.
  package func forms(by plan: TextPlan) -> [LearnedForm] {
    let isRuled = table.forms.contains { $0.layout.isRule }
    return zip(table.forms, plan.forms).map {
      LearnedForm($0, $1, isRuled: isRuled)
    }
  }
}
