#ifndef CMEMORY_H
#define CMEMORY_H

/* Keeps memory together where a limit counts addresses (ulimit -v): else the C library sets 64 MB of them aside for
   every thread. To be called before there are threads. */
void plateau_memory_spare_addresses(void);

#endif
