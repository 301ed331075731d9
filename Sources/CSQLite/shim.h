#ifndef PLATEAU_CSQLITE_SHIM_H
#define PLATEAU_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif
