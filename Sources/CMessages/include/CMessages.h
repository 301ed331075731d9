#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Messages between the processes that a launcher of MPI started together. The library is found when the program runs;
   none of its headers is used. One thread at a time calls these functions, not always the same one.

   A function that returns an int returns 0, or MPI's code of an error, which plateau_mpi_error puts into words. */

/* The three ways in which a library's constants reach a program. */
enum plateau_mpi_abi {
  PLATEAU_MPI_STANDARD,  /* the ABI of MPI 5: numbers fixed by the standard, in pointers */
  PLATEAU_MPI_MPICH,     /* MPICH, Intel MPI, Cray MPICH, MVAPICH: numbers */
  PLATEAU_MPI_OPEN       /* Open MPI: addresses of its variables */
};

/* Finds a library: the one that the environment variable PLATEAU_MPI names, otherwise the usual names, those that fit
   the launcher first. Returns NULL, or the reason why there is none. Loads nothing the second time. */
const char *plateau_mpi_load(void);

/* The file of the library that was loaded. */
const char *plateau_mpi_file(void);
enum plateau_mpi_abi plateau_mpi_abi(void);
/* The library's description of itself, its first line. */
void plateau_mpi_version(char *text, size_t size);

/* Joins the other processes. From now on, MPI's errors are returned. Sets `is_shared` when all threads may use the
   library, one at a time. */
int plateau_mpi_start(bool *is_shared);
/* Leaves them; they must all do so, and none may have a message for another one any more. */
int plateau_mpi_finish(void);
/* True for a library in which plateau_mpi_finish may not return between hosts although all call it. */
bool plateau_mpi_finish_may_hang(void);
int plateau_mpi_rank(int *rank);
int plateau_mpi_size(int *size);
/* The name of this process's host; `text` holds at least 256 characters. */
int plateau_mpi_host(char *text);
/* The words for an error's code; `text` holds at least 512 characters. */
void plateau_mpi_error(int code, char *text);

/* Sends `sent` bytes to the rank `to`, and receives `received` bytes from the rank `from`, at the same time. A negative
   rank leaves that half out. */
int plateau_mpi_exchange(const void *data, int sent, int to, void *target, int received, int from);

/* Sets `is_there` when a message from the rank `from` can be received. */
int plateau_mpi_look(int from, bool *is_there);

/* Begins to give all processes the bytes of rank 0; plateau_mpi_test tells when it is done. Until then, `data` must
   stay where it is, and nothing else may begin. */
int plateau_mpi_begin_broadcast(void *data, int count);
/* Begins to wait for all processes. */
int plateau_mpi_begin_barrier(void);
/* Sets `is_done` when what was begun is over. */
int plateau_mpi_test(bool *is_done);

/* Ends all processes with an exit code. MPI may fail to end this one when a host was cut off, so it ends itself a few
   seconds later. */
void plateau_mpi_abort(int code);
