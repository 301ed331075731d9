extension SSDArchitecture {
  /// Checks that the detector can be built.
  ///
  /// - Throws: `ArchitectureError` that names the first fault.
  public func validate() throws(ArchitectureError) {
    func demand(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(ArchitectureError) {
      if !holds { throw ArchitectureError(sentence()) }
    }
    try demand(
      (8...2048).contains(side), "an image's side must be 8 to 2048 pixels, not \(side)")
    try demand((1...1000).contains(classes), "there must be 1 to 1000 classes, not \(classes)")
    try demand(!blocks.isEmpty, "a detector needs at least one block")
    var left = side
    for (index, block) in blocks.enumerated() {
      let name = "block \(index)"
      try demand(
        (1...4096).contains(block.filters),
        "\(name) must have 1 to 4096 filters, not \(block.filters)")
      try demand(
        [1, 3, 5, 7].contains(block.kernel),
        "\(name) must have kernels of side 1, 3, 5 or 7, not \(block.kernel)")
      try demand(
        (1...4).contains(block.stride), "\(name) must have a stride of 1 to 4, not \(block.stride)")
      left = (left - 1) / block.stride + 1
      try demand(
        !block.pools || left >= 2, "\(name) cannot pool: only \(left)×\(left) positions are left")
      if block.pools { left /= 2 }
    }
    try demand(!taps.isEmpty, "a detector needs at least one tap")
    for (tap, next) in zip(taps, taps.dropFirst()) {
      try demand(tap < next, "taps must ascend: \(next) comes after \(tap)")
    }
    let last = blocks.count - 1
    try demand(
      taps.allSatisfy { (0...last).contains($0) }, "taps must be blocks, from 0 to \(last)")
    try demand(taps.last == last, "the last block (\(last)) must be a tap: nothing else reads it")
    try demand(!blocks[last].pools, "the last block cannot pool: nothing comes after it")
    try demand(
      scales.count == taps.count + 1,
      "\(taps.count) \(taps.count == 1 ? "tap needs" : "taps need") \(taps.count + 1) scales "
        + "(one each and one more), not \(scales.count)")
    try demand(
      scales.allSatisfy { $0.isFinite && $0 > 0 && $0 <= 2 }, "scales must be above 0, at most 2")
    try demand(
      aspectRatios.count <= 16 && aspectRatios.allSatisfy { $0 >= 0.01 && $0 <= 100 },
      "there may be up to 16 aspect ratios from 0.01 to 100")
    try demand(
      !aspectRatios.contains(1), "aspect ratio 1 is always there: name only the others")
  }
}

/// The reason why a network cannot be built, in one sentence.
public struct ArchitectureError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ sentence: String) { description = sentence }

  /// Creates an error from a failure of oneDNN.
  init(_ failure: OneDNN.Failure) {
    self.init("oneDNN cannot make \(failure.what) (status \(failure.status))")
  }

  /// Creates an error for numbers that the processor does not multiply.
  init(_ precision: Precision) {
    self.init(
      "this processor does not multiply \(precision.rawValue), which needs AVX-512 BF16 or AMX; "
        + "train with precision: float32")
  }
}
