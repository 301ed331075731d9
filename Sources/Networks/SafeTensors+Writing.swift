internal import SystemFiles

extension SafeTensors {
  /// Writes the file in one piece: no reader sees half of it.
  ///
  /// - Throws: `WeightsError` with the system's reason.
  public func write(to path: String) throws(WeightsError) {
    let header = Array(headerText.utf8)
    do {
      var file = try FileReplacement(of: path)
      try withUnsafeBytes(of: UInt64(header.count).littleEndian) { try file.write($0) }
      try header.withUnsafeBytes { try file.write($0) }
      for tensor in tensors {
        // Every processor this runs on stores floats little-endian, as the format wants them.
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
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.map { "\(Self.quoted($0.name)):\(Self.quoted($0.text))" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + 4 * tensor.values.count
      parts.append(
        "\(Self.quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":\(tensor.shape),"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    let text = "{\(parts.joined(separator: ","))}"
    return text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
