internal import CurveStore
internal import SystemFiles

/// The settings that tools store beside a log as lines of `name: value`: Lightning's
/// `hparams.yaml`, Ultralytics's `args.yaml`.
///
/// Nested settings and lists are left out.
enum FlatSettings {
  /// The names of the files.
  static let names = ["hparams.yaml", "args.yaml"]

  private static let size = 1 << 18
  private static let listed = 256

  /// Reads a file; empty when it cannot be read.
  ///
  /// - Complexity: O(the first 256 KiB).
  static func read(_ path: String) -> [LogParameter] {
    guard let file = try? FileDescriptor(path: path),
      let bytes = try? file.read(at: 0, count: size, path: path)
    else { return [] }
    var lines = LogLines(LogWindow(bytes), count: 0)
    var parameters: [LogParameter] = []
    while parameters.count < listed, let line = lines.next() {
      let text = LogText.string(line.bytes.last == 0x0D ? line.bytes.dropLast() : line.bytes)
      guard let first = text.first, first.isLetter || first == "_",
        let colon = text.firstIndex(of: ":")
      else { continue }
      let value = text[text.index(after: colon)...].drop { $0 == " " }
      guard !value.isEmpty, value.first != "#", value.first != "!", value.first != "&" else {
        continue
      }
      let bare = value.count > 1 && value.first == "'" && value.last == "'"
      parameters.append(
        LogParameter(
          name: String(text[..<colon].prefix(200)),
          value: String((bare ? value.dropFirst().dropLast() : value).prefix(200))))
    }
    return parameters
  }
}
