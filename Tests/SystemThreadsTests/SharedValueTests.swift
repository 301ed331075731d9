import SystemThreads
import Testing

@Suite struct SharedValueTests {
  @Test func everyThreadThatWaitsSeesTheChangeItWaitsFor() throws {
    let shared = SharedValue(0)
    let seen = SharedValue([Int]())
    for number in 1...4 {
      try SystemThread.start {
        shared.wait { $0 >= number }
        seen.edit { $0.append(number) }
      }
    }
    for number in 1...4 {
      shared.edit { $0 = number }
      #expect(seen.wait(for: .seconds(30)) { $0.contains(number) })
    }
    #expect(seen.value == [1, 2, 3, 4])
  }

  @Test func aWaitThatIsInVainEnds() {
    let shared = SharedValue(false)
    #expect(!shared.wait(for: .milliseconds(1)) { $0 })
    shared.edit { $0 = true }
    #expect(shared.wait(for: .zero) { $0 })
  }
}
