#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A function of a library: its name, and the pointer that receives its address. */
typedef struct {
  const char *name;
  void *pointer;
} plateau_function;

/* Opens the first of several libraries that is there and finds all of the functions. Returns false with the reason in
 * words; `title` names the library in it. */
bool plateau_library_load(const char *const *names, size_t name_count, const char *title,
                          const plateau_function *functions, size_t function_count, char *reason, size_t reason_size);

/* Finds all of the functions in an open library. Returns false with the reason in words; `title` names the library in
 * it. */
bool plateau_library_find(void *library, const char *title, const plateau_function *functions, size_t function_count,
                          char *reason, size_t reason_size);
