import Foundation

/// A library that lets chosen file operations of a program fail, as a full disk or missing rights would.
///
/// The test builds it with the system's compiler and loads it before the C library: the program itself knows nothing of
/// it, and the test needs no rights.
struct DiskFaults {
  let library: String

  /// Builds the library; nil without a compiler.
  init?(in folder: String) {
    guard let library = Faults.build(Self.source, folder + "/disk") else { return nil }
    self.library = library
  }

  /// The environment in which the disk is full.
  ///
  /// - Parameters:
  ///   - file: a part of the names of files that find no room; `stdout` for standard output.
  ///   - writes: their writes that fail, counted from 1, as `10-12,14-`.
  func full(_ file: String, writes: String) -> [String: String] {
    ["LD_PRELOAD": library, "FULL_FILE": file, "FULL_WRITES": writes]
  }

  /// The environment in which the disk takes long for each write of a file.
  ///
  /// - Parameter file: a part of the file's path.
  func slow(_ file: String, seconds: Int) -> [String: String] {
    ["LD_PRELOAD": library, "SLOW_FILE": file, "SLOW_SECONDS": "\(seconds)"]
  }

  /// The environment in which files have one name only.
  var withoutLinks: [String: String] { ["LD_PRELOAD": library, "NO_LINKS": "1"] }

  /// The environment in which a file or folder may not be read.
  ///
  /// - Parameter path: the end of its path.
  func unreadable(_ path: String) -> [String: String] {
    ["LD_PRELOAD": library, "DENIED": path]
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dirent.h>
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/types.h>
    #include <unistd.h>

    #define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

    static int isIn(const char *ranges, int number) {
      while (ranges && *ranges) {
        char *rest;
        long first = strtol(ranges, &rest, 10), last = first;
        if (*rest == '-') {
          rest++;
          last = *rest >= '0' && *rest <= '9' ? strtol(rest, &rest, 10) : 1000000000;
        }
        if (number >= first && number <= last) return 1;
        ranges = *rest == ',' ? rest + 1 : NULL;
      }
      return 0;
    }

    static int isPart(const char *part, int file) {
      if (!part) return 0;
      if (!strcmp(part, "stdout")) return file == 1;
      char link[64], path[4096];
      snprintf(link, sizeof link, "/proc/self/fd/%d", file);
      ssize_t size = readlink(link, path, sizeof path - 1);
      if (size <= 0) return 0;
      path[size] = 0;
      return strstr(path, part) != NULL;
    }
    static void waitIfSlow(int file) {
      if (isPart(getenv("SLOW_FILE"), file)) sleep(atoi(getenv("SLOW_SECONDS")));
    }
    ssize_t write(int file, const void *bytes, size_t count) {
      static int writes;
      waitIfSlow(file);
      if (isPart(getenv("FULL_FILE"), file)
          && isIn(getenv("FULL_WRITES"), __sync_add_and_fetch(&writes, 1))) {
        errno = ENOSPC;
        return -1;
      }
      return NEXT(write)(file, bytes, count);
    }
    int fsync(int file) {
      waitIfSlow(file);
      return NEXT(fsync)(file);
    }
    int link(const char *a, const char *b) {
      if (!getenv("NO_LINKS")) return NEXT(link)(a, b);
      errno = EPERM;
      return -1;
    }
    static int isDenied(const char *path) {
      const char *end = getenv("DENIED");
      size_t size = strlen(path), count = end ? strlen(end) : 0;
      if (!end || size < count || strcmp(path + size - count, end)) return 0;
      errno = EACCES;
      return 1;
    }
    DIR *opendir(const char *path) { return isDenied(path) ? NULL : NEXT(opendir)(path); }
    #define OPEN(name) \\
      int name(const char *path, int flags, ...) { \\
        va_list rest; \\
        va_start(rest, flags); \\
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \\
        va_end(rest); \\
        if (isDenied(path)) return -1; \\
        return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name))(path, flags, mode); \\
      }
    OPEN(open)
    OPEN(open64)

    """
}
