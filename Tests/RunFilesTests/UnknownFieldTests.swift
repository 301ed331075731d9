import JSONText
import RunFiles
import RunModel
import Testing

/// Events of a newer version, or of a script's client, with more fields than this version knows.
@Suite struct UnknownFieldTests {
  @Test func aFieldOfAnUnknownKindIsKeptAndDoesNotCostTheRun() throws {
    let line = #"""
      {"event":"run_started","time":1,"info":{"name":"new","epochs":3,"learning_rate":0.1,"process":7,"host":"h","process_start":9,"process_namespace":"b pid:[3]","callbacks":[{"id":"a","name":"A","fields":[{"name":"mode","value":"max","kind":"choice"},{"name":"rule","value":"a","kind":"choice","choices":["a","b"]},{"name":"now","value":[3],"kind":"reading"},{"name":"steps","value":[1,2],"kind":"schedule"},{"value":1,"kind":"count"},{"name":"patience","value":5,"kind":"count"}]}]}}
      """#
    let event = try RunEvent(json: try JSONParser.parse(line))
    guard case .runStarted(let info) = event.kind else {
      Issue.record("not a start")
      return
    }
    #expect(info.processStart == 9)
    #expect(info.processNamespace == "b pid:[3]")
    let fields = info.callbacks[0].fields
    #expect(fields.map(\.name) == ["mode", "rule", "now", "steps", "patience"])
    #expect(fields[0].kind == .unknown("choice"))
    #expect(fields[0].value == .text("max"))
    #expect(fields[1].kind == .choice(["a", "b"]))
    #expect(fields[2].kind == .reading && fields[2].value == .text("[3]"))
    #expect(fields[3].value == .text("[1,2]"))
    #expect(fields[3].kind == .unknown("schedule"))
    #expect(fields[0].stepped(by: 1) == nil)
    #expect(throws: EditRefusal.self) { try fields[0].parse("min") }
    #expect(try RunEvent(json: event.json) == event)
  }
}
