#ifndef CTERMINALGUARD_PARTS_H
#define CTERMINALGUARD_PARTS_H

#include "CTerminalGuard.h"

/* Gives the terminal back, once. It is safe in a signal handler: everything it uses was prepared
   before. */
void plateau_guard_give_back(void);

#endif
