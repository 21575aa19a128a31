// What nearly every test includes, compiled once a program. Tests include what they use nevertheless.
#ifndef MAYFLY_TESTS_SUPPORT_PRECOMPILED_H
#define MAYFLY_TESTS_SUPPORT_PRECOMPILED_H

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mayfly/mayfly.h>

#include <memory>
#include <string>
#include <vector>

#endif
