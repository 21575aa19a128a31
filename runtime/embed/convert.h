// All conversions between C++ types and values; convert/converter.h has the table, and how to add one.
#pragma once

#include <mayfly/runtime/embed/convert/container.h>
#include <mayfly/runtime/embed/convert/enum.h>
#include <mayfly/runtime/embed/convert/host_object.h>
#include <mayfly/runtime/embed/convert/number.h>
#include <mayfly/runtime/embed/convert/object.h>
#include <mayfly/runtime/embed/convert/result.h>
#include <mayfly/runtime/embed/convert/text.h>
