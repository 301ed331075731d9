/* Hidden, so that the library never takes our functions for its own. */
#pragma GCC visibility push(hidden)
#include "COneDNN.h"
#pragma GCC visibility pop

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

/* One line per function: result, name, parameters, arguments. */
#define FUNCTIONS(F)                                                                                                   \
  F(dnnl_status_t, dnnl_engine_create, (dnnl_engine_t *engine, dnnl_engine_kind_t kind, size_t index),                 \
    (engine, kind, index))                                                                                             \
  F(dnnl_status_t, dnnl_engine_destroy, (dnnl_engine_t engine), (engine))                                              \
  F(dnnl_status_t, dnnl_stream_create, (dnnl_stream_t *stream, dnnl_engine_t engine, unsigned flags),                  \
    (stream, engine, flags))                                                                                           \
  F(dnnl_status_t, dnnl_stream_destroy, (dnnl_stream_t stream), (stream))                                              \
  F(dnnl_cpu_isa_t, dnnl_get_effective_cpu_isa, (void), ())                                                            \
  F(dnnl_status_t, dnnl_convolution_forward_desc_init,                                                                 \
    (dnnl_convolution_desc_t * operation, dnnl_prop_kind_t kind, dnnl_alg_kind_t algorithm,                            \
     const dnnl_memory_desc_t *source, const dnnl_memory_desc_t *weights, const dnnl_memory_desc_t *bias,              \
     const dnnl_memory_desc_t *target, const dnnl_dims_t strides, const dnnl_dims_t before, const dnnl_dims_t after),  \
    (operation, kind, algorithm, source, weights, bias, target, strides, before, after))                               \
  F(dnnl_status_t, dnnl_convolution_backward_data_desc_init,                                                           \
    (dnnl_convolution_desc_t * operation, dnnl_alg_kind_t algorithm, const dnnl_memory_desc_t *source,                 \
     const dnnl_memory_desc_t *weights, const dnnl_memory_desc_t *target, const dnnl_dims_t strides,                   \
     const dnnl_dims_t before, const dnnl_dims_t after),                                                               \
    (operation, algorithm, source, weights, target, strides, before, after))                                           \
  F(dnnl_status_t, dnnl_convolution_backward_weights_desc_init,                                                        \
    (dnnl_convolution_desc_t * operation, dnnl_alg_kind_t algorithm, const dnnl_memory_desc_t *source,                 \
     const dnnl_memory_desc_t *weights, const dnnl_memory_desc_t *bias, const dnnl_memory_desc_t *target,              \
     const dnnl_dims_t strides, const dnnl_dims_t before, const dnnl_dims_t after),                                    \
    (operation, algorithm, source, weights, bias, target, strides, before, after))                                     \
  F(dnnl_status_t, dnnl_primitive_attr_create, (dnnl_primitive_attr_t * attributes), (attributes))                     \
  F(dnnl_status_t, dnnl_primitive_attr_destroy, (dnnl_primitive_attr_t attributes), (attributes))                      \
  F(dnnl_status_t, dnnl_primitive_attr_set_scratchpad_mode,                                                            \
    (dnnl_primitive_attr_t attributes, dnnl_scratchpad_mode_t mode), (attributes, mode))                               \
  F(dnnl_status_t, dnnl_primitive_attr_set_post_ops,                                                                   \
    (dnnl_primitive_attr_t attributes, const_dnnl_post_ops_t operations), (attributes, operations))                    \
  F(dnnl_status_t, dnnl_post_ops_create, (dnnl_post_ops_t * operations), (operations))                                 \
  F(dnnl_status_t, dnnl_post_ops_destroy, (dnnl_post_ops_t operations), (operations))                                  \
  F(dnnl_status_t, dnnl_post_ops_append_eltwise,                                                                       \
    (dnnl_post_ops_t operations, float scale, dnnl_alg_kind_t algorithm, float alpha, float beta),                     \
    (operations, scale, algorithm, alpha, beta))                                                                       \
  F(dnnl_status_t, dnnl_primitive_desc_create,                                                                         \
    (dnnl_primitive_desc_t * description, const_dnnl_op_desc_t operation, const_dnnl_primitive_attr_t attributes,      \
     dnnl_engine_t engine, const_dnnl_primitive_desc_t hint),                                                          \
    (description, operation, attributes, engine, hint))                                                                \
  F(dnnl_status_t, dnnl_primitive_desc_destroy, (dnnl_primitive_desc_t description), (description))                    \
  F(const dnnl_memory_desc_t *, dnnl_primitive_desc_query_md,                                                          \
    (const_dnnl_primitive_desc_t description, dnnl_query_t query, int index), (description, query, index))             \
  F(dnnl_status_t, dnnl_reorder_primitive_desc_create,                                                                 \
    (dnnl_primitive_desc_t * description, const dnnl_memory_desc_t *source, dnnl_engine_t sourceEngine,                \
     const dnnl_memory_desc_t *target, dnnl_engine_t targetEngine, const_dnnl_primitive_attr_t attributes),            \
    (description, source, sourceEngine, target, targetEngine, attributes))                                             \
  F(dnnl_status_t, dnnl_primitive_create, (dnnl_primitive_t * primitive, const_dnnl_primitive_desc_t description),     \
    (primitive, description))                                                                                          \
  F(dnnl_status_t, dnnl_primitive_destroy, (dnnl_primitive_t primitive), (primitive))                                  \
  F(dnnl_status_t, dnnl_primitive_execute,                                                                             \
    (const_dnnl_primitive_t primitive, dnnl_stream_t stream, int count, const dnnl_exec_arg_t *arguments),             \
    (primitive, stream, count, arguments))                                                                             \
  F(dnnl_status_t, dnnl_memory_create,                                                                                 \
    (dnnl_memory_t * memory, const dnnl_memory_desc_t *layout, dnnl_engine_t engine, void *handle),                    \
    (memory, layout, engine, handle))                                                                                  \
  F(dnnl_status_t, dnnl_memory_destroy, (dnnl_memory_t memory), (memory))                                              \
  F(dnnl_status_t, dnnl_memory_set_data_handle, (dnnl_memory_t memory, void *handle), (memory, handle))                \
  F(dnnl_status_t, dnnl_memory_desc_init_by_tag,                                                                       \
    (dnnl_memory_desc_t * layout, int dimensions, const dnnl_dims_t sizes, dnnl_data_type_t type,                      \
     dnnl_format_tag_t tag),                                                                                           \
    (layout, dimensions, sizes, type, tag))                                                                            \
  F(size_t, dnnl_memory_desc_get_size, (const dnnl_memory_desc_t *layout), (layout))                                   \
  F(int, dnnl_memory_desc_equal, (const dnnl_memory_desc_t *a, const dnnl_memory_desc_t *b), (a, b))                   \
  F(dnnl_status_t, dnnl_sgemm,                                                                                         \
    (char transposesA, char transposesB, dnnl_dim_t rows, dnnl_dim_t columns, dnnl_dim_t inner, float alpha,           \
     const float *a, dnnl_dim_t strideA, const float *b, dnnl_dim_t strideB, float beta, float *target,                \
     dnnl_dim_t stride),                                                                                               \
    (transposesA, transposesB, rows, columns, inner, alpha, a, strideA, b, strideB, beta, target, stride))

