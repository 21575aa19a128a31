// MAYFLY_API marks what the shared library exports.
//
// The library is compiled with hidden visibility, so a class or function that a host links against carries this
// macro; templates and inline functions need none. The library is also compiled without run-time type information:
// a polymorphic class that a host derives from must not have a key function (make every virtual function of it inline
// or pure), or a host compiled with run-time type information finds no `typeinfo` to link with.
#pragma once

#define MAYFLY_API __attribute__((visibility("default")))
