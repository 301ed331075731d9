internal import CKernels

extension Messages {
  /// Replaces the values of all members by their sums.
  ///
  /// Sums are pairwise, neighbours first: (0 + 1) + (2 + 3), and so on. So the sum over all threads
  /// of all members has the same bits wherever the threads are, if every member has 2ⁿ of them and
  /// adds them up in the same way.
  ///
  /// - Complexity: With 2ⁿ members, each sends and receives 2 (size − 1) / size of the values.
  /// - Throws: `MessagesError` when another member is gone.
  public func sum(_ values: UnsafeMutableBufferPointer<Float>) throws(MessagesError) {
    guard size > 1, let base = values.baseAddress else { return }
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: values.count)
    defer { scratch.deallocate() }
    if size & (size - 1) != 0 {
      try sumAlongTree(base, scratch, values.count)
    } else if values.count <= Self.fewValues {
      try sumWhole(base, scratch, values.count)
    } else {
      try sumInHalves(base, scratch, values.count)
    }
  }

  /// The number of values up to which fewer messages count more than fewer bytes.
  private static var fewValues: Int { 2048 }

  /// Each pair of members exchanges all values, at growing distances.
  private func sumWhole(
    _ base: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>, _ count: Int
  ) throws(MessagesError) {
    var distance = 1
    while distance < size {
      let peer = rank ^ distance
      try exchange(base, count, to: peer, scratch, count, from: peer)
      plateau_add(base, scratch, count)
      distance *= 2
    }
  }

  /// Each pair exchanges halves of what it still sums, at growing distances; then the sums go back
  /// the same way.
  private func sumInHalves(
    _ base: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>, _ count: Int
  ) throws(MessagesError) {
    var ranges: [(whole: Range<Int>, kept: Range<Int>, given: Range<Int>)] = []
    var whole = 0..<count
    var distance = 1
    while distance < size {
      let peer = rank ^ distance
      let middle = whole.lowerBound + whole.count / 2
      let (lower, upper) = (whole.lowerBound..<middle, middle..<whole.upperBound)
      let (kept, given) = rank & distance == 0 ? (lower, upper) : (upper, lower)
      try exchange(
        base + given.lowerBound, given.count, to: peer, scratch, kept.count, from: peer)
      plateau_add(base + kept.lowerBound, scratch, kept.count)
      ranges.append((whole, kept, given))
      whole = kept
      distance *= 2
    }
    for (_, kept, given) in ranges.reversed() {
      distance /= 2
      let peer = rank ^ distance
      try exchange(
        base + kept.lowerBound, kept.count, to: peer, base + given.lowerBound, given.count,
        from: peer)
    }
  }

  /// Members send their sums to the left neighbour at growing distances; the total goes back the
  /// same way.
  private func sumAlongTree(
    _ base: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>, _ count: Int
  ) throws(MessagesError) {
    var distance = 1
    while distance < size {
      if rank % (2 * distance) == distance {
        try exchange(base, count, to: rank - distance, scratch, 0, from: nil)
        break
      }
      if rank + distance < size {
        try exchange(base, 0, to: nil, scratch, count, from: rank + distance)
        plateau_add(base, scratch, count)
      }
      distance *= 2
    }
    if rank > 0 { try exchange(base, 0, to: nil, base, count, from: rank - distance) }
    while distance > 1 {
      distance /= 2
      if rank + distance < size {
        try exchange(base, count, to: rank + distance, scratch, 0, from: nil)
      }
    }
  }

  /// Collects the parts of all members at every member.
  ///
  /// - Parameter parts: As many parts of equal size as there are members, in the order of ranks;
  ///   each member fills in its own.
  /// - Throws: `MessagesError` when another member is gone.
  public func gatherAll(_ parts: UnsafeMutableBufferPointer<Double>) throws(MessagesError) {
    guard size > 1, let base = parts.baseAddress else { return }
    let part = parts.count / size
    if size & (size - 1) == 0 {
      // Pairs exchange everything that they have, at growing distances.
      var distance = 1
      while distance < size {
        let (own, other) = (rank / distance * distance, (rank ^ distance) / distance * distance)
        let (peer, count) = (rank ^ distance, part * distance)
        try exchange(base + own * part, count, to: peer, base + other * part, count, from: peer)
        distance *= 2
      }
    } else {
      // Each part goes once around.
      let (next, previous) = ((rank + 1) % size, (rank + size - 1) % size)
      for step in 0..<size - 1 {
        let sent = (rank + size - step) % size
        let received = (previous + size - step) % size
        try exchange(
          base + sent * part, part, to: next, base + received * part, part, from: previous)
      }
    }
  }

  /// Exchanges numbers, in pieces that TCP carries at its full rate with the settings that Open MPI
  /// has by default, and whose length MPI can count.
  func exchange<Number: BitwiseCopyable>(
    _ data: UnsafePointer<Number>, _ sent: Int, to receiver: Int?,
    _ target: UnsafeMutablePointer<Number>, _ received: Int, from sender: Int?
  ) throws(MessagesError) {
    let piece = (256 << 10) / MemoryLayout<Number>.stride
    var start = 0
    repeat {
      let out = max(0, min(piece, sent - start))
      let into = max(0, min(piece, received - start))
      try exchange(
        UnsafeRawBufferPointer(UnsafeBufferPointer(start: data + start, count: out)), to: receiver,
        UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(start: target + start, count: into)),
        from: sender)
      start += piece
    } while start < max(sent, received)
  }
}
