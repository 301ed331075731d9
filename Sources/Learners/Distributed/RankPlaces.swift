package import Messages
package import SystemThreads

/// The places of the ranks that train together, in their order.
package struct RankPlaces: Equatable {
  /// The host of each.
  package let hosts: [String]
  /// The processors of its host that each may use.
  package let processors: [ProcessorSet]

  /// Describes places.
  package init(hosts: [String], processors: [ProcessorSet]) {
    (self.hosts, self.processors) = (hosts, processors)
  }

  /// Collects the places at the leader; elsewhere there are no processors.
  ///
  /// Every rank calls it.
  package init(_ messages: MPIMessages) throws(MessagesError) {
    hosts = messages.hosts
    processors = try messages.gather(ProcessorSet.usable.numbers).map(ProcessorSet.init)
    // From now on there is a connection in both directions: short messages need not wait for the
    // rank that receives them.
    if messages.rank == 0 {
      try messages.send(0, to: 1..<messages.size)
    } else {
      _ = try messages.receive(from: 0)
    }
  }

  /// The number of hosts.
  package var hostCount: Int { Set(hosts).count }

  /// Advice where a rank has fewer processors than it has threads, or less than one of its own; nil
  /// where all have enough.
  package func advice(for threads: Int) -> String? {
    if let fullest = zip(hosts, shares).min(by: { $0.1 < $1.1 }), fullest.1 < 0.999 {
      let sets = zip(hosts, processors).filter { $0.0 == fullest.0 }.map(\.1)
      let all = Self.words(Set(sets.flatMap(\.numbers)).count)
      return "\(sets.count) ranks take turns on \(all) of \(fullest.0): fewer ranks would be faster"
    }
    let fewest = processors.map(\.count).min() ?? threads
    if fewest < threads {
      return
        "a rank may use only \(Self.words(fewest)) for \(threads) threads: "
        + "mpirun --bind-to none, srun --cpus-per-task \(threads), or --set threads=\(fewest)"
    }
    guard self.threads < threads else { return nil }
    return
      "the ranks of a host share its processors: each has \(Self.words(self.threads)) for \(threads) threads; "
      + "fewer ranks or --set threads=\(self.threads) would be faster"
  }

  private static func words(_ processors: Int) -> String {
    "\(processors) \(processors == 1 ? "processor" : "processors")"
  }

  /// The number of threads for which each rank has processors of its own: ranks that may use the
  /// same processors share them.
  package var threads: Int {
    // A third and two thirds are one.
    max(1, Int((shares.min() ?? 1) + 1e-9))
  }

  /// The processors that each rank has for itself, its part of shared ones included.
  private var shares: [Double] {
    var users: [String: [Int: Int]] = [:]
    for (host, set) in zip(hosts, processors) {
      for number in set.numbers { users[host, default: [:]][number, default: 0] += 1 }
    }
    return zip(hosts, processors).map { host, set in
      set.numbers.reduce(0.0) { $0 + 1 / Double(users[host]?[$1] ?? 1) }
    }
  }
}
