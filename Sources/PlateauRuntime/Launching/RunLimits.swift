package import Recipes
internal import SystemThreads

/// The memory and threads that a training needs, checked before anything is written.
package enum RunLimits {
  /// Threads besides those of a step: the trainer's, the one for requests, the batches', and the
  /// system libraries'.
  private static let otherThreads = 5

  /// The stacks that the C library keeps after threads have ended: 40 MB of 8 MB each.
  private static let keptStacks = 5

  /// Refuses a recipe that needs more memory or threads than this process can have.
  ///
  /// - Throws: `MemoryError` or `ThreadError`.
  package static func check(for recipe: Recipe) throws {
    let threads = recipe.threads + otherThreads
    // The stacks of threads that have just ended are kept for a while.
    try MemoryLimit.check(recipe.plannedBytes, threads: threads + keptStacks)
    try SystemThread.check(threads)
  }
}
