import RunModel
import Testing

@testable import MachineReadings

@Suite struct MachineGaugeTests {
  /// The state once everything has been read.
  private func settled(isRunHere: Bool, disk: String = "/") -> MachineState {
    let gauge = MachineGauge()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    var state = MachineState()
    while clock.now < end {
      state = gauge.state(disk: disk, isRunHere: isRunHere, clock.now)
      if state.disk != nil, state.memory != nil || !isRunHere { break }
    }
    return state
  }

  #if os(Linux)
    @Test func aRunOnThisMachine() throws {
      let state = settled(isRunHere: true)
      #expect((state.disk ?? 0) > 0 && (state.diskFree ?? -1) >= 0)
      #expect(try #require(state.memoryUsed) <= #require(state.memory))
    }
  #endif

  @Test func ofAnotherMachineOnlyTheDiskIsRead() {
    let state = settled(isRunHere: false)
    #expect(state.disk != nil)
    #expect(state.load == nil && state.memory == nil && state.gpus == [])
  }

  @Test func aPathThatIsGoneHasNoDisk() throws {
    let gauge = MachineGauge()
    #expect(
      gauge.state(disk: "/no/such/path", isRunHere: false, ContinuousClock().now) == MachineState())
  }

  /// The library is there or not; asking twice gives the same answer.
  @Test func askingForGPUsIsHarmless() {
    #expect(GPUReading.read().count == GPUReading.read().count)
  }
}
