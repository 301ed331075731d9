#ifndef PLATEAU_CONEDNN_SHIM_H
#define PLATEAU_CONEDNN_SHIM_H

#include <dnnl.h>

#if DNNL_VERSION_MAJOR != 2
#error "plateau needs oneDNN 2 (2.6 or later): oneDNN 3 has other descriptors, which only the files in Sources/Networks/Convolution would have to learn"
#endif

/* Debian's oneDNN is threaded by libgomp, whose header belongs to GCC alone. */
void omp_set_num_threads(int threads);

#endif
