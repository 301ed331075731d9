package import CurveStore
internal import SystemThreads

/// A reader of text that a program printed, whose forms are learned from the text itself.
///
/// Lines are kept as rows of numbers by form. What they mean is decided when the contents are asked
/// for, from all lines so far: so a text that is followed while it grows and one that is read whole
/// give the same contents.
package struct TextReader<Tool: ToolReader>: Sendable {
  /// The reader of a tool's own lines.
  package private(set) var tool: Tool
  private var text: TextRows
  private let progress = TextProgressAhead()

  /// Creates a reader.
  ///
  /// - Parameter given: The patterns that a person gave.
  package init(tool: Tool, given: [GivenForm] = []) {
    self.tool = tool
    text = TextRows(given: given)
  }

  /// Reads bytes up to their last line end.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - isEnd: True when nothing follows, so that a last line without an end is read, too.
  /// - Returns: The number of used bytes.
  /// - Complexity: O(bytes).
  package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool) -> Int {
    // A person's names win over those of the tool.
    let isOwn = text.table.given.isEmpty
    let used = text.read(bytes, isEnd: isEnd, isToolActive: tool.isActive) { line in
      let isRead = tool.read(line) && isOwn
      return (isRead, tool.isActive)
    }
    if !isEnd { progress.start(text.table, rows: text.settledRows) }
    return used
  }

  /// The number of lines so far.
  package var lineCount: Int { text.lineCount }

  /// The meaning of all lines so far.
  ///
  /// - Complexity: O(forms), and O(lines) where lines without counters repeat.
  package var plan: TextPlan { TextPlan(text.table) }

  /// The contents so far.
  ///
  /// - Parameters:
  ///   - format: The format that the contents are given.
  ///   - plan: The present ``plan``.
  /// - Complexity: O(lines since the last call), or O(lines) when they changed the meaning of
  ///   earlier ones.
  package func contents(_ format: LogFormat, by plan: TextPlan) -> LogBuilder {
    let state = progress.read(text.table, to: text.settledRows, by: plan)
    var builder = state.contents(text.table)
    builder.format = format
    return builder
  }

  /// The forms that lines have, in order of their first line.
  ///
  /// - Parameter plan: The present ``plan``.
  package func forms(by plan: TextPlan) -> [LearnedForm] {
    let isRuled = text.table.forms.contains { $0.layout.isRule }
    return zip(text.table.forms, plan.forms).map {
      LearnedForm($0, $1, isRuled: isRuled)
    }
  }
}
