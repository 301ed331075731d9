internal import Foundation
public import RunModel

/// A saved log, read whole: a Keras CSV, our `events.jsonl`, or JSON Lines of epochs.
public struct RecordedLog: Equatable, Sendable {
  /// The epochs in their order.
  public var epochs: [RecordedEpoch]
  /// What was odd, a sentence each.
  public var remarks: [String] = []

  /// Reads a file; what it holds is told by its first character.
  ///
  /// - Throws: `RunLogError` when it cannot be read or holds no epochs.
  public init(path: String) throws(RunLogError) {
    let bytes: [UInt8]
    do {
      // A pipe has no size: it is read to its end.
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      bytes = [UInt8](try file.readToEnd() ?? Data())
    } catch {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      throw RunLogError(
        file: path,
        isFolder.boolValue ? "is a folder" : isThere ? "cannot be read" : "no such file")
    }
    if bytes.contains(0) {
      throw RunLogError(file: path, "is no UTF-8 text; it is neither CSV nor JSON Lines")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    epochs = []
    if first == "{" {
      try readJSONLines(text, path)
    } else {
      try readCSV(text, path)
    }
    keepLastRun()
    if epochs.isEmpty {
      throw RunLogError(file: path, "holds no epochs: a line an epoch is needed")
    }
  }

  /// A file may hold several runs after each other; the last one counts.
  private mutating func keepLastRun() {
    let restarts = epochs.indices.dropFirst().filter { epochs[$0].epoch <= epochs[$0 - 1].epoch }
    guard let start = restarts.last else { return }
    remarks.append("\(restarts.count + 1) runs in one file; the last one is read")
    epochs.removeFirst(start)
  }

  // MARK: JSON Lines

  private mutating func readJSONLines(_ text: String, _ path: String) throws(RunLogError) {
    let lines = (text.first == "\u{FEFF}" ? text.dropFirst() : text[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let json: JSONValue
      do throws(JSONParser.Failure) {
        json = try JSONParser.parse(String(line))
      } catch {
        if index == lines.count - 1 {
          remarks.append("the last line is cut off and left out")
          return
        }
        throw RunLogError(
          file: path, line: index + 1, "not JSON: \(error.reason) at byte \(error.offset)")
      }
      if let kind = json["event"]?.string {
        if kind == "run_started", let first = json["info"]?["first_epoch"]?.int, first > 0 {
          // The run was interrupted and went on: what it trained again counts once.
          epochs.removeAll { $0.epoch >= first }
        }
        guard kind == "epoch_ended" else { continue }
        do throws(RunLogError) {
          if case .epochEnded(let summary) = try RunEvent(json: json).kind {
            epochs.append(RecordedEpoch(epoch: summary.epoch, logs: summary.logs))
          }
        } catch {
          throw RunLogError(file: path, line: index + 1, error.reason)
        }
      } else {
        epochs.append(try Self.epoch(json, path, line: index + 1, next: epochs.count))
      }
    }
  }

  private static func epoch(
    _ json: JSONValue, _ path: String, line: Int, next: Int
  ) throws(RunLogError) -> RecordedEpoch {
    guard case .object(let members) = json else {
      throw RunLogError(
        file: path, line: line, "takes an object, such as {\"epoch\": 0, \"m\": 0.5}")
    }
    var logs = Logs()
    for member in members where member.name != "epoch" {
      if let number = member.value.double { logs[member.name] = number }
    }
    if let epoch = json["epoch"], !(epoch.int.map(Self.epochs.contains) ?? false) {
      throw RunLogError(file: path, line: line, "the epoch is no whole number from 0 to 1000000000")
    }
    return RecordedEpoch(epoch: json["epoch"]?.int ?? next, logs: logs)
  }

  // MARK: CSV

  private mutating func readCSV(_ text: String, _ path: String) throws(RunLogError) {
    var rows = CSVRows(text)
    guard let header = rows.next(), header.count > 1 || header.first == "epoch" else {
      throw RunLogError(file: path, "is neither CSV with a header nor JSON Lines")
    }
    guard let column = header.firstIndex(of: "epoch") else {
      throw RunLogError(
        file: path, line: 1, "has no column epoch; there are \(Self.shortened(header))")
    }
    while let row = rows.next() {
      // A header in the middle: a second run was appended.
      if row == header { continue }
      guard column < row.count, let epoch = Self.number(row[column]).flatMap({ Int(exactly: $0) }),
        Self.epochs.contains(epoch)
      else {
        if rows.isAtEnd {
          remarks.append("the last line is cut off and left out")
          return
        }
        throw RunLogError(
          file: path, line: rows.line, "the epoch is no whole number from 0 to 1000000000")
      }
      var logs = Logs()
      for (name, field) in zip(header, row) where name != "epoch" {
        if let number = Self.number(field) { logs[name] = number }
      }
      epochs.append(RecordedEpoch(epoch: epoch, logs: logs))
    }
  }

  /// The epochs that a log can have.
  private static let epochs = 0...1_000_000_000

  private static func shortened(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ")
      + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  /// A number as Python writes it; nil for NA, nothing, lists and text.
  private static func number(_ field: String) -> Double? {
    let text = field.trimmingCharacters(in: .whitespaces)
    // Not hexadecimal, nor anything else that Swift's reading takes and Python's does not.
    let letters = text.lowercased().drop { $0 == "-" || $0 == "+" }
    if ["nan", "inf", "infinity"].contains(letters) { return Double(text) }
    guard text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == UInt8(ascii: "e") })
    else { return nil }
    return Double(text)
  }
}
