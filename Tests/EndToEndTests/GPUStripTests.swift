import Foundation
import TestSupport
import Testing

/// The GPUs on the row about the machine, read from a library with NVML's names by the real program.
@Suite(.serialized) struct GPUStripTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(.enabled(if: Faults.hasCompiler, Faults.noCompiler)) func gpusAreReadFromNVML() throws {
    let stem = program.folder + "/libnvidia-ml"
    _ = try #require(Faults.build(Self.source, stem))
    let terminal = try program.start(
      ["train", "small.yaml", "--run", "run", "--set", "epochs=1000"],
      environment: ["LD_LIBRARY_PATH": program.folder], width: 120, height: 40)
    #expect(
      terminal.read(20) { screen in
        screen.lines.contains { line in
          ["2 gpus", "67%", "73 of 160 GiB", "71 °C"].allSatisfy(line.contains)
        }
      })
    terminal.type("Sy")
    #expect(terminal.shows("stopped by key press"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  /// Two GPUs, of which one is busier, fuller and hotter.
  private static let source = """
    #include <stdio.h>
    typedef struct { unsigned gpu, memory; } utilization;
    typedef struct { unsigned long long total, free, used; } memory;
    static int first(void *gpu) { return gpu == (void *)1; }
    int nvmlInit_v2(void) { return 0; }
    int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return 0; }
    int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **gpu) { *gpu = (void *)(i + 1L); return 0; }
    int nvmlDeviceGetName(void *gpu, char *name, unsigned size) {
      snprintf(name, size, "a GPU");
      return 0;
    }
    int nvmlDeviceGetUtilizationRates(void *gpu, utilization *use) {
      use->gpu = first(gpu) ? 93 : 41;
      return 0;
    }
    int nvmlDeviceGetMemoryInfo(void *gpu, memory *memory) {
      memory->total = 80ull << 30;
      memory->used = (first(gpu) ? 61ull : 12ull) << 30;
      return 0;
    }
    int nvmlDeviceGetTemperature(void *gpu, int sensor, unsigned *degrees) {
      *degrees = first(gpu) ? 71 : 54;
      return 0;
    }
    int nvmlDeviceGetPowerUsage(void *gpu, unsigned *milliwatts) { *milliwatts = 200000; return 0; }
    int nvmlDeviceGetCurrentClocksThrottleReasons(void *gpu, unsigned long long *reasons) {
      *reasons = 0;
      return 0;
    }

    """
}
