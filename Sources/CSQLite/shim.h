#ifndef PLATEAU_CSQLITE_SHIM_H
#define PLATEAU_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Closes what a hostile database could use: writes to its schema, functions in it, views and triggers.
///
/// A verb that this version does not know changes nothing.
static inline void plateau_sqlite_defend(sqlite3 *db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
#endif
#ifdef SQLITE_DBCONFIG_ENABLE_VIEW
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
#endif
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
}

#endif
