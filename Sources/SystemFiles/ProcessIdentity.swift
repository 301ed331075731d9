#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A process by more than its number, which says nothing on another host and is given again on its own.
public struct ProcessIdentity: Equatable, Sendable {
  /// The number; 0 when unknown.
  public var number: Int
  /// When it started, in clock ticks since the machine did; 0 when unknown.
  public var start: Int
  /// Where its number counts: one start of one machine, and there one namespace of processes, as of a container; empty
  /// when unknown.
  public var namespace: String

  /// Names a process.
  public init(number: Int, start: Int = 0, namespace: String = "") {
    self.number = number
    self.start = start
    self.namespace = namespace
  }

  /// This process.
  public static var own: ProcessIdentity {
    let number = Int(getpid())
    return ProcessIdentity(
      number: number, start: Listing(of: number)?.start ?? 0, namespace: ownNamespace)
  }

  /// Where the numbers of this process count; empty where the system does not tell.
  static let ownNamespace: String = {
    let boot = text(of: "/proc/sys/kernel/random/boot_id")
    var link = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &link, link.count)
    guard !boot.isEmpty, count > 0 else { return "" }
    let name = String(decoding: link[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return boot.filter { $0 != "\n" } + " " + name
  }()

  /// Whether it runs; nil when that cannot be told from here.
  ///
  /// - Parameter host: the machine it runs on, by its name; empty means this one.
  public func isRunning(on host: String) -> Bool? {
    guard number > 0, let id = Int32(exactly: number) else { return host.isEmpty ? false : nil }
    let isHere =
      namespace.isEmpty || Self.ownNamespace.isEmpty
      ? host.isEmpty || host == hostName() : namespace == Self.ownNamespace
    guard isHere else { return nil }
    guard kill(id, 0) == 0 || errno == EPERM else { return false }
    guard let listing = Listing(of: number) else { return true }
    if start > 0, listing.start != start { return false }
    // One that was killed is still listed until its parent has asked how it ended.
    return listing.state != "Z" && listing.state != "X"
  }

  /// What `/proc` says of a process.
  private struct Listing {
    var state: Substring
    var start: Int

    init?(of process: Int) {
      // The name, in brackets, may hold anything; what follows it are words.
      let text = ProcessIdentity.text(of: "/proc/\(process)/stat")
      guard let bracket = text.lastIndex(of: ")") else { return nil }
      let words = text[text.index(after: bracket)...].split(separator: " ")
      guard words.count > 19, let start = Int(words[19]) else { return nil }
      state = words[0]
      self.start = start
    }
  }

  private static func text(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
  }
}
