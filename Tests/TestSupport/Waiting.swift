internal import Testing

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Waits until a condition holds that another process, thread or the clock fulfils.
///
/// - Parameters:
///   - limit: The longest time, which is there to end a test that hangs.
///   - interval: The time between two looks.
/// - Returns: False when the time ran out first.
@discardableResult
public func eventually(
  within limit: Duration = .seconds(30), every interval: Duration = .milliseconds(5),
  _ condition: () throws -> Bool
) rethrows -> Bool {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while try !condition() {
    if clock.now > end { return false }
    usleep(UInt32(interval / .microseconds(1)))
  }
  return true
}

/// Waits until another change to a file would show a different time: the clock of the file system
/// has ticks.
public func waitForTick(after path: String) {
  var status = stat()
  guard stat(path, &status) == 0 else { return }
  #if canImport(Glibc)
    let (changed, clock) = (status.st_ctim, CLOCK_REALTIME_COARSE)
  #else
    let (changed, clock) = (status.st_ctimespec, CLOCK_REALTIME)
  #endif
  let hasTicked = eventually {
    var now = timespec()
    clock_gettime(clock, &now)
    return (now.tv_sec, now.tv_nsec) > (changed.tv_sec, changed.tv_nsec)
  }
  if !hasTicked { Issue.record("\(path): its time lies in the future") }
}
