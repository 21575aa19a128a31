// The umbrella header: all that a host program needs.
#pragma once

#include <mayfly/gc/support/version.h>
