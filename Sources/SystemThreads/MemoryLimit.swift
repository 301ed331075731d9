internal import CMemory

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The memory that limits on this process leave it: `ulimit -v` and `ulimit -d`.
///
/// Swift ends the process where memory is refused, so that it has to be asked for before.
public enum MemoryLimit {
  /// Keeps memory together where a limit counts addresses.
  ///
  /// Else the C library sets 64 MB of them aside for every thread. To be called before there are threads.
  public static func spareAddresses() { plateau_memory_spare_addresses() }

  /// Finds out whether so much memory can be had.
  ///
  /// - Parameters:
  ///   - bytes: what is needed beside the threads.
  ///   - threads: threads that will be made, each with a stack.
  /// - Throws: `MemoryError` when it cannot.
  public static func check(_ bytes: Double, threads: Int = 0) throws(MemoryError) {
    let needed = Int(min(bytes, 1e15)) + threads * stackBytes
    guard !canMap(needed) else { return }
    // The most that can be had, to a megabyte.
    var (least, most) = (0, needed)
    while most - least > 1 << 20 {
      let middle = least + (most - least) / 2
      if canMap(middle) { least = middle } else { most = middle }
    }
    throw MemoryError(needed: needed, available: least)
  }

  private static func canMap(_ bytes: Int) -> Bool {
    guard bytes > 0 else { return true }
    #if canImport(Glibc)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    #else
      let flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
    #endif
    guard let place = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), place != MAP_FAILED
    else { return false }
    munmap(place, bytes)
    return true
  }

  /// What a thread takes.
  private static var stackBytes: Int {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return 8 << 20 }
    defer { pthread_attr_destroy(&attributes) }
    var size = 0
    guard pthread_attr_getstacksize(&attributes, &size) == 0 else { return 8 << 20 }
    return size + (64 << 10)
  }
}
