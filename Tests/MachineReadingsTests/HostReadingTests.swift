import Foundation
import Testing

@testable import MachineReadings

@Suite struct HostReadingTests {
  /// The beginning of `/proc/stat` of a machine with two cores.
  private let earlier = """
    cpu  1623 110 932 190431 842 0 61 12 0 0
    cpu0 811 60 466 95215 421 0 30 6 0 0
    cpu1 812 50 466 95216 421 0 31 6 0 0
    intr 512904 0 9 0 0
    ctxt 1103442

    """
  private let meminfo = """
    MemTotal:       65768648 kB
    MemFree:         1205132 kB
    MemAvailable:   52614920 kB
    Buffers:          612340 kB
    Cached:         49852812 kB
    HugePages_Total:       0

    """

  @Test func theLoadIsThePartOfTheTimeBetweenTwoReadings() throws {
    let first = try #require(ProcessorTimes(stat: earlier))
    let second = try #require(ProcessorTimes(stat: "cpu  1723 110 942 190501 852 0 71 12 0 0\n"))
    #expect(first.total == 194_011 && first.busy == 2738)
    // 120 of 200 ticks: waiting for a disk is not computing.
    #expect(second.load(since: first) == 0.6)
    #expect(first.load(since: first) == nil)
  }

  @Test(arguments: ["", "\n", "intr 1 2 3\n", "cpu\n", "cpu a b c d\n", "cpu  1 2 3\n"])
  func anotherTextHasNoTimes(text: String) {
    #expect(ProcessorTimes(stat: text) == nil)
  }

  @Test func memoryInUseLeavesOutWhatTheSystemCanTakeBack() throws {
    let memory = try #require(MemoryUse(meminfo: meminfo))
    #expect(memory.total == 65_768_648 * 1024 && memory.used == (65_768_648 - 52_614_920) * 1024)
    #expect(MemoryUse(meminfo: "MemTotal: 12 kB\n") == nil)
    #expect(MemoryUse(meminfo: "MemTotal: many kB\nMemAvailable: 3 kB\n") == nil)
  }

  @Test func theLimitOfAContainer() throws {
    let memory = try #require(
      MemoryUse(
        limit: "8589934592\n", current: "6442450944\n", stat: "anon 4\ninactive_file 2147483648\n"))
    #expect(memory.total == 8_589_934_592 && memory.used == 4_294_967_296)
    #expect(MemoryUse(limit: "max\n", current: "6442450944\n", stat: "") == nil)
    #expect(MemoryUse(limit: "", current: "", stat: "") == nil)
  }

  @Test func readingTheFilesOfASystem() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "host-\(UUID().uuidString)/")
    defer { try? FileManager.default.removeItem(at: root) }
    func write(_ text: String, _ path: String) throws {
      let url = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let nothing = HostReading(after: nil, root: root.path + "/")
    #expect(nothing.load == nil && nothing.memory == nil)
    try write(earlier, "proc/stat")
    try write(meminfo, "proc/meminfo")
    let first = HostReading(after: nothing, root: root.path + "/")
    #expect(first.load == nil && first.memory == MemoryUse(meminfo: meminfo))
    try write("cpu  1723 110 942 190501 852 0 71 12 0 0\n", "proc/stat")
    try write("1073741824\n", "sys/fs/cgroup/memory.max")
    try write("536870912\n", "sys/fs/cgroup/memory.current")
    let second = HostReading(after: first, root: root.path + "/")
    #expect(second.load == 0.6)
    #expect(second.memory?.total == 1_073_741_824 && second.memory?.used == 536_870_912)
  }

  #if os(Linux)
    @Test func thisSystemHasThem() {
      let reading = HostReading(after: nil)
      #expect(reading.times != nil && (reading.memory?.total ?? 0) > 1e6)
    }
  #endif
}
