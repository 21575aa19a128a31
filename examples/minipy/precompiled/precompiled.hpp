// What nearly every file of minipy includes, compiled once. Files include what they use nevertheless.
#ifndef MINIPY_PRECOMPILED_H
#define MINIPY_PRECOMPILED_H

#include <mayfly/mayfly.h>

#include <memory>
#include <string>
#include <vector>

#endif
