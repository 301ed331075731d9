/* NVML, NVIDIA's library for the state of its GPUs, loaded when it is first needed. Only its functions' names, the layout of
 * three structures and a few numbers are used, which its versions keep; no header of it is needed. */
#ifndef PLATEAU_CNVML_H
#define PLATEAU_CNVML_H

#include <stdbool.h>

enum { PLATEAU_GPU_NAME_SIZE = 96 };

/* The state of a GPU. Numbers that are unknown are negative. */
typedef struct {
  char name[PLATEAU_GPU_NAME_SIZE];
  /* The part of the time in which a kernel ran lately, from 0 to 1. */
  double load;
  /* Bytes. */
  double memory_used;
  double memory;
  /* Degrees Celsius. */
  double temperature;
  /* Watts. */
  double power;
  /* True while the GPU runs more slowly because it is hot. */
  bool is_throttled;
} plateau_gpu;

/* Loads the library and starts it; later calls, from any thread, return the first one's result.
 * Returns NULL, or the reason why there is none. */
const char *plateau_nvml_load(void);

/* Reads the state of up to `limit` GPUs. Returns their number, which is 0 when the library cannot be loaded. May take as long as
 * the driver does. */
int plateau_nvml_read(plateau_gpu *gpus, int limit);

#endif
