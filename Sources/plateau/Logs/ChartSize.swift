import ArgumentParser
import Cells

/// A width and a height: pixels of a figure, or columns and rows of text.
struct ChartSize {
  /// The largest number of pixels in each direction.
  static let most = 10_000

  let width: Int
  let height: Int

  /// Reads `960x640`.
  ///
  /// - Throws: `ValidationError` with the allowed sizes.
  init(_ argument: String) throws {
    let words = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let parts = words.compactMap { Int($0) }
    guard words.count == 2, parts.count == 2, parts.allSatisfy((1...Self.most).contains) else {
      throw ValidationError(
        "--size takes a width and a height, such as 960x640, up to \(Self.most), not "
          + "\(argument.sanitized)")
    }
    (width, height) = (parts[0], parts[1])
  }

  /// Refuses a size that a format does not have.
  ///
  /// - Throws: `ValidationError` with the allowed sizes.
  func check(for form: Export.Form) throws {
    if form.isOfCells {
      guard max(width, height) > FrameSize.most else { return }
      throw ValidationError(
        "--size is in columns and rows for \(form.rawValue), up to \(FrameSize.most)")
    }
    guard width < 200 || height < 150 else { return }
    throw ValidationError("--size is in pixels for \(form.rawValue), at least 200x150")
  }
}

/// A range of values.
struct ChartRange {
  let range: ClosedRange<Double>

  /// Reads `0..1`.
  ///
  /// - Throws: `ValidationError` with the form.
  init(_ argument: String) throws {
    // A decimal point may stand beside the dots that divide: `.5..1.`.
    let numbers = argument.indices.compactMap { index -> ClosedRange<Double>? in
      let rest = argument[index...]
      guard rest.hasPrefix(".."), let low = Double(argument[..<index]),
        let high = Double(rest.dropFirst(2)), low.isFinite, high.isFinite, low < high
      else { return nil }
      return low...high
    }
    guard let range = numbers.first else {
      throw ValidationError("--range takes two numbers, such as 0..1, not \(argument.sanitized)")
    }
    self.range = range
  }
}
