#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The system clock, which may be set back.
public enum WallClock {
  /// Seconds since 1970.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
