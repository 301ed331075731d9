internal import Foundation
public import RunModel

extension EventTape {
  /// The film of a run's folder; lines that are no events are passed over.
  ///
  /// - Complexity: O(size of the file).
  public init(directory: RunDirectory) {
    let name = URL(fileURLWithPath: directory.path).lastPathComponent
    self.init(name: name)
    let bytes =
      (try? Data(contentsOf: URL(fileURLWithPath: directory.events))).map([UInt8].init) ?? []
    for line in bytes.split(separator: 0x0A) {
      guard let json = try? JSONParser.parse(line), let event = try? RunEvent(json: json) else {
        continue
      }
      append(event)
    }
  }
}
