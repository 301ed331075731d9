#include "CNVML.h"

#include <CSharedLibrary.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* NVML_TEMPERATURE_GPU, and the reasons for lower clocks that heat has: software and hardware thermal slowdown. */
enum { SENSOR_GPU = 0, SLOWED_BY_HEAT = 0x20 | 0x40 };

typedef void *device;
typedef struct {
  unsigned int gpu;
  unsigned int memory;
} utilization;
typedef struct {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
} memory_info;

static int (*init)(void);
static int (*get_count)(unsigned int *);
static int (*get_handle)(unsigned int, device *);
static int (*get_name)(device, char *, unsigned int);
static int (*get_utilization)(device, utilization *);
static int (*get_memory)(device, memory_info *);
static int (*get_temperature)(device, int, unsigned int *);
static int (*get_power)(device, unsigned int *);
static int (*get_reasons)(device, unsigned long long *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char reason[512];

static const char *const names[] = {"libnvidia-ml.so.1", "libnvidia-ml.so"};

static void load(void) {
  const plateau_function functions[] = {
    {"nvmlInit_v2", &init},
    {"nvmlDeviceGetCount_v2", &get_count},
    {"nvmlDeviceGetHandleByIndex_v2", &get_handle},
    {"nvmlDeviceGetName", &get_name},
    {"nvmlDeviceGetUtilizationRates", &get_utilization},
    {"nvmlDeviceGetMemoryInfo", &get_memory},
    {"nvmlDeviceGetTemperature", &get_temperature},
    {"nvmlDeviceGetPowerUsage", &get_power},
    {"nvmlDeviceGetCurrentClocksThrottleReasons", &get_reasons},
  };
  if (!plateau_library_load(names, sizeof names / sizeof *names, "NVML", functions,
      sizeof functions / sizeof *functions, reason, sizeof reason)) return;
  int status = init();
  if (status) snprintf(reason, sizeof reason, "NVML does not start: error %d", status);
}

const char *plateau_nvml_load(void) {
  pthread_once(&once, load);
  return reason[0] ? reason : NULL;
}

static void read_gpu(device handle, plateau_gpu *gpu) {
  utilization use;
  memory_info memory;
  unsigned int number;
  unsigned long long reasons;
  memset(gpu, 0, sizeof *gpu);
  if (get_name(handle, gpu->name, sizeof gpu->name)) gpu->name[0] = 0;
  gpu->name[sizeof gpu->name - 1] = 0;
  gpu->load = get_utilization(handle, &use) ? -1 : use.gpu / 100.0;
  bool has_memory = !get_memory(handle, &memory);
  gpu->memory_used = has_memory ? (double)memory.used : -1;
  gpu->memory = has_memory ? (double)memory.total : -1;
  gpu->temperature = get_temperature(handle, SENSOR_GPU, &number) ? -1 : number;
  gpu->power = get_power(handle, &number) ? -1 : number / 1000.0;
  gpu->is_throttled = !get_reasons(handle, &reasons) && (reasons & SLOWED_BY_HEAT);
}

int plateau_nvml_read(plateau_gpu *gpus, int limit) {
  unsigned int count = 0;
  if (plateau_nvml_load() || get_count(&count)) return 0;
  int found = 0;
  for (unsigned int i = 0; i < count && found < limit; i++) {
    device handle;
    if (!get_handle(i, &handle)) read_gpu(handle, &gpus[found++]);
  }
  return found;
}
