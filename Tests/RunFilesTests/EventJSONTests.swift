import JSONText
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

@Suite struct EventJSONTests {
  @Test(arguments: EventSamples.kinds.indices)
  func everyEventIsReadBackAsItWasWritten(index: Int) throws {
    let event = RunEvent(time: 1_700_000_000.125, EventSamples.kinds[index])
    let line = event.json.text
    let back = try RunEvent(json: JSONParser.parse(line))
    // NaN is not equal to itself, so the text written again is compared.
    #expect(back.json.text == line)
    if !line.contains("nan") { #expect(back == event) }
    #expect(!line.contains("\n"))
  }

  @Test func aReportWithoutErrorsAndWithStrangeCurvesIsRead() throws {
    func report(_ members: String) throws -> DetectionReport {
      let json = try JSONParser.parse(
        #"{"event":"detected","time":1,"epoch":0,"report":{"classes":[],"confusion":[],"found":[]\#(members)}}"#
      )
      guard case .detected(_, let report) = try RunEvent(json: json).kind else {
        throw FileError("", "not a report")
      }
      return report
    }
    #expect(try report("") == DetectionReport(classes: [], confusion: [], found: []))
    let long = Array(repeating: "2000", count: 300).joined(separator: ",")
    #expect(
      try report(",\"precisions\":[\(long)]").precisions == Array(repeating: 1, count: 101))
    #expect(
      try report(",\"precisions\":[500,-1,\"x\"]").precisions
        == [0.5] + Array(repeating: 0, count: 100))
    #expect(try report(",\"precisions\":3").precisions == nil)
    #expect(try report(",\"errors\":{}").errors?.kinds == [])
  }

  @Test func anEventWithoutItsEpochIsRefusedByName() throws {
    let json = try JSONParser.parse(#"{"event":"paused","time":1.0,"step":3}"#)
    #expect(throws: FileError("events.jsonl", "no usable \"epoch\" in this event")) {
      try RunEvent(json: json)
    }
  }

  @Test(arguments: EventSamples.commands)
  func everyCommandIsReadBackAsItWasWritten(command: RunCommand) throws {
    let request = CommandRequest(id: "7", source: "script", command)
    let json = try JSONParser.parse(request.json.text)
    #expect(try CommandRequest(json: json, fallbackID: "", fallbackSource: "") == request)
  }

  @Test func aBareCommandIsEnough() throws {
    let json = try JSONParser.parse(#"{"command":"pause"}"#)
    let request = try CommandRequest(json: json, fallbackID: "line-1", fallbackSource: "file")
    #expect(request == CommandRequest(id: "line-1", source: "file", hasOwnID: false, .pause))
  }

  /// A script may number its requests in the way lines are numbered.
  @Test func anIDThatLooksLikeALinesNumberIsItsSendersOwn() throws {
    let json = try JSONParser.parse(#"{"id":"line-1","command":"pause"}"#)
    let request = try CommandRequest(json: json, fallbackID: "line-7", fallbackSource: "file")
    #expect(request.hasOwnID)
  }

  @Test func anUnknownCommandSaysWhichThereAre() throws {
    let json = try JSONParser.parse(#"{"command":"halt"}"#)
    let error = #expect(throws: FileError.self) {
      try CommandRequest(json: json, fallbackID: "", fallbackSource: "")
    }
    #expect(error?.reason.contains("stop") == true)
  }
}
