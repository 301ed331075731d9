import CurveStore
import Foundation
import LogReaders
import SystemFiles
import TestSupport
import Testing

/// Damaged logs, whose reading must end with contents or one clear line.
///
/// `PLATEAU_HOSTILE_LOGS=FOLDER` reads every file of a folder instead, with 200 cuts and 200
/// flipped bytes each.
@Suite struct HostileLogTests {
  private static let folder = ProcessInfo.processInfo.environment["PLATEAU_HOSTILE_LOGS"]

  /// A linear congruential generator (Knuth, TAOCP 2, 3.3.4): the same damage in every run.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, sides)))
    }
  }

  @Test(arguments: SampleLogs.files(below: folder ?? SampleLogs.folder))
  func cutAndFlippedBytesAreSurvived(name: String) throws {
    let rounds = Self.folder == nil ? 5 : 200
    let path = (Self.folder ?? SampleLogs.folder) + "/" + name
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let file = name.split(separator: "/").last.map(String.init) ?? name
    var dice = Dice(state: UInt64(whole.count) &* 31)
    for _ in 0..<rounds {
      try read(whole.prefix(dice.roll(whole.count)), file, of: whole.count)
      var flipped = whole
      for _ in 0..<(1 + dice.roll(4)) where !whole.isEmpty {
        flipped[dice.roll(whole.count)] = UInt8(dice.roll(256))
      }
      try read(flipped[...], file, of: whole.count)
    }
  }

  private func read(_ bytes: ArraySlice<UInt8>, _ name: String, of size: Int) throws {
    try SampleLogs.withFile(bytes, named: name) { path in
      let start = Date()
      do throws(FileError) {
        let contents = try LogContents(path: path)
        // Every point needs a byte; more points would be invented.
        #expect(contents.pointCount <= size)
      } catch {
        #expect(!error.reason.isEmpty && !error.reason.contains("\n"))
      }
      if Self.folder != nil, Date().timeIntervalSince(start) > 0.5 {
        print("slow: \(name) \(Date().timeIntervalSince(start))")
      }
    }
  }
}
