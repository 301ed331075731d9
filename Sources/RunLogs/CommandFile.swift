public import RunModel

/// Reads the commands that others append to `commands.jsonl`.
public struct CommandFile {
  /// A line that is no command, and why.
  public struct Damage: Equatable, Sendable {
    /// The line's number, from 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: String
  }

  private var lines: AppendedLines
  private var count = 0

  /// Follows a command file.
  ///
  /// - Parameter fromEnd: leave out what is there already: it was asked of an earlier process.
  public init(path: String, fromEnd: Bool = false) {
    lines = AppendedLines(path: path, fromEnd: fromEnd)
    if fromEnd { count = lines.lineCount }
  }

  /// The commands that were appended since the last call.
  ///
  /// - Complexity: O(bytes appended).
  public mutating func next() -> (requests: [CommandRequest], damage: [Damage]) {
    var requests: [CommandRequest] = []
    var damage: [Damage] = []
    for text in lines.next() {
      count += 1
      if text.allSatisfy(\.isWhitespace) { continue }
      do throws(RunLogError) {
        let json: JSONValue
        do throws(JSONParser.Failure) {
          json = try JSONParser.parse(text)
        } catch {
          throw RunLogError(file: lines.path, "not JSON: \(error.reason) at byte \(error.offset)")
        }
        requests.append(
          try CommandRequest(
            json: json, fallbackID: "line-\(count)", fallbackSource: "commands.jsonl"))
      } catch {
        damage.append(Damage(line: count, reason: error.reason))
      }
    }
    return (requests, damage)
  }
}
