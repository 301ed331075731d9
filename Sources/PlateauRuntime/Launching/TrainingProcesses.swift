internal import BareFoundation
internal import Cells
internal import Learners
internal import Messages
package import Recipes
internal import Synchronization
internal import SystemFiles

/// The processes that a launcher started to train one recipe together, its ranks, as one of them
/// sees them.
///
/// The first one, the leader, reads the recipe, owns the run's folder and makes all decisions. The
/// others get the recipe from it and obey.
package final class TrainingProcesses {
  private let messages: MPIMessages
  /// The group, in which the leader's trainer and the followers meet.
  let group: TrainingGroup
  private let places: RankPlaces
  private var hasBegun = false

  /// Joins the processes.
  ///
  /// - Throws: `CommandFailure` when MPI is missing or is not the launcher's.
  package init(_ task: LauncherTask) throws(CommandFailure) {
    let patience = Self.patience
    do throws(MessagesError) {
      messages = try MPIMessages(expecting: task.count, within: patience) { reason in
        Self.tell("rank \(task.rank) on \(hostName()): \(reason)")
        _exit(ExitStatus.failure.rawValue)
      }
      messages.watch(limit: patience) { [messages] reason in
        Self.end(messages, "\(reason); \(Self.advice)")
      }
      places = try RankPlaces(messages)
    } catch {
      throw task.failure(
        "\(error), or give each task its own run: --run runs/NAME-{rank} --set seed={rank}")
    }
    group = TrainingGroup(messages, patience: patience)
    group.hosts = places.hosts
  }

  /// The run's folder as soon as this rank knows it.
  private static let folder = Mutex("FOLDER")
  /// The way to continue after the silence of a rank.
  private static var advice: String {
    "the run ends here, and plateau train \(folder.withLock(\.self)) --resume continues it"
  }

  /// The time for which a rank may be silent, longer than any step: the seconds of
  /// PLATEAU_MPI_PATIENCE, otherwise five minutes.
  private static var patience: Duration {
    let words = ProcessInfo.processInfo.environment["PLATEAU_MPI_PATIENCE"]
    return .seconds(max(1, words.flatMap { Int32($0) } ?? 300))
  }

  /// True in the process that owns the run.
  package var isLeader: Bool { group.isLeader }

  /// The number of threads for which every rank has processors of its own.
  package var threads: Int { places.threads }

  /// Advice where the ranks have too few processors.
  func advice(for threads: Int) -> String? { places.advice(for: threads) }

  /// The number of ranks and hosts, and how far the result depends on them.
  package func summary(_ recipe: Recipe) -> String {
    let spread = RankSpread(ranks: messages.size, threads: recipe.threads)
    let (count, all) = (places.hostCount, spread.ranks * spread.threads)
    let isExact = spread.hasBits(
      of: RankSpread(ranks: 1, threads: all), isDetector: recipe.isDetector)
    let place = "\(count) \(count == 1 ? "host" : "hosts") (\(messages.library.version))"
    let result = isExact ? "with \(all) threads, bit by bit" : "up to rounding"
    return "\(spread.words) on \(place); the result is that of one process \(result)"
  }

  /// Gives the followers the leader's recipe and the run's folder.
  package func begin(_ recipe: Recipe, in folder: String) throws {
    hasBegun = true
    Self.folder.withLock { $0 = folder }
    _ = try messages.shared(Array(recipe.text.utf8), within: Self.patience)
    _ = try messages.shared(Array(folder.utf8), within: Self.patience)
  }

  /// Trains as the leader says until it ends the training; a failure ends all ranks.
  package func follow() {
    // Signals go to all ranks; the leader decides what they mean.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    do {
      let text = try messages.shared([UInt8](), within: Self.patience)
      // The leader has found a mistake in the request.
      if text.isEmpty { return messages.finish(endingWith: 0) }
      let folder = try messages.shared([UInt8](), within: Self.patience)
      Self.folder.withLock { $0 = String(decoding: folder, as: UTF8.self) }
      let recipe = try Recipe(yaml: String(decoding: text, as: UTF8.self), file: "the recipe")
      try recipe.follow(group)
      messages.finish(endingWith: 0)
    } catch let error as MessagesError {
      fail("\(error); \(Self.advice)")
    } catch {
      fail("rank \(messages.rank) on \(messages.host): \(error)")
    }
  }

  /// Ends the training of the followers; the leader calls it when its run is over.
  ///
  /// - Parameters:
  ///   - status: The exit code that the leader will end with.
  ///   - sayLast: Says what the leader would say after that, where it cannot leave the others.
  package func end(_ status: Int32, sayLast: @escaping @Sendable () -> Void) {
    group.endSigns()
    if let failure = group.failure { return fail("\(failure)") }
    if !hasBegun {
      _ = try? messages.shared([UInt8](), within: Self.patience)
    } else if group.hasAgreed {
      group.end()
    } else {
      // The others still wait for the leader's data.
      messages.abort(ExitStatus.failure.rawValue)
    }
    messages.finish(endingWith: status, sayLast: sayLast)
  }

  private func fail(_ reason: String) { Self.end(messages, reason) }

  /// Ends all ranks with a reason.
  private static func end(_ messages: MPIMessages, _ reason: String) {
    tell(reason)
    // A launcher on another machine passes the sentence on before it hears of the end.
    usleep(100_000)
    messages.abort(ExitStatus.failure.rawValue)
    _exit(ExitStatus.failure.rawValue)
  }

  /// Prints a reason, beside whatever this process does.
  private static func tell(_ reason: String) {
    Array("plateau: \(reason.sanitized)\n".utf8).withUnsafeBytes { bytes in
      _ = WholeWrite.write(bytes, to: STDERR_FILENO)
    }
  }
}
