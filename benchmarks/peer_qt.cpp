// Qt's signals: connections that end with their receiver. Built where QtCore is installed.
#include "support.h"

#include <QObject>

#include <memory>
#include <vector>

namespace mayfly::bench {

namespace {

// The signal is one of Qt's own: a class with signals of ours would need Qt's code generator.
class Listener : public QObject {
 public:
  int64_t total = 0;
  void add(const QString& name) { total += name.size(); }
};

}  // namespace

void emit_qt(benchmark::State& state) {
  QObject emitter;
  std::vector<std::unique_ptr<Listener>> receivers;
  for (int64_t i = 0; i < state.range(0); i++) {
    receivers.push_back(std::make_unique<Listener>());
    QObject::connect(&emitter, &QObject::objectNameChanged, receivers.back().get(), &Listener::add);
  }
  // Renaming emits, and does little else: both names are there already.
  const QString names[] = {QStringLiteral("a"), QStringLiteral("b")};
  size_t which = 0;
  for (auto _ : state) emitter.setObjectName(names[which ^= 1]);
  benchmark::DoNotOptimize(receivers.back()->total);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

}  // namespace mayfly::bench
