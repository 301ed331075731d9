import CurveStore
import Foundation
import LogRecordings
import RunModel
import SystemFiles
import TestSupport
import Testing

@testable import LogReaders

/// Tables of programs that nobody here knows: headers that agree with their rows, rows without an
/// epoch, batches within epochs, and the names of tools.
@Suite struct TableShapeTests {
  private func read(_ text: String, named name: String = "log.csv") throws -> LogContents {
    try SampleLogs.withFile(Array(text.utf8), named: name) { try LogContents(path: $0) }
  }

  private func points(_ name: String, _ contents: LogContents) throws -> [LogPoint] {
    let series = try #require(contents.runs.flatMap(\.series).first { $0.name == name })
    return (0..<series.points.count).map { series.points[$0] }
  }

  @Test("Rows count where no column does, as epochs beside validation results")
  func countedRows() throws {
    let history = try read("loss,val_loss\n3,4\n2,3\n1,3.5\n")
    #expect(try points("val_loss", history).map(\.epoch) == [1, 2, 3])
    #expect(history.notes.contains { $0.text.contains("rows are counted") })
    let log = try RecordedLog(history, path: "")
    #expect(log.epochs.count == 3)
    let plain = try read("loss;error\n3;0,5\n2;0,25\n")
    #expect(try points("error", plain).map(\.step) == [1, 2])
    #expect(try points("error", plain).map(\.epoch) == [nil, nil])
  }

  @Test("Counted rows are the same read in blocks and one by one, and start anew below a header")
  func countedBlocks() throws {
    let rows = (0..<3000).map { "\(Double($0) / 7),\($0 % 10 == 0 ? "1,5" : "\($0)")\n" }
    let contents = try read("loss,acc\n" + rows.filter { !$0.contains("1,5") }.joined())
    let found = try points("loss", contents)
    #expect(found.map(\.step) == (1...found.count).map(Int64.init))
    let twice = try read("loss,acc\n1,2\n2,3\nloss,acc\n5,6\n")
    #expect(try points("loss", twice).map(\.step) == [1, 2, 1])
  }

  @Test(
    "Batches that start anew in each epoch are counted on", arguments: ["batch", "iter", "step"])
  func batches(column: String) throws {
    let contents = try read(
      "epoch, \(column), mae\n 1, 1, 9\n 1, 2, 8\n 1, 3, 7\n 2, 1, 6\n 2, 2, 5\n 2, 3, 4\n 3, 1, 3\n"
    )
    let found = try points("mae", contents)
    #expect(found.map(\.step) == [1, 2, 3, 4, 5, 6, 7])
    #expect(found.map(\.epoch) == [1, 1, 1, 2, 2, 2, 3])
    #expect(contents.runs[0].series.map(\.name) == ["mae"])
    #expect(contents.runs[0].series[0].segments == [0])
  }

  @Test("A resumed table goes back to the step at which its epoch began")
  func resumedBatches() throws {
    let contents = try read(
      "epoch,batch,mae\n0,0,9\n0,1,8\n1,0,7\n1,1,6\n2,0,5\n1,0,4\n1,1,3\n2,0,2\n")
    let found = try points("mae", contents)
    #expect(found.map(\.step) == [0, 1, 2, 3, 4, 2, 3, 4])
    #expect(contents.runs[0].series[0].segments == [0, 5])
  }

  @Test(
    "A tool is named only where something of it is in the file",
    arguments: [
      ("epoch,batch,loss\n1,1,3\n1,2,2\n", "CSV or TSV"),
      ("epoch,step,loss\n1,10,3\n1,20,2\n", "CSV or TSV"),
      ("epoch,train_loss,eval_loss,eval_top1\n0,1,2,3\n1,1,2,3\n", "CSV or TSV"),
      ("EPOCH\tTIMESTAMP\tLEARNING_RATE\tTRAIN_LOSS\n1\t10:00:00\t0.1\t3\n", "CSV or TSV"),
      ("step\tloss\n1\t3\n2\t2\n", "CSV or TSV"),
      ("epoch,val_loss,loss\n0,3,2\n1,2,1\n", "CSV or TSV"),
      ("epoch,loss,val_loss\n1,3,2\n2,2,1\n", "CSV or TSV"),
      ("epoch,loss,val_loss\n0,3,2\n1,2,1\n", "Keras CSVLogger"),
      ("epoch,step,loss,val_loss\n0,10,3,\n0,20,,2\n", "Lightning metrics.csv"),
      ("epoch,train_loss,valid_loss,f1,time\n0,3,2,1,00:01\n", "fastai history.csv"),
    ])
  func tools(text: String, title: String) throws {
    #expect(try read(text).format.title == title)
  }

