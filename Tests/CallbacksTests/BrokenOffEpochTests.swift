import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing

/// An epoch that was broken off is trained again, so it never becomes the best.
@Suite struct BrokenOffEpochTests {
  private static func make(_ index: Int) throws -> any Callback {
    switch index {
    case 0: return EarlyStopping(monitor: "m", mode: .min, restoreBestWeights: true)
    case 1:
      return try CombinedEarlyStopping(
        .any, of: [.init(monitor: "m", mode: .min)], restoreBestWeights: true)
    case 2: return try ReduceLROnPlateau(monitor: "m", mode: .min)
    default:
      return try ModelCheckpoint(
        path: "x.safetensors", monitor: "m", saveBestOnly: true, mode: .min)
    }
  }

  @Test(arguments: 0..<4, [0.5, Double.nan])
  func neverBecomesTheBest(index: Int, value: Double) throws {
    let callback = try Self.make(index)
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, Logs([("m", .number(0.9))]))
    #expect(callback.state.best == 0.9)
    // A person may do this within the epoch that is then broken off.
    try callback.reset()
    stage.training.isBrokenOff = true
    stage.training.stopTraining = true
    let before = stage.events.count
    try stage.end(callback, epoch: 1, Logs([("m", .number(value))]))
    #expect(callback.state.best == nil)
    #expect(
      !stage.events.dropFirst(before).contains {
        if case .improved = $0 { true } else { false }
      })
    var logs = Logs()
    stage.model.weights = [[7]]
    try callback.onTrainEnd(logs: &logs, training: stage.training)
    #expect(stage.model.weights == [[7]])
    let restored = stage.training.collectRequests().contains {
      if case .reportRestoredWeights = $0 { true } else { false }
    }
    #expect(!restored)
    #expect(callback.stopEvidence == nil)
  }

  /// Nobody could tell its row from that of a whole epoch.
  @Test func isNoRowOfALog() throws {
    let folder = TemporaryFolder()
    let callback = CSVLogger(path: folder.path + "/log.csv")
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, Logs([("m", .number(0.9))]))
    stage.training.isBrokenOff = true
    try stage.end(callback, epoch: 1, Logs([("m", .number(0.5))]))
    #expect(callback.state.summary == "1 row → log.csv")
    let text = try String(contentsOfFile: folder.path + "/log.csv", encoding: .utf8)
    #expect(text == "epoch,m,val_m\r\n0,0.9,NA\r\n")
  }

  /// Neither the evaluation nor the epoch is written: the next attempt at the epoch has the same place.
  @Test func hasNoValuesInTensorBoard() throws {
    let folder = TemporaryFolder()
    let callback = TensorBoard(logDirectory: folder.path)
    let stage = Stage()
    try stage.begin(callback)
    func bytes() throws -> Int {
      let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
      return try files.compactMap { $0 as? String }.reduce(0) { sum, file in
        let path = folder.path + "/" + file
        var isFolder: ObjCBool = false
        FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return try sum + (isFolder.boolValue ? 0 : Data(contentsOf: URL(filePath: path)).count)
      }
    }
    func end() throws {
      var logs = Logs([("m", .number(0.9))])
      try callback.onTestEnd(logs: &logs, training: stage.training)
      try stage.end(callback, epoch: 0, logs)
    }
    try end()
    let before = try bytes()
    #expect(before > 0)
    stage.training.isBrokenOff = true
    try end()
    #expect(try bytes() == before)
  }
}
