import Foundation
import Testing

/// A library that kills a program at a chosen file operation, half of a write done.
///
/// The test builds it with the system's compiler and loads it before the C library: the program itself knows nothing
/// of it.
struct Faults {
  let library: String

  /// Builds the library; nil without a compiler.
  init?(in folder: String) {
    guard let library = Self.build(Self.source, folder + "/faults") else { return nil }
    self.library = library
  }

  /// True with a compiler, which tests that build a library need.
  static let hasCompiler = compilers.contains { run([$0, "--version"]) }
  /// The reason why such tests are skipped.
  static let noCompiler: Comment = "needs a C compiler"
  private static let compilers = ["clang", "cc"]

  /// Builds a library to load before the C library; nil without a compiler.
  ///
  /// - Parameter stem: The path of its files without their extension.
  static func build(_ text: String, _ stem: String) -> String? {
    let (source, library) = (stem + ".c", stem + ".so")
    guard (try? text.write(toFile: source, atomically: true, encoding: .utf8)) != nil,
      compilers.contains(where: {
        run([$0, "-shared", "-fPIC", "-o", library, source, "-ldl"])
      })
    else { return nil }
    return library
  }

  private static func run(_ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// The environment in which a program dies at its operation of a number, from 1; 0 for never.
  ///
  /// - Parameter count: a file that gets the number of operations when the program ends by itself.
  func environment(at number: Int, count: String) -> [String: String] {
    ["LD_PRELOAD": library, "FAULT_AT": "\(number)", "FAULT_COUNT": count]
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <signal.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <sys/stat.h>
    #include <sys/types.h>
    #include <unistd.h>

    static int operations;

    static int isDue(void) {
      static int number = -1;
      if (number < 0) {
        const char *text = getenv("FAULT_AT");
        number = text ? atoi(text) : 0;
      }
      return __sync_add_and_fetch(&operations, 1) == number;
    }
    static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }
    static void step(void) { if (isDue()) die(); }

    __attribute__((destructor)) static void tell(void) {
      const char *path = getenv("FAULT_COUNT");
      int count = operations;
      FILE *file = path ? fopen(path, "w") : NULL;
      if (file) { fprintf(file, "%d", count); fclose(file); }
    }
    #define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

    int rename(const char *a, const char *b) { step(); return NEXT(rename)(a, b); }
    int link(const char *a, const char *b) { step(); return NEXT(link)(a, b); }
    int unlink(const char *a) { step(); return NEXT(unlink)(a); }
    int rmdir(const char *a) { step(); return NEXT(rmdir)(a); }
    int mkdir(const char *a, mode_t m) { step(); return NEXT(mkdir)(a, m); }
    int fsync(int f) { step(); return NEXT(fsync)(f); }
    int ftruncate(int f, off_t n) { step(); return NEXT(ftruncate)(f, n); }
    int ftruncate64(int f, off64_t n) { step(); return NEXT(ftruncate64)(f, n); }
    ssize_t write(int f, const void *bytes, size_t n) {
      struct stat status;
      ssize_t (*next)(int, const void *, size_t) = NEXT(write);
      if (fstat(f, &status) == 0 && S_ISREG(status.st_mode) && isDue()) {
        next(f, bytes, n / 2);
        die();
      }
      return next(f, bytes, n);
    }
    #define OPEN(name) \\
      int name(const char *path, int flags, ...) { \\
        va_list rest; \\
        va_start(rest, flags); \\
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \\
        va_end(rest); \\
        if (flags & O_CREAT) step(); \\
        return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name))(path, flags, mode); \\
      }
    OPEN(open)
    OPEN(open64)

    """
}