  @Test(
    "Console output is not a table",
    arguments: [
      "2024-01-05: epoch: 1 |loss 4.5 | wh_loss 7.5 | time 2.5 | \n2024-01-05: epoch: 2 |loss 3.5 | wh_loss 6.5 | time 2.5 | \n",
      "Namespace(arch='net', size=16, lr=0.1)\nNamespace(arch='net', size=8, lr=0.1)\n",
      "epoch 1, loss: 0.5, acc: 0.6\nepoch 2, loss: 0.4, acc: 0.7\n",
      "Args(lr=0.1, beta=0.9\tx)\nok 1\t2\n",
    ])
  func console(text: String) {
    #expect(DelimitedHeader(Array(text.utf8)) == nil)
  }

  @Test("Numbers without a header are columns with numbers as names")
  func headerless() throws {
    let contents = try read("0,0.9,0.5\n1,0.8,0.6\n2,0.7,0.7\n3,0.6,0.8\n")
    #expect(contents.runs[0].series.map(\.name) == ["column 2", "column 3"])
    #expect(try points("column 2", contents).map(\.step) == [0, 1, 2, 3])
    #expect(try points("column 2", try read("10,0.9\n20,0.8\n")).map(\.step) == [10, 20])
    let two = try read("0.9 0.5\n0.8 0.6\n0.7 0.7\n")
    #expect(try points("column 1", two).map(\.step) == [1, 2, 3])
    let one = try read("0.9\n0.8\n0.7\n0.75\n", named: "loss.txt")
    #expect(try points("column 1", one).map(\.value) == [0.9, 0.8, 0.7, 0.75])
  }

  @Test("Settings of Ray Tune are not curves")
  func rayTune() throws {
    let contents = try read(
      "episode_reward_mean,training_iteration,timesteps_total,config/lr\n1,1,100,0.1\n2,2,200,0.1\n",
      named: "progress.csv")
    #expect(try points("episode_reward_mean", contents).map(\.step) == [1, 2])
    #expect(!contents.runs[0].series.contains { $0.name.hasPrefix("config") })
  }

  private func results(_ losses: Int, _ values: Int) -> String {
    (0..<3).map { epoch in
      let parts = (1...losses).map { 0.1 * Double($0) }
      let row =
        ["\(epoch)/2", "2.5G"] + parts.map { "\($0)" } + ["\(parts.reduce(0, +))", "17", "320"]
        + ["0.5", "0.4", "0.3", "0.2"] + (0..<values).map { "0.0\($0 + 1)" }
      return row.joined(separator: "  ") + "\n"
    }.joined()
  }

  @Test("Columns of YOLO's results are named by their number and values")
  func results() throws {
    let plain = try read(results(3, 3), named: "results.txt")
    #expect(try points("metrics/precision", plain).map(\.value) == [0.5, 0.5, 0.5])
    #expect(try points("val/cls_loss", plain).map(\.value) == [0.03, 0.03, 0.03])
    let face = try read(results(4, 3), named: "results.txt")
    #expect(try points("metrics/mAP_0.5:0.95", face).map(\.value) == [0.2, 0.2, 0.2])
    #expect(try points("train/landmark_loss", face).count == 3)
    let pose = try read(results(5, 5), named: "results.txt")
    #expect(try points("val/kptv_loss", pose).map(\.value) == [0.05, 0.05, 0.05])
    let other = try read(results(7, 3), named: "results.txt")
    #expect(other.runs[0].series.allSatisfy { $0.name.hasPrefix("column ") })
    #expect(other.runs[0].series.allSatisfy { $0.bestIndex == nil })
  }

  @Test("A column that names the data divides its rows")
  func splitColumn() throws {
    let contents = try read("epoch,phase,loss\n1,train,9\n1,val,8\n2,train,7\n2,val,6\n")
    #expect(contents.runs[0].series.map(\.split) == [.train, .validation])
    #expect(contents.runs[0].series.map(\.name) == ["loss", "loss"])
    #expect(contents.runs[0].series[1].points.values == [8, 6])
    #expect(contents.runs[0].series[1].points.epochs == [1, 2])
  }

  @Test("A column that names the metric gives each its series")
  func nameColumn() throws {
    let contents = try read("step,name,value\n1,loss,9\n1,acc,0.5\n2,loss,8\n2,acc,0.6\n")
    #expect(contents.runs[0].series.map(\.name) == ["loss", "acc"])
    #expect(!contents.notes.contains { $0.text.contains("without numbers: value") })
    #expect(try points("acc", contents).map(\.value) == [0.5, 0.6])
    #expect(try points("loss", contents).map(\.step) == [1, 2])
  }

  @Test("DVCLive's files are told by their folder")
  func dvcLive() throws {
    let head = LogHead(
      Array("step\tloss\n1\t3\n".utf8), path: "a/plots/metrics/loss.tsv",
      options: ReadingOptions(readers: []))
    #expect(DelimitedReader(head)?.contents(path: "").format.title == "DVCLive")
  }
}
