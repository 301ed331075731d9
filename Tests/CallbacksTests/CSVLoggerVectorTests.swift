import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing

@Suite struct CSVLoggerVectorTests {
  private let folder = TemporaryFolder()

  struct Case: Decodable {
    struct Pair: Decodable {
      var name: String
      var value: Double

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        value = try container.decode(VectorNumber.self).value
      }
    }
    var separator: String
    var append: Bool
    var file_before: Data?
    var fits: [[[Pair]]]
    var file_after: Data
  }

  @Test func everyFileOfEveryCaseIsKerass() throws {
    let cases = try Vectors.load("csv_logger", as: Case.self)
    #expect(cases.count == 60)
    for (index, test) in cases.enumerated() { try check(test, "case \(index + 1)") }
  }

  private func check(_ test: Case, _ name: String) throws {
    let path = folder.path("\(name).csv")
    if let before = test.file_before { try before.write(to: URL(fileURLWithPath: path)) }
    let separator = try #require(test.separator.unicodeScalars.first)
    let callback = CSVLogger(path: path, separator: separator, append: test.append)
    for fit in test.fits {
      let stage = Stage()
      try stage.begin(callback)
      for (epoch, row) in fit.enumerated() {
        try stage.end(callback, epoch: epoch, Logs(row.map { ($0.name, .number($0.value)) }))
      }
      try stage.finish(callback)
    }
    let after = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(
      after == test.file_after,
      "\(name): \(String(decoding: after, as: UTF8.self)) is not \(String(decoding: test.file_after, as: UTF8.self))"
    )
  }

  @Test func valuesOfEveryKindAreWrittenAsPythonWritesThem() throws {
    let path = folder.path("log.csv")
    let callback = CSVLogger(path: path)
    let stage = Stage()
    try stage.begin(callback)
    let logs: Logs = [
      "AP": .list([0.1, 0.25]), "loss": 0.1, "single": .single(0.1), "count": 3, "none": .none,
      "text": "x,\"y\"", "val_loss": 1e-5,
    ]
    try stage.end(callback, epoch: 0, logs)
    try stage.end(callback, epoch: 1, ["loss": 9_007_199_254_740_994.0, "late": 1.0])
    try stage.finish(callback)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      text == "epoch,AP,count,loss,none,single,text,val_loss\r\n"
        + "0,\"\"\"[0.1, 0.25]\"\"\",3,0.1,,0.1,\"x,\"\"y\"\"\",1e-05\r\n"
        + "1,NA,NA,9007199254740994.0,NA,NA,NA,NA\r\n")
  }

  @Test func aFolderThatIsNotThereIsAnErrorWithItsName() {
    let callback = CSVLogger(path: "/no/such/folder/log.csv")
    #expect {
      try Stage().begin(callback)
    } throws: { "\($0)" == "/no/such/folder/log.csv: cannot be written: no such file or directory" }
  }
}
