internal import Boxes

extension Image {
  /// Stretches the image to a size.
  ///
  /// Each pixel is the mean of the area it stands for, weighted by a triangle (Pillow's bilinear filter with
  /// anti-aliasing). Enlarging is plain bilinear interpolation.
  ///
  /// - Precondition: both sides are positive.
  /// - Complexity: O(pixels before + pixels after).
  public func resized(width: Int, height: Int) -> Image {
    if width == self.width, height == self.height { return self }
    return sampled(.whole, width: width, height: height)
  }

  /// Stretches the image to a square.
  ///
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels before + pixels after).
  public func resized(to side: Int) -> Image { resized(width: side, height: side) }

  /// Stretches a part of the image to a size; the area outside of the image gets its mean colour.
  ///
  /// - Precondition: the part has an area, and both sides are positive.
  /// - Complexity: O(pixels of the part + pixels after).
  func sampled(_ part: UnitBox<Float>, width: Int, height: Int) -> Image {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    let columns = Taps(start: part.x, length: part.width, source: self.width, target: width)
    let rows = Taps(start: part.y, length: part.height, source: self.height, target: height)
    let isInside = columns.coversAll && rows.coversAll
    let fill = isInside ? (red: 0, green: 0, blue: 0) : meanColor
    let (left, right) = columns.span
    let rowBytes = self.width * 3
    let spanBytes = (right - left) * 3
    let sampled = [UInt8](unsafeUninitializedCapacity: width * height * 3) { bytes, used in
      pixels.withUnsafeBufferPointer { pixels in
        // Rows come first: the CPU adds whole rows, many columns at a time.
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, spanBytes)) { sums in
          for row in 0..<height {
            let line = UnsafeMutableBufferPointer(
              rebasing: bytes[row * width * 3..<(row + 1) * width * 3])
            if rows.counts[row] > 0 {
              rows.add(row, of: pixels, from: left * 3, stride: rowBytes, into: sums, spanBytes)
            }
            columns.spread(
              sums, from: left, into: line, fill: fill, isFilled: rows.counts[row] == 0)
          }
        }
      }
      used = width * height * 3
    }
    return Image(width: width, height: height, pixels: sampled)
  }
}

/// The source pixels, with their weights, of each pixel of a line.
private struct Taps {
  /// The first source pixel of each pixel.
  let firsts: [Int]
  /// The number of source pixels; 0 for a pixel whose centre is outside of the line.
  let counts: [Int]
  /// The weights, `most` for each; their sum is 1.
  private let weights: [Float]
  private let most: Int

  /// - Parameters:
  ///   - start: The start of the part, as a fraction of the source line.
  ///   - length: The length of the part, as a fraction of the source line.
  init(start: Float, length: Float, source: Int, target: Int) {
    let scale = length * Float(source) / Float(target)
    let support = max(1, scale)
    let most = Int(support * 2) + 2
    var firsts = [Int](repeating: 0, count: target)
    var counts = [Int](repeating: 0, count: target)
    var weights = [Float](repeating: 0, count: target * most)
    for index in 0..<target {
      let middle = start * Float(source) + (Float(index) + 0.5) * scale
      guard middle >= 0, middle < Float(source) else { continue }
      let first = max(0, Int(middle - support + 0.5))
      let end = max(first + 1, min(source, Int(middle + support + 0.5)))
      var sum: Float = 0
      for pixel in first..<min(end, first + most) {
        let weight = max(1e-6, 1 - abs(Float(pixel) + 0.5 - middle) / support)
        weights[index * most + pixel - first] = weight
        sum += weight
      }
      firsts[index] = first
      counts[index] = min(end, first + most) - first
      for tap in 0..<counts[index] { weights[index * most + tap] /= sum }
    }
    self.firsts = firsts
    self.counts = counts
    self.weights = weights
    self.most = most
  }

  /// `true` if every pixel has source pixels.
  var coversAll: Bool { !counts.contains(0) }

  /// The range of the source pixels in use.
  var span: (Int, Int) {
    var span = (Int.max, 0)
    for (first, count) in zip(firsts, counts) where count > 0 {
      span = (min(span.0, first), max(span.1, first + count))
    }
    return span.0 < span.1 ? span : (0, 0)
  }

  /// Sums the source rows of a target row.
  func add(
    _ row: Int, of pixels: UnsafeBufferPointer<UInt8>, from offset: Int, stride: Int,
    into sums: UnsafeMutableBufferPointer<Float>, _ length: Int
  ) {
    guard let pixels = pixels.baseAddress, let sums = sums.baseAddress else { return }
    for tap in 0..<counts[row] {
      let weight = weights[row * most + tap]
      // With pointers, the compiler adds many columns at once, because their sums are not checked.
      let line = pixels + ((firsts[row] + tap) * stride + offset)
      if tap == 0 {
        for column in 0..<length { sums[column] = weight * Float(line[column]) }
      } else {
        for column in 0..<length { sums[column] += weight * Float(line[column]) }
      }
    }
  }

  /// Computes the pixels of a target row from a row of sums that begins at the pixel `from`.
  func spread(
    _ sums: UnsafeMutableBufferPointer<Float>, from: Int,
    into line: UnsafeMutableBufferPointer<UInt8>, fill: (red: UInt8, green: UInt8, blue: UInt8),
    isFilled: Bool
  ) {
    guard let sums = sums.baseAddress, let line = line.baseAddress else { return }
    weights.withUnsafeBufferPointer { weights in
      for index in counts.indices {
        let pixel = line + index * 3
        let count = counts[index]
        if isFilled || count == 0 {
          (pixel[0], pixel[1], pixel[2]) = fill
          continue
        }
        var color = SIMD3<Float>(repeating: 0.5)
        var source = sums + (firsts[index] - from) * 3
        for weight in weights[index * most..<index * most + count] {
          color += weight * SIMD3(source[0], source[1], source[2])
          source += 3
        }
        // The weights add up to 1, except for rounding.
        pixel[0] = UInt8(min(255, color.x))
        pixel[1] = UInt8(min(255, color.y))
        pixel[2] = UInt8(min(255, color.z))
      }
    }
  }
}
