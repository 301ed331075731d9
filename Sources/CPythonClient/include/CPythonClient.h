#ifndef CPYTHONCLIENT_H
#define CPYTHONCLIENT_H

#include <stddef.h>

/* A file of the Python client, as it is in Sources/PythonClient. */
struct plateau_client_file {
  /* The path below Sources/PythonClient. */
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/* The number of files. */
size_t plateau_client_count(void);

/* A file by its index. */
struct plateau_client_file plateau_client_file_at(size_t index);

#endif
