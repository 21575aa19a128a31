// Asking for memory some steps before it is written.
//
// The markers of a collection have just read what the death pass writes: a line that lies in another core's cache can be
// read at once, but written only when that core has given it up. An ordinary prefetch brings it to be read, and the write
// waits all the same.
#pragma once

namespace mayfly::gc {

// Brings the line of `address` to this core, to be written. No effect but on time; any address will do.
inline void prefetch_to_write(const void* address) {
#if defined(__x86_64__)
  // By name: without -mprfchw compilers give the one for reading. Processors that lack it do nothing.
  asm volatile("prefetchw %0" : : "m"(*static_cast<const char*>(address)));
#else
  __builtin_prefetch(address, 1);
#endif
}

}  // namespace mayfly::gc
