// What nearly every file of minipy includes, compiled once. Files include what they use nevertheless.
#pragma once

#include <mayfly/mayfly.h>

#include <memory>
#include <string>
#include <vector>
