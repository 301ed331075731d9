#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The identity of a process.
///
/// The number alone does not identify a process: it means nothing on another host, and its own host
/// reuses it.
public struct ProcessIdentity: Equatable, Sendable {
  /// The number of the process; 0 when unknown.
  public var number: Int
  /// The start of the process, in clock ticks since the machine started; 0 when unknown.
  public var start: Int
  /// The scope of the number; empty when unknown.
  ///
  /// A scope is one boot of one machine and one process namespace there, such as a container's.
  public var namespace: String

  /// Creates an identity.
  public init(number: Int, start: Int = 0, namespace: String = "") {
    self.number = number
    self.start = start
    self.namespace = namespace
  }

  /// The identity of this process.
  public static var own: ProcessIdentity { ProcessIdentity(ofRunning: Int(getpid())) }

  /// Creates the identity of a process that this one can see, such as a child.
  public init(ofRunning number: Int) {
    self.init(
      number: number, start: Listing(of: number)?.start ?? 0, namespace: Self.ownNamespace)
  }

  /// The scope of the number of this process; empty when the system does not report it.
  static let ownNamespace: String = {
    let boot = text(of: "/proc/sys/kernel/random/boot_id")
    var link = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &link, link.count)
    guard !boot.isEmpty, count > 0 else { return "" }
    let name = String(decoding: link[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return boot.filter { $0 != "\n" } + " " + name
  }()

  /// Returns true when the process is running; nil when this process cannot know.
  ///
  /// - Parameter host: The name of the machine that the process runs on; empty for this one.
  public func isRunning(on host: String) -> Bool? {
    guard number > 0, let id = Int32(exactly: number) else { return host.isEmpty ? false : nil }
    let isHere =
      namespace.isEmpty || Self.ownNamespace.isEmpty
      ? host.isEmpty || host == hostName() : namespace == Self.ownNamespace
    guard isHere else { return nil }
    guard kill(id, 0) == 0 || errno == EPERM else { return false }
    guard let listing = Listing(of: number) else { return true }
    if start > 0, listing.start != start { return false }
    // A killed process stays listed until its parent has collected its exit status.
    return listing.state != "Z" && listing.state != "X"
  }

  /// The data of a process in `/proc`.
  private struct Listing {
    var state: Substring
    var start: Int

    init?(of process: Int) {
      // The name, in parentheses, may contain any character; words follow it.
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
