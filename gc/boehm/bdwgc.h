// bdwgc's own headers, for the files of this folder alone.
#pragma once

#ifndef GC_THREADS
#define GC_THREADS
#endif
// No redirection of pthread_create and friends: a library must not attach its host's threads behind its back.
#define GC_NO_THREAD_REDIRECTS
#include <gc/gc.h>
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>