#define FORWARD(Result, name, parameters, arguments)                                                                   \
  static Result(*loaded_##name) parameters;                                                                            \
  Result name parameters { return loaded_##name arguments; }
FUNCTIONS(FORWARD)

static void (*loaded_set_threads)(int);

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#ifdef __APPLE__
#define LIBRARY "libdnnl." TEXT(DNNL_VERSION_MAJOR) ".dylib"
#else
#define LIBRARY "libdnnl.so." TEXT(DNNL_VERSION_MAJOR)
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char reason[512];

/* Keeps the loader's words about the last call. */
static void fail(const char *fallback) {
  const char *words = dlerror();
  snprintf(reason, sizeof reason, "%s", words ? words : fallback);
}

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    fail(LIBRARY " cannot be opened");
    return;
  }
#define FIND(Result, name, parameters, arguments)                                                                      \
  *(void **)&loaded_##name = dlsym(library, #name);                                                                    \
  if (!loaded_##name) {                                                                                                \
    fail(LIBRARY " has no " #name);                                                                                    \
    return;                                                                                                            \
  }
  FUNCTIONS(FIND)
  /* Found in the OpenMP library that oneDNN itself uses, whichever that is. */
  *(void **)&loaded_set_threads = dlsym(library, "omp_set_num_threads");
  const dnnl_version_t *(*version)(void);
  *(void **)&version = dlsym(library, "dnnl_version");
  if (!version || version()->major != DNNL_VERSION_MAJOR)
    snprintf(reason, sizeof reason, "%s is not version %d", LIBRARY, DNNL_VERSION_MAJOR);
}

const char *plateau_onednn_load(void) {
  pthread_once(&once, load);
  return reason[0] ? reason : NULL;
}

void plateau_onednn_disable_threading(void) {
  if (loaded_set_threads) loaded_set_threads(1);
}
