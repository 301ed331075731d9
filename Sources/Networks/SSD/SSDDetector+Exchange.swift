/// The messages of a step between the processes that train a detector together.
///
/// They are sent by the first thread, between two barriers.
extension SSDDetector {
  /// The index of this process's first thread among the threads of all processes.
  var firstMember: Int { (exchange?.place.rank ?? 0) * team.size }
  /// The threads of all processes.
  var members: Int { (exchange?.place.size ?? 1) * team.size }

  /// The channel statistics of a block, of a thread of this process.
  func statistics(_ block: Int, _ rank: Int) -> ChannelStatistics {
    statistics[block][firstMember + rank]
  }

  /// The images of this process that a thread works on: they are the ones that the same thread of a single process
  /// would have, also if some are missing.
  ///
  /// - Complexity: O(images).
  func share(of count: Int, _ rank: Int) -> Range<Int> {
    let (process, processes) = exchange?.place ?? (0, 1)
    let own = Share.of(totals.planned, rank: process, size: processes, block: 1)
    let isWhole = own.count == count
    guard isWhole || totals.places.count == count else {
      return Share.of(count, rank: rank, size: team.size, block: 1)
    }
    let part = Share.of(totals.planned, rank: firstMember + rank, size: members, block: 1)
    func firstImage(from place: Int) -> Int {
      let place = place - own.lowerBound
      return isWhole ? place : totals.places.firstIndex { $0 >= place } ?? count
    }
    return firstImage(from: part.lowerBound)..<firstImage(from: part.upperBound)
  }

  /// Finds out how many images and boxes with an object the whole batch has.
  ///
  /// - Parameter count: The images of this process.
  func exchangeTotals(_ count: Int) {
    guard let exchange else { return }
    let all = gather(exchange, [Double(count), Double(targets.positives(images: count))])
    totals.images = all.reduce(0) { $0 + Int($1[0]) }
    totals.positives = all.reduce(0) { $0 + Int($1[1]) }
  }

  /// Returns the loss of the whole batch, summed in the order of all threads, so that it is
  /// reproducible to the bit.
  func exchangeParts() -> SSDLoss.Parts {
    guard let exchange else { return results.sum }
    let own = results.all.flatMap { [$0.box, $0.classification, Double($0.positives)] }
    var sum = SSDLoss.Parts()
    for numbers in gather(exchange, own) {
      for start in stride(from: 0, to: numbers.count, by: 3) {
        sum += SSDLoss.Parts(
          box: numbers[start], classification: numbers[start + 1],
          positives: Int(numbers[start + 2]))
      }
    }
    return sum
  }

  /// Fetches the sums of the other processes' threads.
  ///
  /// - Parameter isBackward: True for the sums of the backward pass.
  func exchangeSums(_ block: Int, isBackward: Bool) {
    guard let exchange else { return }
    let all = statistics[block]
    let own = (0..<team.size).flatMap { statistics(block, $0).numbers(isBackward: isBackward) }
    let received = gather(exchange, own)
    for (rank, numbers) in received.enumerated() where rank != exchange.place.rank {
      let size = numbers.count / team.size
      for thread in 0..<team.size {
        all[rank * team.size + thread].set(
          numbers[thread * size..<(thread + 1) * size], isBackward: isBackward)
      }
    }
  }

  /// Replaces the gradient of this process by that of the whole batch.
  func exchangeGradient() {
    let gradient = parameters.gradients[0]
    exchange?.sum(UnsafeMutableBufferPointer(start: gradient.base, count: gradient.count))
  }

  /// The numbers of all processes, in the order of ranks.
  private func gather(_ exchange: any GradientExchange, _ own: [Double]) -> [ArraySlice<Double>] {
    let (rank, size) = exchange.place
    var parts = [Double](repeating: 0, count: own.count * size)
    parts.replaceSubrange(rank * own.count..<(rank + 1) * own.count, with: own)
    parts.withUnsafeMutableBufferPointer { exchange.gather($0) }
    return (0..<size).map { rank in
      // Rebased, so that every part starts at 0.
      Array(parts[rank * own.count..<(rank + 1) * own.count])[...]
    }
  }
}
