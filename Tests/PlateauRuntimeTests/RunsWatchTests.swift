import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import RunFiles
import RunModel
import TestSupport
import Testing

/// Several runs of other processes over each other, shown while they grow.
@Suite struct RunsWatchTests {
  private let folders = [WatchedFolder(), WatchedFolder()]

  @Test func eachRunGrowsAsItIsTrained() throws {
    for folder in folders {
      try folder.tell(.runStarted(folder.info(process: Int(getpid()))), at: 100)
      try folder.tell(folder.epoch(0), at: 101)
    }
    let viewer = Viewer(
      RunsWatch(folders.map { RunDirectory(path: $0.path) }, letters: [0, 3]))
    func epochs(_ state: DashboardState) -> [Int]? {
      state.playback?.overviews.map(\.epochEnds.count)
    }
    #expect(viewer.waits { epochs($0) == [1, 1] && $0.isLive })
    try folders[1].tell(folders[1].epoch(1), at: 102)
    #expect(viewer.waits { epochs($0) == [1, 2] })
    try folders[0].tell(folders[0].epoch(1), at: 103)
    #expect(viewer.waits { epochs($0) == [2, 2] && $0.history.epochs.count == 2 })
    let names = folders.map { URL(fileURLWithPath: $0.path).lastPathComponent }
    #expect(viewer.state.playback?.overviews.map(\.name) == names)
  }

  @Test func oneThatHasNotBegunIsShownWhenItBegins() throws {
    try folders[0].tell(.runStarted(folders[0].info(process: Int(getpid()))), at: 100)
    try folders[0].tell(folders[0].epoch(0), at: 101)
    let viewer = Viewer(RunsWatch(folders.map { RunDirectory(path: $0.path) }, letters: [0, 1]))
    #expect(viewer.waits { $0.playback?.overviews.map(\.epochEnds.count) == [1, 0] && $0.isLive })
    try folders[1].tell(.runStarted(folders[1].info(process: Int(getpid()))), at: 102)
    try folders[1].tell(folders[1].epoch(0), at: 103)
    #expect(viewer.waits { $0.playback?.overviews.map(\.epochEnds.count) == [1, 1] })
  }
}
