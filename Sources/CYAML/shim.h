#ifndef PLATEAU_CYAML_SHIM_H
#define PLATEAU_CYAML_SHIM_H

#include <yaml.h>

#endif
