#ifndef PLATEAU_CEXPAT_SHIM_H
#define PLATEAU_CEXPAT_SHIM_H

#include <expat.h>

#endif
