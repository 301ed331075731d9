/// Finds the indices of texts: a table of hashes that takes eight bytes or less for each.
struct TextIndex: Sendable {
  private let texts: PackedTexts
  /// The text in each place, or -1; a text is in the first free place from that of its hash on.
  private var places: [Int32]

  /// Creates an index of texts; of equal ones, the first is found.
  init(_ texts: PackedTexts) {
    self.texts = texts
    var size = 16
    while size < texts.count + texts.count / 2 { size *= 2 }
    places = Array(repeating: -1, count: size)
    texts.bytes.withUnsafeBytes { bytes in
      for index in 0..<texts.count {
        let place = place(of: bytes[texts.range(index)])
        if places[place] < 0 { places[place] = Int32(truncatingIfNeeded: index) }
      }
    }
  }

  /// The index of a text; `nil` if it is not one of the texts.
  subscript(text: some StringProtocol) -> Int? {
    var text = String(text)
    return text.withUTF8 { bytes in
      let index = places[place(of: UnsafeRawBufferPointer(bytes)[...])]
      return index < 0 ? nil : Int(index)
    }
  }

  /// The place that a text has, or that it would get.
  private func place(of text: Slice<UnsafeRawBufferPointer>) -> Int {
    let text = UnsafeRawBufferPointer(rebasing: text)
    var hasher = Hasher()
    hasher.combine(bytes: text)
    var place = hasher.finalize() & (places.count - 1)
    while places[place] >= 0, !isEqual(Int(places[place]), text) {
      place = (place + 1) & (places.count - 1)
    }
    return place
  }

  private func isEqual(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = texts.range(index)
    return range.count == text.count
      && texts.bytes.withUnsafeBytes { $0[range].elementsEqual(text) }
  }
}
