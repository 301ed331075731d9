/* oneDNN, loaded when it is first needed: commands that do not train start without it.
 *
 * The functions of <dnnl.h> that Networks calls are defined here and jump to the library's. They may be called
 * only after plateau_onednn_load() has returned NULL. */
#ifndef PLATEAU_CONEDNN_H
#define PLATEAU_CONEDNN_H

#include <dnnl.h>

#if DNNL_VERSION_MAJOR != 2
#error "plateau needs oneDNN 2 (2.6 or later): oneDNN 3 has other descriptors, which only the files in Sources/Networks/Convolution would have to learn"
#endif

/* Loads the library of the headers' major version; later calls, from any thread, return the first one's result.
 * Returns NULL, or the reason why it cannot be loaded. */
const char *plateau_onednn_load(void);

/* Keeps oneDNN from starting threads of its own in the calling thread. Debian's oneDNN is threaded by libgomp,
 * whose header belongs to GCC alone; a oneDNN without OpenMP needs no such call. */
void plateau_onednn_disable_threading(void);

#endif
