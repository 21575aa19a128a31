// WeakCall<T>: what a call through a weak method came to: called, with a value; or dead, and why.
//
//   Result<WeakCall<Value>> r = rt.call_weak(*listener, args);
//   if (!r) ...               // it was called, and failed: r.error()
//   else if (*r) ...          // it was called: **r is what it returned
//   else name(r->death())     // it was not: receiver, function, both, cleared or runtime shut down
//
// Plain data around a T.
#pragma once

#include <mayfly/gc/support/assert.h>
#include <mayfly/gc/weak/weak_reference.h>

#include <utility>

namespace mayfly {

using gc::Death;

template <typename T>
class WeakCall {
 public:
  using value_type = T;
  WeakCall(T value) : value_(std::move(value)) {}
  WeakCall(Death death) : death_(death) { MAYFLY_ASSERT(death != Death::kAlive); }

  // True when the method was alive, and so was called.
  explicit operator bool() const { return death_ == Death::kAlive; }
  // kAlive when it was called.
  Death death() const { return death_; }
  // What it returned; only where it was called.
  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  T value_or(T fallback) && { return *this ? std::move(value_) : std::move(fallback); }

 private:
  T value_ = T();
  Death death_ = Death::kAlive;
};

template <>
class WeakCall<void> {
 public:
  using value_type = void;
  WeakCall() = default;
  WeakCall(Death death) : death_(death) {}
  explicit operator bool() const { return death_ == Death::kAlive; }
  Death death() const { return death_; }

 private:
  Death death_ = Death::kAlive;
};

}  // namespace mayfly
