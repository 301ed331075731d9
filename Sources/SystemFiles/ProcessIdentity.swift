#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The identity of a process: its number alone means nothing on another host and is reused on its own.
public struct ProcessIdentity: Equatable, Sendable {
  /// The number; 0 when unknown.
  public var number: Int
  /// The start of the process, in clock ticks since the machine started; 0 when unknown.
  public var start: Int
  /// The scope of the number: one start of one machine, and one process namespace there, as of a container; empty when
  /// unknown.
  public var namespace: String

  /// Makes an identity.
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

  /// The scope of the numbers of this process; empty when the system does not tell.
  static let ownNamespace: String = {
    let boot = text(of: "/proc/sys/kernel/random/boot_id")
    var link = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &link, link.count)
    guard !boot.isEmpty, count > 0 else { return "" }
    let name = String(decoding: link[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return boot.filter { $0 != "\n" } + " " + name
  }()

  /// Returns true when the process runs; nil when that cannot be told from here.
  ///
  /// - Parameter host: The name of the machine it runs on; empty for this one.
  public func isRunning(on host: String) -> Bool? {
    guard number > 0, let id = Int32(exactly: number) else { return host.isEmpty ? false : nil }
    let isHere =
      namespace.isEmpty || Self.ownNamespace.isEmpty
      ? host.isEmpty || host == hostName() : namespace == Self.ownNamespace
    guard isHere else { return nil }
    guard kill(id, 0) == 0 || errno == EPERM else { return false }
    guard let listing = Listing(of: number) else { return true }
    if start > 0, listing.start != start { return false }
    // A killed process is listed until its parent has asked how it ended.
    return listing.state != "Z" && listing.state != "X"
  }

  /// The data of a process in `/proc`.
  private struct Listing {
    var state: Substring
    var start: Int

    init?(of process: Int) {
      // The name, in brackets, may contain anything; words follow it.
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
