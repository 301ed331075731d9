internal import Foundation
public import RunModel

extension RunHistory {
  /// The fold of all events of a file; lines that are no events are passed over.
  ///
  /// - Throws: `RunLogError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  public init(events path: String) throws(RunLogError) {
    self.init()
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw RunLogError(file: path, "cannot be read")
    }
    for line in bytes.split(separator: 0x0A) {
      guard let json = try? JSONParser.parse(line), let event = try? RunEvent(json: json) else {
        continue
      }
      apply(event)
    }
  }
}
