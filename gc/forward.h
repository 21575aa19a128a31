// The vocabulary of gc/: every type that another layer may name, declared once.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mayfly {

class Error;
template <typename T>
class Result;

namespace gc {

// support/
class RootSlot;

// cell/
class Cell;
class Visitor;
class Backing;
struct CellInit;
struct KindRow;
using KindId = uint8_t;
template <typename T>
class Member;
template <typename T>
class Vector;

// heap
class Heap;
struct HeapCore;
struct HeapOptions;
struct HeapStatistics;
struct CollectReport;

// weak/
class WeakReference;
class WeakPair;
struct WeakState;
class WeakTable;
class EphemeronTable;
struct WeakHandle;
enum class Death : uint8_t;

// root/
template <typename T>
class Root;
template <typename T>
class WeakRoot;
class RootTable;
class WordStack;

// threads/
class ThreadScope;

}  // namespace gc

using gc::CollectReport;
using gc::Root;
using gc::WeakRoot;

}  // namespace mayfly
