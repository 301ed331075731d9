import ArgumentParser
import Cells

/// A number of columns and rows.
struct FrameSize {
  /// The largest number of columns, and of rows.
  static let most = 1000

  let size: Size

  /// Reads `120x40`.
  ///
  /// - Throws: `ValidationError` with the allowed sizes.
  init(_ argument: String) throws {
    let words = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let parts = words.compactMap { Int($0) }
    guard words.count == 2, parts.count == 2, parts.allSatisfy((1...Self.most).contains) else {
      throw ValidationError(
        "--size takes columns and rows, such as 120x40, from 1x1 to \(Self.most)x\(Self.most), not "
          + "\(argument.sanitized)")
    }
    size = Size(parts[0], parts[1])
  }
}
