internal import CMemory

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The limits on the memory of this process: `ulimit -v` and `ulimit -d`.
///
/// Swift ends a process whose request for memory is refused, so check the limits before.
public enum MemoryLimit {
  /// Saves address space where a limit counts it.
  ///
  /// Without this call, the C library reserves 64 MB of address space for every thread. Call it
  /// before there are threads.
  public static func spareAddresses() { plateau_memory_spare_addresses() }

  /// Checks that the process can get an amount of memory.
  ///
  /// - Parameters:
  ///   - bytes: The number of bytes needed in addition to the stacks of the threads.
  ///   - threads: The number of threads that will be created, each with a stack.
  /// - Throws: `MemoryError` when the process cannot get the memory.
  public static func check(_ bytes: Double, threads: Int = 0) throws(MemoryError) {
    let needed = Int(min(bytes, 1e15)) + threads * stackBytes
    guard !canMap(needed) else { return }
    // Finds the largest available amount, to within a megabyte.
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
    guard let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED
    else { return false }
    munmap(memory, bytes)
    return true
  }

  /// The memory of a thread in bytes: its stack and a margin.
  private static var stackBytes: Int {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return 8 << 20 }
    defer { pthread_attr_destroy(&attributes) }
    var size = 0
    guard pthread_attr_getstacksize(&attributes, &size) == 0 else { return 8 << 20 }
    return size + (64 << 10)
  }
}
