import CurveStore
import Foundation
import LogReaders
import TestSupport
import Testing

/// The settings that PyTorch's `add_hparams` writes as a run of its own, named by the time.
@Suite struct RunSettingsTests {
  private static let torch =
    SampleLogs.folder + "/../../Tests/TensorBoardFilesTests/Files/torch/run_a"
  private static let settings = "1795411266.5519936/events.out.tfevents.1795411266.vm.28927.1"
  private static let onePoint = "multi_a/events.out.tfevents.1795411266.vm.28927.2"

  /// The runs of a folder with copies of PyTorch's files in other folders.
  private func runs(_ copies: [(file: String, folder: String)]) throws -> [LogRun] {
    let folder = TemporaryFolder()
    for (file, place) in copies {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.torch + "/" + file))
      try folder.write(Array(bytes), place + "/events.out.tfevents.1.vm.1.0")
    }
    return try LogContents(path: folder.path).runs
  }

  @Test func theyBelongToTheRunAboveThem() throws {
    let contents = try LogContents(path: Self.torch)
    #expect(contents.runs.map(\.name) == ["", "multi_a", "multi_b"])
    let run = try #require(contents.runs.first)
    #expect(run.parameters.contains { $0.name == "opt" && $0.value == "sgd" })
    // The metrics that are given with them stay.
    let metric = try #require(run.series.first { $0.name == "hparam/loss" })
    #expect(metric.points.values == [Double(Float(0.1))])
  }

  @Test func aRunNamedByTheTimeStaysWhereItHasNoSettings() throws {
    let runs = try runs([(Self.onePoint, "a"), (Self.onePoint, "a/1795411266.25")])
    #expect(runs.map(\.name) == ["a", "a/1795411266.25"])
  }

  /// As of a sweep that writes all its runs below one folder.
  @Test func severalBelowOneRunStayRuns() throws {
    let names = ["a/1795411266.25", "a/1795411270.5"]
    let all = try runs([(Self.onePoint, "a")] + names.map { (Self.settings, $0) })
    #expect(all.map(\.name) == ["a"] + names)
    #expect(all.map { $0.parameters.isEmpty } == [true, false, false])
    #expect(all[0].series.map(\.name) == ["multi"])
  }

  @Test func aMetricThatTheRunAboveHasItselfIsNotMixedWithIt() throws {
    let all = try runs([(Self.settings, "a"), (Self.settings, "a/1795411266.25")])
    #expect(all.map { $0.series.map(\.name) } == [["hparam/loss"], ["hparam/loss"]])
  }
}
