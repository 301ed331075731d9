/// A reader of the lines of a tool whose records take several lines of different forms.
package protocol ToolReader: Sendable {
  /// True from the first line of the tool on: then it sees every line before its form is looked for.
  var isActive: Bool { get }

  /// Reads a line.
  ///
  /// It is called with the first line of each form and, while it is active, with all.
  ///
  /// - Returns: False when the line is not the tool's.
  mutating func read(_ line: UnsafeBufferPointer<UInt8>) -> Bool
}
