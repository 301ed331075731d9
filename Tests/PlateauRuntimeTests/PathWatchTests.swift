import Dashboard
import Foundation
import PlateauRuntime
import Synchronization
import Testing

/// Who looks at a path at which a run begins.
@Suite struct PathWatchTests {
  /// The file system may hang while the recipe is read.
  @Test func theThreadThatDrawsReadsNoRecipe() throws {
    let folder = NSTemporaryDirectory() + "path-watch-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder + "/events.jsonl"))
    let drawer = pthread_self()
    let wasDrawer = Mutex<Bool?>(nil)
    let watch = PathWatch(folder, log: LogWatch(path: folder, title: "late", preset: nil)) { _ in
      wasDrawer.withLock { $0 = pthread_equal(pthread_self(), drawer) != 0 }
      return nil
    }
    let state = DashboardState(now: WallClock.now)
    for _ in 0..<3000 where wasDrawer.withLock({ $0 }) == nil {
      _ = watch.news(for: state, columns: 120)
      usleep(5_000)
    }
    #expect(wasDrawer.withLock { $0 } == false)
  }
}
