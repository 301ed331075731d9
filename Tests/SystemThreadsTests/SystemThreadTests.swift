import Dispatch
import Synchronization
import SystemThreads
import Testing

@Suite struct SystemThreadTests {
  @Test func aThreadRunsItsClosure() throws {
    let done = DispatchSemaphore(value: 0)
    try SystemThread.start { done.signal() }
    #expect(done.wait(timeout: .now() + 60) == .success)
  }

  @Test func whatHangsIsWaitedForNoLongerThanSaid() {
    #expect(SystemThread.result(within: .seconds(60)) { 7 } == 7)
    let never = DispatchSemaphore(value: 0)
    let result = SystemThread.result(within: .milliseconds(1)) {
      never.wait()
      return 7
    }
    #expect(result == nil)
    never.signal()
  }

  @Test func asManyThreadsAsThereAreCanBeHad() throws {
    try SystemThread.check(8)
  }

  @Test(arguments: [1, 2, 7]) func sharedWorkIsDoneOnceWhenTheCallReturns(threads: Int) {
    let next = Atomic(0)
    let sum = Atomic(0)
    SystemThread.share(among: threads) {
      while case let number = next.wrappingAdd(1, ordering: .relaxed).oldValue, number < 1000 {
        sum.wrappingAdd(number, ordering: .relaxed)
      }
    }
    #expect(sum.load(ordering: .relaxed) == 499_500)
  }
}
