import Foundation
import PlateauRuntime
import Synchronization
import SystemThreads
import TestSupport
import Testing

/// Watching a path at which a run begins.
@Suite struct PathWatchTests {
  /// The file system may hang while the recipe is read.
  @Test func theThreadThatDrawsReadsNoRecipe() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    try Data().write(to: URL(fileURLWithPath: folder + "/events.jsonl"))
    let drawer = pthread_self()
    let wasDrawer = SharedValue<Bool?>(nil)
    let watch = PathWatch(folder, log: LogWatch(path: folder, title: "late", preset: nil)) { _ in
      wasDrawer.edit { $0 = pthread_equal(pthread_self(), drawer) != 0 }
      return nil
    }
    let viewer = Viewer(watch)
    #expect(viewer.waits { _ in wasDrawer.value != nil })
    #expect(wasDrawer.value == false)
  }
}
