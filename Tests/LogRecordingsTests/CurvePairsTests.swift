import CurveStore
import Foundation
import LogReaders
import LogRecordings
import Recordings
import RunModel
import TestSupport
import Testing

/// Pairs of series that belong together by the words that tools use.
@Suite struct CurvePairsTests {
  private func curves(_ header: String) throws -> [Curve] {
    let names = header.split(separator: ",")
    let rows = (0..<3).map { row in
      (["\(row)"] + names.dropFirst().indices.map { "\(Double($0) / 10 + Double(row) / 100)" })
        .joined(separator: ",")
    }
    let text = ([header] + rows).joined(separator: "\n") + "\n"
    return try SampleLogs.withFile(text.utf8) { path in
      let recording = try #require(
        LogRecording.recordings(try LogContents(path: path), title: "log", isLive: false).first)
      return recording.history(at: recording.length, RecordingQuery()).curves
    }
  }

  private func pair(_ curves: [Curve], _ train: String) -> String? {
    curves.first { $0.train == train }?.validation
  }

  @Test func namesOfTheTwoHalvesOfTheDataMakeOneCurve() throws {
    #expect(pair(try curves("epoch,loss,val_loss"), "loss") == "val_loss")
    #expect(
      pair(try curves("epoch,train/box_loss,val/box_loss"), "train/box_loss") == "val/box_loss")
    #expect(pair(try curves("epoch,train_loss,valid_loss"), "train_loss") == "valid_loss")
    #expect(pair(try curves("epoch,accuracy,val_accuracy"), "accuracy") == "val_accuracy")
    #expect(pair(try curves("epoch,loss,val_accuracy"), "loss") == nil)
  }

  @Test func theWholeLossAndTheStrictestPrecisionComeFirst() throws {
    let shown = try curves(
      "epoch,train/cls_loss,loss,val_loss,val/cls_loss,metrics/precision(B),metrics/mAP50(B),metrics/mAP50-95(B)"
    )
    #expect(shown.first { $0.kind == .loss }?.train == "loss")
    #expect(shown.first { $0.kind == .metric }?.judged == "metrics/mAP50-95(B)")
    #expect(shown.first { $0.kind == .metric }?.direction == .max)
    let plain = try curves("epoch,loss,time,f1,accuracy,val_accuracy")
    #expect(plain.first { $0.kind == .metric }?.judged == "val_accuracy")
  }

  @Test func theLearningRateIsNoCurveAmongOthers() throws {
    #expect(!(try curves("epoch,loss,learning_rate").contains { $0.judged == "learning_rate" }))
  }

  /// The rates of parameter groups that differ are found as any other metric; the first has a chart.
  @Test func theRatesOfOtherGroupsAreCurves() throws {
    let shown = try curves("epoch,loss,lr/pg0,lr/pg1,lr/pg2,time")
    #expect(shown.filter(\.isLearningRate).map(\.title) == ["lr/pg1", "lr/pg2"])
    #expect(shown.map(\.title) == ["loss", "time", "lr/pg1", "lr/pg2"])
    let layers = (0..<60).map { "layer\($0)/lr" }
    #expect(try curves("epoch,loss," + layers.joined(separator: ",")).count == 60)
  }

  @Test func equalRatesOfAllGroupsAreOne() throws {
    let rows = (0..<9).map { "\($0),\(1.0 / Double($0 + 1)),0.1,0.1,0.1\n" }.joined()
    let equal = Recordings.end(try Recordings.recording("epoch,loss,lr/pg0,lr/pg1,lr/pg2\n" + rows))
    #expect(equal.curves.map(\.title) == ["loss"] && equal.rateGroups == 3)
    let ahead = Recordings.end(
      try Recordings.recording("epoch,loss,lr/pg0,lr/pg1,lr/pg2\n" + rows + "9,0.1,0.1,,\n"))
    #expect(ahead.curves.map(\.title) == ["loss"] && ahead.rateGroups == 3)
    let other = Recordings.end(
      try Recordings.recording("epoch,loss,lr/pg0,lr/pg1,lr/pg2\n" + rows + "9,0.1,0.1,0.1,0.2\n"))
    #expect(other.curves.count == 3 && other.rateGroups == 1)
  }

  @Test func everySeriesBelongsToOneCurve() throws {
    let shown = try curves("epoch,loss,val_loss,test_loss,accuracy,lr,foo")
    let names = shown.flatMap { [$0.train, $0.validation].compactMap(\.self) }
    #expect(names.sorted() == ["accuracy", "foo", "loss", "test_loss", "val_loss"])
  }
}
