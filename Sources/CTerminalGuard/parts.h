#ifndef CTERMINALGUARD_PARTS_H
#define CTERMINALGUARD_PARTS_H

#include "CTerminalGuard.h"

/* Gives the terminal back, once; safe in a handler: everything it uses was made before. */
void plateau_guard_give_back(void);

#endif
