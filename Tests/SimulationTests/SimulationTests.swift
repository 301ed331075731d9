import Callbacks
import Foundation
import RunModel
import Simulation
import TestSupport
import Testing

@Suite struct SimulationTests {
  private func log(_ values: [Double?], from first: Int = 0) -> [RecordedEpoch] {
    values.enumerated().map { index, value in
      var logs: Logs = ["loss": 1]
      if let value { logs["m"] = value }
      return RecordedEpoch(epoch: first + index, logs: logs)
    }
  }

  @Test func itEndsWhereTrainingWouldHaveEnded() throws {
    let callback = EarlyStopping(
      monitor: "m", patience: 2, verbose: 1, mode: .max, restoreBestWeights: true)
    let simulation = try Simulation(
      log([0.1, 0.5, 0.4, 0.3, 0.9, 0.9]), callbacks: [callback], learningRate: 0.1)
    #expect(simulation.epochs.map(\.epoch) == [0, 1, 2, 3])
    #expect(simulation.epochs.map { $0.callbacks[0].wait } == [0, 0, 1, 2])
    #expect(simulation.end.stoppedEpoch == 3)
    #expect(simulation.end.restoredEpoch == 1)
    #expect(
      simulation.end.messages == [
        "Epoch 4: early stopping",
        "Restoring model weights from the end of the best epoch: 2.",
      ])
    #expect(simulation.end.reason?.sentence.contains("had not improved on 0.5 (epoch 2)") == true)
  }

  @Test func aLogThatEndsFirstIsNoStop() throws {
    let simulation = try Simulation(
      log([0.1, 0.2]), callbacks: [EarlyStopping(monitor: "m", mode: .max)], learningRate: 0.1)
    #expect(simulation.end.reason == nil && simulation.end.stoppedEpoch == nil)
    #expect(simulation.epochs.last?.stops == false)
  }

  @Test func theLearningRateIsCutAndWrittenIntoTheLogs() throws {
    let callback = try ReduceLROnPlateau(
      monitor: "m", factor: 0.5, patience: 1, verbose: 1, mode: .max)
    let simulation = try Simulation(
      log([0.5, 0.5, 0.5]), callbacks: [callback], learningRate: 0.1)
    #expect(simulation.epochs.map(\.learningRate) == [0.1, 0.05, 0.025].map { Double(Float($0)) })
    #expect(simulation.epochs[1].logs["learning_rate"] == Double(Float(0.1)))
    #expect(
      simulation.epochs[1].messages.map(\.text) == [
        "Epoch 2: ReduceLROnPlateau reducing learning rate to 0.05000000074505806."
      ])
  }

  @Test func epochsKeepTheirNumbersAndMissingMetricsDoNotCount() throws {
    let callback = EarlyStopping(monitor: "m", patience: 2, mode: .min)
    let simulation = try Simulation(
      log([0.3, nil, 0.4, nil, 0.5], from: 4), callbacks: [callback], learningRate: 0.1)
    #expect(simulation.epochs.map { $0.callbacks[0].wait } == [0, 0, 1, 1, 2])
    #expect(simulation.end.stoppedEpoch == 8)
  }

  @Test func aMetricWithoutDirectionIsAnError() {
    #expect(throws: CallbackError.self) {
      try Simulation(log([1]), callbacks: [EarlyStopping(monitor: "m")], learningRate: 0.1)
    }
  }

  @Test func whatNeedsAModelsFileSaysSoAndTouchesNothing() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path("none")
    let callbacks: [any Callback] = [
      try ModelCheckpoint(path: folder + "/a.safetensors", monitor: "m", mode: .min),
      try BackupAndRestore(backupDirectory: folder),
    ]
    for callback in callbacks {
      let error = #expect(throws: CallbackError.self) {
        try Simulation(log([1, 2]), callbacks: [callback], learningRate: 0.1)
      }
      #expect(
        error?.message == "\(callback.name) needs a model that can be saved, which RecordedModel "
          + "is not; leave \(callback.name) out")
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }
}
