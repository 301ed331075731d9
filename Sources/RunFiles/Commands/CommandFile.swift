internal import JSONText
public import RunModel
internal import SystemFiles

/// A reader of the commands that others append to `commands.jsonl`.
public struct CommandFile: Sendable {
  /// A line that is not a command, with the reason.
  public struct Damage: Equatable, Sendable {
    /// The line's number, from 1; nil for the file as a whole.
    public var line: Int?
    /// The reason why the line is not a command.
    public var reason: String
  }

  /// The length in bytes of the longest line that can be a command.
  private static let longestLine = 1 << 20

  private var lines: AppendedLines
  /// The number of lines read since the beginning of the file.
  private var count = 0
  private var restarts = 0
  private var toldTrouble: String?
  private var seen: SeenLines
  /// The lines that were read but not yet asked for.
  private var waiting: ArraySlice<String> = []

  /// Creates a reader that follows a command file.
  ///
  /// A line that is still there after an editor has saved the file is not read again.
  ///
  /// - Parameters:
  ///   - fromEnd: True to leave out the lines already there, which were meant for an earlier
  ///     process.
  ///   - grace: The time that saving the file may take.
  /// - Complexity: O(size of the file) when `fromEnd` is true, otherwise O(1).
  public init(path: String, fromEnd: Bool = false, grace: Duration = .seconds(1)) {
    lines = AppendedLines(path: path, fromEnd: fromEnd, longestLine: Self.longestLine)
    seen = SeenLines(grace: grace)
    if fromEnd { passEarlier() }
  }

  /// Records the lines that were meant for an earlier process as seen.
  private mutating func passEarlier() {
    let end = lines.offset
    var earlier = AppendedLines(path: lines.path, longestLine: Self.longestLine)
    while earlier.offset < end {
      let offset = earlier.offset
      for text in earlier.next(upTo: end) {
        count += 1
        _ = seen.take(text)
      }
      if earlier.offset == offset { break }
    }
    // An editor ends the last line when it saves the file.
    if let half = earlier.unended { _ = seen.take(half) }
  }

  /// True while the reader waits for bytes before those it has: on a network disk they first appear
  /// as zeros.
  public var isWaitingForBytes: Bool { lines.isWaitingForBytes }

  /// Returns a reader that starts at the same offset, looks ahead and does not wait.
  public func lookingAhead() -> CommandFile {
    var ahead = self
    ahead.lines.passZeros()
    return ahead
  }

  /// Returns the commands that were appended since the last call.
  ///
  /// A file that cannot be followed is reported once as damage.
  ///
  /// - Parameter limit: The most lines to read. Lines beyond it come with the next call.
  /// - Returns: The commands, the lines that are not commands, and true when nothing more waits in
  ///   the file. A line with an id that is not a command is a request with a fault.
  /// - Complexity: O(bytes appended).
  public mutating func next(
    atMost limit: Int = .max
  ) -> (requests: [CommandRequest], damage: [Damage], isAtEnd: Bool) {
    var requests: [CommandRequest] = []
    var damage: [Damage] = []
    var looked = 0
    while looked < limit {
      guard let text = nextLine(&damage) else {
        return (requests, damage, !lines.hasMore)
      }
      looked += 1
      if text.allSatisfy(\.isWhitespace) || seen.take(text) { continue }
      do throws(FileError) {
        requests.append(try request(text))
      } catch {
        damage.append(Damage(line: count, reason: error.reason))
      }
    }
    return (requests, damage, false)
  }

  /// Returns the next command to stop at once, regardless of the lines before it; for a copy that
  /// looks ahead.
  ///
  /// - Parameter limit: The most lines to read. Lines beyond it come with the next call.
  /// - Returns: The stop, and true when nothing is left to read.
  /// - Complexity: O(bytes appended).
  public mutating func nextStop(
    atMost limit: Int = .max
  ) -> (stop: CommandRequest?, isAtEnd: Bool) {
    var damage: [Damage] = []
    var looked = 0
    while looked < limit {
      guard let text = nextLine(&damage) else { return (nil, !lines.hasMore) }
      looked += 1
      guard text.utf8.count < 4096, text.hasBytes("stop"), let request = try? request(text),
        request.command == .stop(.now), !seen.take(text)
      else { continue }
      return (request, false)
    }
    return (nil, false)
  }

  /// Skips lines that will no longer be obeyed.
  ///
  /// Most lines are only counted, because parsing each takes time. Stops, and lines whose sender
  /// may wait for an answer, are parsed.
  ///
  /// - Parameter limit: The most lines to read. Lines beyond it come with the next call.
  /// - Returns: The commands that were parsed, the number of other lines, the line number of the
  ///   first of those, and true when nothing more waits in the file.
  /// - Complexity: O(bytes appended).
  public mutating func passOver(
    atMost limit: Int = .max
  ) -> (requests: [CommandRequest], others: Int, first: Int, isAtEnd: Bool) {
    var requests: [CommandRequest] = []
    var (others, first, looked) = (0, 0, 0)
    var damage: [Damage] = []
    while looked < limit {
      guard let text = nextLine(&damage) else {
        return (requests, others, first, !lines.hasMore)
      }
      looked += 1
      if text.utf8.allSatisfy({ $0 <= 0x20 }) || seen.take(text) { continue }
      if text.utf8.count < Self.longestLine, text.hasBytes("\"id\"") || text.hasBytes("stop"),
        let request = try? request(text)
      {
        requests.append(request)
      } else {
        if others == 0 { first = count }
        others += 1
      }
    }
    return (requests, others, first, false)
  }

  private mutating func nextLine(_ damage: inout [Damage]) -> String? {
    if waiting.isEmpty { refill(&damage) }
    guard let text = waiting.popFirst() else { return nil }
    count += 1
    return text
  }

  private mutating func refill(_ damage: inout [Damage]) {
    waiting = lines.next()[...]
    if restarts != lines.restarts {
      (restarts, count) = (lines.restarts, 0)
      seen.beginAnew()
    }
    if waiting.isEmpty, !lines.hasMore { seen.reachEnd() }
    if let trouble = lines.trouble, trouble != toldTrouble {
      damage.append(Damage(line: nil, reason: "\(trouble); commands cannot be read from it"))
    }
    toldTrouble = lines.trouble
  }

  private func request(_ text: String) throws(FileError) -> CommandRequest {
    let json: JSONValue
    do throws(JSONParser.Failure) {
      json = try JSONParser.parse(text)
    } catch {
      throw FileError(lines.path, "not JSON: \(error.reason) at byte \(error.offset)")
    }
    let source = "commands.jsonl"
    do throws(FileError) {
      return try CommandRequest(
        json: json, fallbackID: CommandRequest.id(ofLine: count), fallbackSource: source)
    } catch {
      // Whoever chose an id waits for the answer.
      guard let id = json["id"]?.string else { throw error }
      var request = CommandRequest(
        id: id, source: json["source"]?.string ?? source, .other(json["command"]?.string ?? ""))
      request.fault = error.reason
      return request
    }
  }
}

extension String {
  /// Returns true when the string contains the bytes of a word.
  ///
  /// - Complexity: O(bytes); unlike `contains`, it does not look at characters.
  fileprivate func hasBytes(_ word: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    var text = self
    return text.withUTF8 { bytes in
      var index = 0
      while index + word.count <= bytes.count {
        if bytes[index] == word[0], (1..<word.count).allSatisfy({ bytes[index + $0] == word[$0] }) {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
