import Callbacks
import Foundation
import RunFiles
import RunModel
import SystemFiles
import Testing
import Training

/// The contents of a state, the states it refuses, and the traces of an epoch that was broken off.
extension ResumeTests {
  @Test func anEpochThatWasBrokenOffLeavesNoTrace() throws {
    let whole = try #require(try train(in: try newFolder()))
    for epoch in 0..<13 {
      let folder = try newFolder()
      // The first of two batches is its last.
      let stopped = try train(in: folder, edits: [(.stop(.now), epoch * 2)])
      #expect(stopped?.reason == .person(.now, via: "test"), "\(String(describing: stopped))")
      if epoch == 0 { continue }
      let outcome = try #require(try train(in: folder, resuming: true))
      #expect(outcome == whole, "broken off in epoch \(epoch)")
    }
  }

  @Test func aStopAfterAnEpochsLastBatchIsNoCallbacks() throws {
    let whole = try #require(try train(in: try newFolder()))
    let folder = try newFolder()
    #expect(try train(in: folder, edits: [(.stop(.now), 9)]) != nil)
    let state = try ResumeState(path: folder + "/state.json")
    #expect(state.epoch == 5 && state.reason == nil)
    #expect(try train(in: folder, resuming: true) == whole)
  }

  @Test func theStateIsAsLargeAfterManyEpochsAsAfterFew() throws {
    func size(_ epochs: Int) throws -> Int {
      let folder = try newFolder()
      let trainer = Trainer(
        learner: FakeLearner(Array(repeating: 1.5, count: epochs)),
        callbacks: [
          EarlyStopping(monitor: "val_loss", patience: 9999), CSVLogger(path: folder + "/l"),
        ],
        info: RunInfo(name: "x", epochs: epochs),
        keeper: ResumeKeeper(folder: folder) { try $0.write(to: $1) })
      #expect(try trainer.fit()["val_loss"]?.count == epochs)
      return try Data(contentsOf: URL(fileURLWithPath: folder + "/state.json")).count
    }
    // Counters have more digits.
    #expect(try size(300) < size(3) + 40)
  }

  @Test func aFlippedBitOfAStateOrItsWeightsIsFoundOut() throws {
    let folder = try newFolder()
    #expect(try train(in: folder, until: 4) == nil)
    let state = try ResumeState(path: folder + "/state.json")
    for name in ["state.json", state.weights] {
      let path = folder + "/" + name
      let sound = try Data(contentsOf: URL(fileURLWithPath: path))
      for index in sound.indices {
        var bytes = sound
        bytes[index] ^= 1 << UInt8(index % 8)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self, "byte \(index) of \(name)") {
          try ResumePoint(state: try ResumeState(path: folder + "/state.json"), folder: folder)
            .verify()
        }
      }
      try sound.write(to: URL(fileURLWithPath: path))
    }
  }

  @Test func aStateWithoutChecksumsIsReadButNothingImpossibleInIt() throws {
    let path = try newFolder() + "/state.json"
    func text(_ rate: String, _ callbacks: String) -> String {
      "{\"version\":1,\"epoch\":2,\"learning_rate\":\(rate),\"seconds\":1.0,\"iterations\":4,"
        + "\"weights\":\"w\",\"last_logs\":{},\(callbacks)}"
    }
    let sound = "\"callbacks\":[{\"id\":\"history\",\"fields\":[],\"memory\":{}}]"
    try text("0.1", sound).write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try ResumeState(path: path).weightsChecksum == nil)
    for damaged in [
      text("0.0", sound), text("-1.0", sound), text("0.1", "\"callbacks\":[]"),
      text("0.1", "\"calbacks\":[]"),
    ] {
      try damaged.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(throws: FileError.self, "\(damaged)") { try ResumeState(path: path) }
    }
  }
}
