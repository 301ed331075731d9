internal import Dispatch
internal import Synchronization
internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Threads of the system, which can fail to start.
///
/// Dispatch waits for ever when no thread can be created, and no signal ends that wait.
public enum SystemThread {
  /// Runs a closure on a new thread.
  ///
  /// - Throws: `ThreadError` when the system has no thread left; the closure is then not called.
  public static func start(_ body: @escaping @Sendable () -> Void) throws(ThreadError) {
    pthread_detach(try make(body))
  }

  /// Runs a closure that may hang, as on a disk that does not answer, on a new thread, and waits for it.
  ///
  /// It runs on the calling thread when the system has no other left.
  ///
  /// - Parameter patience: The longest time to wait.
  /// - Returns: What the closure returns; nil when it has not come so far, and goes on alone.
  public static func result<Value: Sendable>(
    within patience: Duration, of body: @escaping @Sendable () -> Value
  ) -> Value? {
    let result = SharedValue<Value?>(nil)
    do throws(ThreadError) {
      try start {
        let made = body()
        result.edit { $0 = made }
      }
    } catch {
      return body()
    }
    result.wait(for: patience) { $0 != nil }
    return result.value
  }

  private static func make(
    _ body: @escaping @Sendable () -> Void
  ) throws(ThreadError) -> pthread_t {
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, { Work.run($0) }, work.toOpaque())
      if code == 0 { return thread }
    #else
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, { Work.run($0) }, work.toOpaque())
      if code == 0, let thread { return thread }
    #endif
    work.release()
    throw ThreadError(reason: systemReason(code))
  }

  /// The processor time that the calling thread has used.
  public static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Checks that a number of threads can exist at once.
  ///
  /// - Throws: `ThreadError` when that number of threads cannot exist.
  public static func check(_ count: Int) throws(ThreadError) {
    let latch = DispatchSemaphore(value: 0)
    let gone = DispatchGroup()
    defer {
      for _ in 0..<count { latch.signal() }
      gone.wait()
    }
    for _ in 0..<count {
      gone.enter()
      do throws(ThreadError) {
        try start {
          latch.wait()
          gone.leave()
        }
      } catch {
        gone.leave()
        throw error
      }
    }
  }

  /// Calls a closure on several threads at once, including the caller's, and waits for all calls.
  ///
  /// There are fewer calls when threads cannot be created, so the closure must take its work from a
  /// shared source.
  ///
  /// - Parameter threads: The largest number of calls.
  public static func share(among threads: Int, _ body: @Sendable () -> Void) {
    guard threads > 1 else { return body() }
    withoutActuallyEscaping(body) { body in
      var started: [pthread_t] = []
      while started.count < threads - 1, let thread = try? make(body) {
        started.append(thread)
      }
      body()
      // Only a thread that has ended is certain to have released the closure.
      for thread in started { pthread_join(thread, nil) }
    }
  }

  /// Calls a closure with each number below a count, on as many processors as threads allow.
  public static func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard isDispatchSafe else { return (0..<max(0, count)).forEach(body) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }

  /// True when the threads that Dispatch keeps for itself can be created.
  private static let isDispatchSafe = (try? check(4)) != nil

  /// A closure on its way to its thread.
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let context else { return nil }
      let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
      work.body()
      return nil
    }
  }
}
