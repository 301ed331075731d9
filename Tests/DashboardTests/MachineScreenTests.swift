import Cells
import Charts
import Dashboard
import RunModel
import TestSupport
import Testing

/// The row about the machine.
@Suite struct MachineScreenTests {
  private let gigabyte = 1_073_741_824.0

  private func machine(gpus: Int) -> MachineState {
    MachineState(
      load: 0.42, memoryUsed: 12.3 * gigabyte, memory: 62.7 * gigabyte, diskFree: 210e9, disk: 1e12,
      gpus: (0..<gpus).map { index in
        MachineState.GPU(
          name: "H100", load: index % 3 == 2 ? 0.31 : 0.97, memoryUsed: 61.2 * gigabyte,
          memory: 79.6 * gigabyte, temperature: 67 + Double(index), power: 512)
      })
  }

  private func run(_ machine: MachineState) -> OwnRun {
    var run = Fixtures.state()
    _ = run.reduce(.machine(machine))
    return run
  }

  @Test(arguments: [Size(120, 40), Size(200, 60), Size(300, 90)])
  func aMachineWithOneGPU(size: Size) throws {
    try expectScreen(
      view(run(machine(gpus: 1)), size: size, symbols: .braille),
      named: "machine-\(size.width)x\(size.height)")
  }

  private func row(_ machine: MachineState, _ size: Size, _ symbols: Symbols = .braille) -> String {
    let text = view(run(machine), size: size, symbols: symbols).text
    return text[size.height - 2]
  }

  @Test func theLoadIsDrawnOverTheLastReadings() {
    var run = Fixtures.state()
    var machine = machine(gpus: 1)
    for load in [0.0, 0.0, 0.2, 0.5, 1] {
      machine.load = load
      _ = run.reduce(.machine(machine))
      _ = run.reduce(.machine(machine))
    }
    func row(_ width: Int) -> String {
      view(run, size: Size(width, 40), symbols: .braille).text[38]
    }
    // The same state twice is one reading: the course of the GPU is as long.
    #expect(row(160).contains("▁▂▄▇ 100%"))
    #expect(row(160).contains("▇▇▇▇  97%"))
    for width in 100...160 { #expect(row(width).contains("cpu") && row(width).contains("100%")) }
  }

  @Test func aSmallScreenHasNoRow() {
    let machine = machine(gpus: 1)
    for size in [Size(60, 18), Size(80, 24), Size(100, 30)] {
      #expect(
        view(run(machine), size: size, symbols: .braille).text
          == view(Fixtures.state(), size: size, symbols: .braille).text)
    }
  }

  @Test func severalGPUsHaveALevelEach() {
    #expect(
      row(machine(gpus: 8), Size(160, 40)).contains(
        "8 gpus ▇▇▃▇▇▃▇▇  80%  490 of 637 GiB  74 °C   cpu ▕"))
    #expect(row(machine(gpus: 0), Size(120, 40)).hasPrefix(" cpu ▕████"))
  }

  @Test func theLeastImportantGoesFirst() {
    let whole = row(machine(gpus: 1), Size(140, 40))
    #expect(whole.contains("gpu ▕") && whole.contains("disk 210 GB free"))
    let narrow = row(machine(gpus: 8), Size(100, 40))
    #expect(narrow.contains("8 gpus") && narrow.contains("cpu  42%") && !narrow.contains("disk"))
    for width in 100...200 {
      let row = row(machine(gpus: 8), Size(width, 40))
      #expect(row.contains("cpu") && !row.contains("…"), "at \(width)")
    }
  }

  @Test func withoutUnicode() {
    let row = row(machine(gpus: 1), Size(120, 40), .ascii)
    #expect(row.contains("67 C") && row.contains("[#") && row.allSatisfy(\.isASCII))
  }

  /// A run's file may say anything.
  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 0])
  func noNumberMakesItFail(number: Double) {
    let gpu = MachineState.GPU(
      load: number, memoryUsed: number, memory: number, temperature: number, power: number)
    let machine = MachineState(
      load: number, memoryUsed: number, memory: number, diskFree: number, disk: number,
      gpus: [gpu, gpu])
    for width in [100, 120, 300] {
      #expect(row(machine, Size(width, 40)).count == width)
    }
  }

  /// Another host's run tells the state of its machine, as of the moment that is shown.
  @Test func aRunTellsTheStateOfItsMachine() {
    var run = OwnRun()
    var events = Fixtures.events(epochs: 4)
    if case .runStarted(var info) = events[0].kind {
      info.host = "node7"
      events[0].kind = .runStarted(info)
    }
    func told(_ load: Double, after index: Int) -> RunEvent {
      RunEvent(time: events[index].time, .machineRead(MachineState(load: load)))
    }
    events.insert(told(0.91, after: events.count - 1), at: events.count)
    events.insert(told(0.12, after: 60), at: 61)
    run.report(events)
    let size = Size(120, 40)
    #expect(run.text(size)[38].hasPrefix(" node7   cpu ▕█"))
    #expect(run.text(size)[38].contains("91%"))
    // This machine is another one: only the disk is known of it.
    _ = run.reduce(.machine(MachineState(diskFree: 5e9)))
    #expect(run.text(size)[38].contains("91%"))
    for _ in 0..<2 { run.press(.character("b")) }
    #expect(run.text(size)[38].contains("12%"), "as of then")
  }
}
