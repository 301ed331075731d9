#ifndef PLATEAU_CZLIB_SHIM_H
#define PLATEAU_CZLIB_SHIM_H

#include <zlib.h>

#endif
