internal import BareFoundation
internal import Cells
internal import Learners
internal import Messages
package import Recipes
internal import SystemFiles
internal import SystemThreads

/// The processes that a launcher started to train one recipe together, as one of them sees them.
///
/// The first one, the leader, reads the recipe, owns the run's folder and makes all decisions. The
/// others get the recipe from it and obey.
package final class TrainingProcesses {
  private let messages: MPIMessages
  /// The group, in which the leader's trainer and the followers meet.
  let group: TrainingGroup
  private var hasBegun = false

  /// Joins the processes.
  ///
  /// - Throws: `CommandFailure` when MPI is missing or is not the launcher's.
  package init(_ task: LauncherTask) throws(CommandFailure) {
    do throws(MessagesError) {
      messages = try MPIMessages(expecting: task.count)
    } catch {
      throw task.failure(["\(error)", task.alternative])
    }
    group = TrainingGroup(messages)
    let (messages, patience) = (messages, Self.patience)
    messages.watch(limit: patience) { reason in
      Self.end(
        messages, "\(reason); the run ends here, and plateau train FOLDER --resume continues it")
    }
  }

  /// The seconds for which a process may be silent within a step, longer than any step: those of
  /// PLATEAU_MPI_PATIENCE, otherwise five minutes.
  private static var patience: Int {
    let words = ProcessInfo.processInfo.environment["PLATEAU_MPI_PATIENCE"]
    return max(1, words.flatMap { Int($0) } ?? 300)
  }

  /// True in the process that owns the run.
  package var isLeader: Bool { group.isLeader }

  /// The number of processes and hosts, and how far the result depends on them; then advice where
  /// the launcher leaves a process fewer processors than threads.
  ///
  /// Every process calls it.
  package func summary(_ recipe: Recipe) throws -> [String] {
    let hosts = try messages.gather(Array(messages.host.utf8))
    let processors = try messages.gather([ProcessorSet.usable.count]).joined().min() ?? 1
    let count = Set(hosts).count
    let threads = recipe.threads
    let advice =
      "a process may use only \(processors) \(processors == 1 ? "processor" : "processors") for \(threads) "
      + "threads: mpirun --bind-to none, srun --cpus-per-task \(threads), or --set threads=\(processors)"
    let isExact = recipe.isDetector && threads & (threads - 1) == 0
    let each = "\(threads) \(threads == 1 ? "thread" : "threads") each"
    let place = "\(count) \(count == 1 ? "host" : "hosts") (\(messages.library.version))"
    let result = isExact ? "with \(messages.size * threads) threads, bit by bit" : "up to rounding"
    let summary =
      "\(messages.size) processes with \(each) on \(place); the result is that of one process \(result)"
    return processors < threads ? [summary, advice] : [summary]
  }

  /// Gives the followers the leader's recipe.
  package func begin(_ recipe: Recipe) throws {
    hasBegun = true
    _ = try messages.shared(Array(recipe.text.utf8))
  }

  /// Trains as the leader says until it ends the training; a failure ends all processes.
  package func follow() {
    // Signals go to all processes; the leader decides what they mean.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    do {
      let text = try messages.shared([UInt8]())
      // The leader has found a mistake in the request.
      if text.isEmpty { return messages.finish() }
      let recipe = try Recipe(yaml: String(decoding: text, as: UTF8.self), file: "the recipe")
      _ = try summary(recipe)
      try recipe.follow(group)
      messages.finish()
    } catch {
      fail("process \(messages.rank) on \(messages.host): \(error)")
    }
  }

  /// Ends the training of the followers; the leader calls it when its run is over.
  package func end() {
    if let failure = group.failure { return fail("\(failure)") }
    if !hasBegun {
      _ = try? messages.shared([UInt8]())
    } else if group.hasAgreed {
      group.end()
    } else {
      // The others still wait for the leader's data.
      messages.abort(ExitStatus.failure.rawValue)
    }
    messages.finish()
  }

  private func fail(_ reason: String) { Self.end(messages, reason) }

  /// Ends all processes with a reason.
  private static func end(_ messages: MPIMessages, _ reason: String) {
    Array("plateau: \(reason.sanitized)\n".utf8).withUnsafeBytes { bytes in
      _ = WholeWrite.write(bytes, to: STDERR_FILENO)
    }
    messages.abort(ExitStatus.failure.rawValue)
    _exit(ExitStatus.failure.rawValue)
  }
}
