internal import JSONText
internal import SystemFiles

extension SafeTensors {
  /// Writes the file in one piece, so that no reader sees half of it.
  ///
  /// - Throws: `WeightsError` with the reason of the system.
  public func write(to path: String) throws(WeightsError) {
    let header = Array(headerText.utf8)
    do {
      var file = try FileReplacement(of: path)
      try withUnsafeBytes(of: UInt64(header.count).littleEndian) { try file.write($0) }
      try header.withUnsafeBytes { try file.write($0) }
      for tensor in tensors {
        // Every supported CPU stores floats in little-endian order, as the format requires.
        try tensor.values.withUnsafeBytes { try file.write($0) }
      }
      try file.commit()
    } catch let error as FileError {
      throw WeightsError(path, error.reason, isLackOfRoom: error.isLackOfRoom)
    } catch {
      throw WeightsError(path, "\(error)")
    }
  }

  /// The JSON header, padded with blanks to eight bytes as the format advises.
  private var headerText: String {
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let remarks = metadata.map { JSONValue.Member($0.name, .string($0.text)) }
      members.append(JSONValue.Member("__metadata__", .object(remarks)))
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + 4 * tensor.values.count
      let entry = JSONValue.members([
        "dtype": .string("F32"),
        "shape": .array(tensor.shape.map(JSONValue.integer)),
        "data_offsets": .array([.integer(offset), .integer(end)]),
      ])
      members.append(JSONValue.Member(tensor.name, entry))
      offset = end
    }
    let text = JSONValue.object(members).text
    return text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
  }
}
