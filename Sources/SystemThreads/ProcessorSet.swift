internal import CProcessors

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A set of the machine's processors.
///
/// Where the system does not bind threads to processors, there is one set with a number of them.
public struct ProcessorSet: Equatable, Sendable {
  /// The numbers of the processors, ascending.
  public let numbers: [Int]

  /// Creates a set.
  public init(_ numbers: [Int]) { self.numbers = numbers.sorted() }

  /// The number of processors.
  public var count: Int { numbers.count }

  /// The processors that the calling thread may use: launchers and containers leave out some.
  public static var usable: ProcessorSet {
    var words = [UInt64](repeating: 0, count: wordCount)
    if plateau_processors_usable(&words, words.count) == 0 {
      let all = (0..<64 * wordCount).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      if !all.isEmpty { return ProcessorSet(all) }
    }
    return ProcessorSet(Array(0..<max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))))
  }

  /// Parts of equal size, as far as that is possible.
  ///
  /// - Parameter count: The number of parts, above 0. Where there are fewer processors, parts share
  ///   them.
  public func shares(_ count: Int) -> [ProcessorSet] {
    (0..<count).map { part in
      guard numbers.count > count else {
        return ProcessorSet([numbers[part % numbers.count]])
      }
      return ProcessorSet(
        Array(numbers[part * numbers.count / count..<(part + 1) * numbers.count / count]))
    }
  }

  /// Binds the calling thread to these processors, and the processes that it starts from now on.
  ///
  /// A system that refuses leaves it as it is.
  public func adopt() {
    var words = [UInt64](repeating: 0, count: Self.wordCount)
    for number in numbers where number < 64 * words.count {
      words[number / 64] |= 1 << UInt64(number % 64)
    }
    _ = plateau_processors_adopt(&words, words.count)
  }

  /// Room for 4,096 processors.
  private static let wordCount = 4096 / 64
}
