#ifndef PLATEAU_CONEDNN_SHIM_H
#define PLATEAU_CONEDNN_SHIM_H

#include <dnnl.h>

/* Debian's oneDNN is threaded by libgomp, whose header belongs to GCC alone. */
void omp_set_num_threads(int threads);

#endif
