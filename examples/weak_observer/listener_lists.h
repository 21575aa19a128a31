// Three ways to remember the methods that want to hear of something:
//
//   StrongList      bound methods: what is in the list lives on, wanted or not
//   WeakRefList     weak references to bound methods: nobody else holds a bound method, so they are dead at once
//   WeakMethodList  weak methods: alive as long as the listener is; and they say when they can be taken out
#pragma once

#include <mayfly/mayfly.h>

#include <cstdint>
#include <map>
#include <vector>

using mayfly::BoundMethod;
using mayfly::Function;
using mayfly::Result;
using mayfly::Root;
using mayfly::Runtime;
using mayfly::WeakMethod;
using mayfly::WeakRef;

class ListenerList {
 public:
  virtual ~ListenerList() = default;
  virtual Result<> add(Runtime& rt, const Root<BoundMethod>& method) = 0;
  // Calls each method with the news; how many heard it.
  virtual Result<int64_t> publish(Runtime& rt, int64_t news) = 0;
  virtual size_t size() const = 0;
};

class StrongList final : public ListenerList {
 public:
  Result<> add(Runtime& rt, const Root<BoundMethod>& method) override;
  Result<int64_t> publish(Runtime& rt, int64_t news) override;
  size_t size() const override { return methods_.size(); }

 private:
  std::vector<Root<BoundMethod>> methods_;
};

class WeakRefList final : public ListenerList {
 public:
  Result<> add(Runtime& rt, const Root<BoundMethod>& method) override;
  Result<int64_t> publish(Runtime& rt, int64_t news) override;
  size_t size() const override { return references_.size(); }

 private:
  std::vector<Root<WeakRef>> references_;
};

class WeakMethodList final : public ListenerList {
 public:
  Result<> add(Runtime& rt, const Root<BoundMethod>& method) override;
  Result<int64_t> publish(Runtime& rt, int64_t news) override;
  size_t size() const override { return methods_.size(); }

 private:
  std::map<uint64_t, Root<WeakMethod>> methods_;  // by the receiver's identity, which outlives the receiver
  Root<Function> forget_;                         // the callback: takes a dead one out
};
