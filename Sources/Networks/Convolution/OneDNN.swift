internal import COneDNN

/// oneDNN's CPU engine, with a stream for each thread that runs primitives.
///
/// The primitives of oneDNN are used in this folder only. Dense layers use its `dnnl_sgemm` alone.
final class OneDNN {
  /// An operation that oneDNN refused, and its status (`dnnl_status_t`).
  struct Failure: Error {
    let what: String
    let status: UInt32
  }

  let engine: OpaquePointer?
  private let streams: [OpaquePointer?]

  /// The number of threads that run primitives at the same time.
  var threads: Int { streams.count }

  init(threads: Int) throws(Failure) {
    var engine: OpaquePointer?
    try Self.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "its engine")
    var streams: [OpaquePointer?] = []
    for _ in 0..<threads {
      var stream: OpaquePointer?
      try Self.check(
        dnnl_stream_create(&stream, engine, dnnl_stream_default_flags.rawValue), "a stream")
      streams.append(stream)
    }
    self.engine = engine
    self.streams = streams
  }

  deinit {
    for stream in streams { dnnl_stream_destroy(stream) }
    dnnl_engine_destroy(engine)
  }

  /// The stream of a thread.
  func stream(_ rank: Int) -> OpaquePointer? { streams[rank] }

  /// `true` if oneDNN uses registers of sixteen numbers: on CPUs with AVX-512, unless the environment
  /// variable ONEDNN_MAX_CPU_ISA forbids it.
  static var hasWideRegisters: Bool { has(dnnl_cpu_isa_avx512_core) }

  /// `true` if oneDNN multiplies bfloat16: on CPUs with AVX-512 BF16 or AMX, unless ONEDNN_MAX_CPU_ISA forbids it.
  static var multipliesBFloat16: Bool { has(dnnl_cpu_isa_avx512_core_bf16) }

  private static func has(_ instructions: dnnl_cpu_isa_t) -> Bool {
    guard (try? load()) != nil else { return false }
    let all = instructions.rawValue
    return dnnl_get_effective_cpu_isa().rawValue & all == all
  }

  /// Loads the library on the first call; everything else here and `dnnl_sgemm` needs it.
  ///
  /// - Throws: `MissingLibraryError` if it is not installed or has another version.
  static func load() throws(MissingLibraryError) {
    guard let reason = plateau_onednn_load() else { return }
    throw MissingLibraryError(reason: String(cString: reason))
  }

  /// Keeps oneDNN from starting threads in the calling thread.
  ///
  /// Primitives divide their work by this number when they are created, so it must be set by then.
  static func disableThreading() { plateau_onednn_disable_threading() }

  static func check(_ status: dnnl_status_t, _ what: String) throws(Failure) {
    guard status == dnnl_success else { throw Failure(what: what, status: status.rawValue) }
  }
}
