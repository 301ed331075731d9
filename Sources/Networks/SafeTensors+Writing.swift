internal import Foundation

extension SafeTensors {
  /// Writes the file: beside its place first, then moved there, so that no reader sees half of it.
  ///
  /// - Throws: `WeightsError` with the system's reason.
  public func write(to path: String) throws(WeightsError) {
    var data = Data()
    let header = Data(headerText.utf8)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    for tensor in tensors {
      // Every processor this runs on stores floats little-endian, as the format wants them.
      tensor.values.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    let part = path + ".part"
    guard let file = fopen(part, "we") else { throw WeightsError(path, Self.reason) }
    let written = data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    let isClosed = fclose(file) == 0
    guard written == data.count, isClosed, rename(part, path) == 0 else {
      let reason = Self.reason
      unlink(part)
      throw WeightsError(path, reason)
    }
  }

  private static var reason: String {
    "cannot be written: \(String(cString: strerror(errno)).lowercased())"
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
