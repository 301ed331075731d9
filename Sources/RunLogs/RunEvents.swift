internal import Foundation
public import RunModel

extension RunEvent {
  /// The event of a line of `events.jsonl`; nil when it is none.
  init?(line: some StringProtocol) { self.init(line: Array(line.utf8)[...]) }

  /// The event of a line's bytes; nil when it is none.
  init?(line: ArraySlice<UInt8>) {
    guard let json = try? JSONParser.parse(line), let event = try? RunEvent(json: json) else {
      return nil
    }
    self = event
  }

  /// All events of a file; lines that are none are passed over.
  ///
  /// - Throws: `RunLogError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  static func all(of path: String) throws(RunLogError) -> [RunEvent] {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw RunLogError(file: path, "cannot be read")
    }
    return bytes.split(separator: 0x0A).compactMap { RunEvent(line: $0) }
  }
}

extension RunHistory {
  /// The fold of all events of a file; lines that are no events are passed over.
  ///
  /// - Throws: `RunLogError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  public init(events path: String) throws(RunLogError) {
    self.init()
    for event in try RunEvent.all(of: path) { apply(event) }
  }
}
