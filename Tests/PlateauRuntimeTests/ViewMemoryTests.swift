import CommandEntry
import Configuration
import PlateauRuntime
import RunModel
import TestSupport
import Testing

@Suite struct ViewMemoryTests {
  @Test func aViewIsKeptByRun() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path + "/memory"
    let memory = ViewMemory(of: ["/runs/a"], in: folder)
    #expect(memory.view == nil && memory.commands.lines == [])
    var view = ViewSettings()
    view.axis = .step
    view.isAxisLogarithmic = true
    view.metric = "val/mAP"
    view.events = "edits"
    view.page = "confusion"
    view.smoothing = 0.5
    view.isLossLogarithmic = false
    view.ranges = ["loss": 0...2, "val/recall": 0.1...0.9]
    view.clipped = ["val/mAP"]
    view.switchedAxes = ["val/mAP"]
    view.targets = ["loss": 0.1, "val/mAP": 0.9]
    view.pins = ["val/mAP", "loss"]
    view.hiddenMetrics = ["lr/pg0"]
    view.runOrder = "-best"
    view.hiddenRuns = ["exp2"]
    try memory.keep(view, EntryHistory(["smooth 0.5", "y loss 0 2"]))
    #expect(ViewMemory(of: ["/runs/a"], in: folder).view == view)
    #expect(ViewMemory(of: ["/runs/b"], in: folder).view == nil)
    #expect(ViewMemory(of: ["/runs/b"], in: folder).commands.lines == ["smooth 0.5", "y loss 0 2"])
  }

  @Test func aThemeIsKeptForAllRunsUntilAnotherOneIsChosen() throws {
    let temporary = TemporaryFolder()
    let memory = ViewMemory(of: ["/runs/a"], in: temporary.path)
    #expect(memory.theme == nil)
    try memory.keep(ViewSettings(), EntryHistory(), theme: "dusk")
    try memory.keep(ViewSettings(), EntryHistory())
    #expect(ViewMemory(of: ["/runs/b"], in: temporary.path).theme == "dusk")
    try memory.keep(ViewSettings(), EntryHistory(), theme: "auto")
    #expect(memory.theme == "auto")
  }
}
