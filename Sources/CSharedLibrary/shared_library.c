#include "CSharedLibrary.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

bool plateau_library_find(void *library, const char *title, const plateau_function *functions, size_t function_count,
                          char *reason, size_t reason_size) {
  for (size_t i = 0; i < function_count; i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function) {
      snprintf(reason, reason_size, "%s has no %s", title, functions[i].name);
      return false;
    }
    memcpy(functions[i].pointer, &function, sizeof function);
  }
  return true;
}

bool plateau_library_load(const char *const *names, size_t name_count, const char *title,
                          const plateau_function *functions, size_t function_count, char *reason, size_t reason_size) {
  void *library = NULL;
  reason[0] = 0;
  for (size_t i = 0; !library && i < name_count; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    /* The first name's reason is the one to tell. */
    const char *words = library ? NULL : dlerror();
    if (words && !reason[0]) snprintf(reason, reason_size, "%s", words);
  }
  if (!library) {
    if (!reason[0]) snprintf(reason, reason_size, "%s cannot be opened", names[0]);
    return false;
  }
  reason[0] = 0;
  return plateau_library_find(library, title, functions, function_count, reason, reason_size);
}
