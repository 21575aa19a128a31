#include "run/scenario.h"

namespace stress {

namespace {

// What most graphs are made of.
#define STRESS_BASICS                                                                                   \
  {Verb::kClass, 2}, {Verb::kInstance, 40}, {Verb::kFunction, 8}, {Verb::kDrop, 50}, {Verb::kPull, 30}, \
      {Verb::kAttribute, 60}, {                                                                         \
    Verb::kDefine, 4                                                                                    \
  }

Scenario mixed() {
  return {"mixed",
          "all operations together",
          {STRESS_BASICS,           {Verb::kHost, 6},         {Verb::kList, 8},       {Verb::kTuple, 8},
           {Verb::kDict, 6},        {Verb::kBound, 16},       {Verb::kLookUp, 8},     {Verb::kCallMethod, 8},
           {Verb::kAppend, 20},     {Verb::kPut, 8},          {Verb::kInsert, 4},     {Verb::kErase, 6},
           {Verb::kPop, 4},         {Verb::kClear, 2},        {Verb::kItem, 12},      {Verb::kKeyed, 8},
           {Verb::kCapture, 12},    {Verb::kWeak, 30},        {Verb::kLong, 8},       {Verb::kProxy, 10},
           {Verb::kWeakMethod, 20}, {Verb::kWeakRoot, 6},     {Verb::kLock, 8},       {Verb::kRebind, 4},
           {Verb::kCallWeak, 8},    {Verb::kReferences, 4},   {Verb::kFinalizer, 12}, {Verb::kRunFinalizer, 2},
           {Verb::kDetach, 2},      {Verb::kAtShutdown, 1},   {Verb::kValueMap, 3},   {Verb::kKeyMap, 3},
           {Verb::kIdentityMap, 3}, {Verb::kWeakSet, 3},      {Verb::kName, 10},      {Verb::kNameKey, 6},
           {Verb::kForget, 2},      {Verb::kAttach, 24},      {Verb::kDetachKey, 4},  {Verb::kFind, 6},
           {Verb::kAdd, 10},        {Verb::kDiscard, 3},      {Verb::kEmpty, 1},      {Verb::kSignal, 4},
           {Verb::kConnect, 10},    {Verb::kConnectWeak, 20}, {Verb::kDisconnect, 4}, {Verb::kDisconnectAll, 1},
           {Verb::kBlock, 2},       {Verb::kUnblock, 2},      {Verb::kNotice, 2},     {Verb::kEmit, 6},
           {Verb::kRelease, 1},     {Verb::kAct, 14},         {Verb::kPost, 2},       {Verb::kDrain, 1},
           {Verb::kSafePoint, 1}}};
}

Scenario weak_references() {
  return {"weakrefs",
          "weak references, shared, with callbacks and long, proxies, weak handles of the host's",
          {STRESS_BASICS,
           {Verb::kWeak, 80},
           {Verb::kLong, 20},
           {Verb::kProxy, 20},
           {Verb::kWeakRoot, 10},
           {Verb::kLock, 20},
           {Verb::kReferences, 10},
           {Verb::kList, 8},
           {Verb::kAppend, 30},
           {Verb::kClear, 2},
           {Verb::kAct, 20},
           {Verb::kMark, 1}}};
}

Scenario weak_methods() {
  return {"weakmethods",
          "weak methods: receivers and functions that die one by one and together, calls through them",
          {STRESS_BASICS,
           {Verb::kBound, 40},
           {Verb::kLookUp, 20},
           {Verb::kWeakMethod, 80},
           {Verb::kRebind, 10},
           {Verb::kCallWeak, 20},
           {Verb::kCallMethod, 10},
           {Verb::kReferences, 6},
           {Verb::kCapture, 10},
           {Verb::kAct, 10},
           {Verb::kWeak, 10}}};
}

Scenario maps() {
  return {"maps",
          "weak maps and sets: look-ups, overwriting, death of either side",
          {STRESS_BASICS,
           {Verb::kValueMap, 6},
           {Verb::kKeyMap, 6},
           {Verb::kIdentityMap, 6},
           {Verb::kWeakSet, 6},
           {Verb::kName, 40},
           {Verb::kNameKey, 30},
           {Verb::kForget, 8},
           {Verb::kAttach, 60},
           {Verb::kDetachKey, 10},
           {Verb::kFind, 20},
           {Verb::kAdd, 40},
           {Verb::kDiscard, 10},
           {Verb::kEmpty, 2},
           {Verb::kWeak, 10},
           {Verb::kAct, 6}}};
}

Scenario ephemerons() {
  Scenario made{"ephemerons",
                "values that reach their keys, chains and cycles through several maps, keys that come back",
                {STRESS_BASICS,
                 {Verb::kKeyMap, 4},
                 {Verb::kIdentityMap, 4},
                 {Verb::kAttach, 120},
                 {Verb::kFind, 10},
                 {Verb::kDetachKey, 4},
                 {Verb::kAct, 20},
                 {Verb::kWeak, 10}}};
  made.most_held = 100;
  return made;
}

Scenario finalizers() {
  return {"finalizers",
          "finalizer objects: fired, called, detached, run at shutdown",
          {STRESS_BASICS,
           {Verb::kFinalizer, 80},
           {Verb::kRunFinalizer, 10},
           {Verb::kDetach, 10},
           {Verb::kAtShutdown, 10},
           {Verb::kWeak, 20},
           {Verb::kAct, 30}}};
}

Scenario resurrection() {
  return {"resurrection",
          "classes with finalizers that bring their objects back, with references of all sorts to them",
          {{Verb::kClass, 12},      {Verb::kInstance, 60},   {Verb::kDrop, 50},   {Verb::kPull, 20},
           {Verb::kAttribute, 60},  {Verb::kList, 10},       {Verb::kAppend, 20}, {Verb::kWeak, 30},
           {Verb::kLong, 40},       {Verb::kProxy, 6},       {Verb::kLock, 10},   {Verb::kFinalizer, 10},
           {Verb::kIdentityMap, 4}, {Verb::kKeyMap, 4},      {Verb::kAttach, 30}, {Verb::kValueMap, 2},
           {Verb::kName, 10},       {Verb::kSignal, 6},      {Verb::kConnect, 6}, {Verb::kConnectWeak, 10},
           {Verb::kFunction, 6},    {Verb::kHost, 6},        {Verb::kAct, 60},    {Verb::kWeakRoot, 6},
           {Verb::kDefine, 6},      {Verb::kCallMethod, 10}, {Verb::kBound, 10},  {Verb::kWeakMethod, 10}}};
}

Scenario signals() {
  return {"signals",
          "signals: strong and weak connections, emissions that collect and disconnect, losses",
          {STRESS_BASICS,
           {Verb::kBound, 30},
           {Verb::kSignal, 8},
           {Verb::kConnect, 30},
           {Verb::kConnectWeak, 60},
           {Verb::kDisconnect, 20},
           {Verb::kDisconnectAll, 2},
           {Verb::kBlock, 8},
           {Verb::kUnblock, 8},
           {Verb::kNotice, 6},
           {Verb::kEmit, 30},
           {Verb::kAct, 20},
           {Verb::kWeak, 6}}};
}

Scenario crowds() {
  return {"crowds",
          "few signals with many listeners that come and go",
          {{Verb::kClass, 1},
           {Verb::kInstance, 30},
           {Verb::kFunction, 6},
           {Verb::kBound, 60},
           {Verb::kDrop, 60},
           {Verb::kSignal, 1},
           {Verb::kConnect, 60},
           {Verb::kConnectWeak, 100},
           {Verb::kDisconnect, 200},
           {Verb::kBlock, 4},
           {Verb::kUnblock, 4},
           {Verb::kNotice, 1},
           {Verb::kEmit, 10},
           {Verb::kAct, 4}}};
}

Scenario classes() {
  Scenario made{"classes",
                "class hierarchies whose methods change, called through inline caches",
                {{Verb::kClass, 12},
                 {Verb::kInstance, 30},
                 {Verb::kHost, 6},
                 {Verb::kFunction, 12},
                 {Verb::kDefine, 40},
                 {Verb::kLookUp, 10},
                 {Verb::kCallMethod, 120},
                 {Verb::kAttribute, 6},
                 {Verb::kWeakMethod, 6},
                 {Verb::kDrop, 20},
                 {Verb::kPull, 4}}};
  made.most_held = 80;
  return made;
}

Scenario hosts() {
  return {"hosts",
          "C++ objects: released once, early, late, and after a finalizer",
          {{Verb::kClass, 6},
           {Verb::kHost, 80},
           {Verb::kInstance, 10},
           {Verb::kDrop, 60},
           {Verb::kAttribute, 60},
           {Verb::kPull, 20},
           {Verb::kRelease, 10},
           {Verb::kWeak, 20},
           {Verb::kLong, 10},
           {Verb::kIdentityMap, 3},
           {Verb::kAttach, 10},
           {Verb::kAct, 30}}};
}

Scenario containers() {
  return {"containers",
          "lists, tuples, dicts, functions and classes: edges of every kind",
          {STRESS_BASICS,
           {Verb::kList, 20},
           {Verb::kTuple, 20},
           {Verb::kDict, 20},
           {Verb::kAppend, 60},
           {Verb::kPut, 30},
           {Verb::kInsert, 20},
           {Verb::kErase, 20},
           {Verb::kPop, 20},
           {Verb::kClear, 4},
           {Verb::kItem, 60},
           {Verb::kKeyed, 40},
           {Verb::kCapture, 30},
           {Verb::kBound, 20},
           {Verb::kWeak, 10}}};
}

Scenario tasks() {
  return {"safepoints",
          "what is due waits: collections that run nothing, drains of a few, posted tasks",
          {STRESS_BASICS,
           {Verb::kWeak, 40},
           {Verb::kLong, 10},
           {Verb::kFinalizer, 20},
           {Verb::kHost, 10},
           {Verb::kMark, 6},
           {Verb::kDrain, 30},
           {Verb::kSafePoint, 4},
           {Verb::kPost, 10},
           {Verb::kSignal, 4},
           {Verb::kConnectWeak, 20},
           {Verb::kDisconnect, 6},
           {Verb::kRunFinalizer, 6},
           {Verb::kDetach, 6},
           {Verb::kAct, 20}}};
}

Scenario lives() {
  Scenario made = mixed();
  made.name = "lives";
  made.what = "all operations, and runtimes that are shut down and made anew";
  made.weights[static_cast<size_t>(Verb::kShutdown)] = 1;
  return made;
}

#undef STRESS_BASICS

}  // namespace

std::span<const Scenario> all_scenarios() {
  static const Scenario kAll[] = {mixed(),      weak_references(), weak_methods(), maps(),   ephemerons(),
                                  finalizers(), resurrection(),    signals(),      crowds(), classes(),
                                  hosts(),      containers(),      tasks(),        lives()};
  return kAll;
}

const Scenario* find_scenario(std::string_view name) {
  for (const Scenario& scenario : all_scenarios())
    if (name == scenario.name) return &scenario;
  return nullptr;
}

}  // namespace stress
