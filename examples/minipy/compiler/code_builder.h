// CodeBuilder: instructions, constants, labels and registers of one Blueprint while it is being written.
#pragma once

#include <minipy/compiler/bytecode.h>

#include <map>
#include <string_view>

namespace minipy {

// A place that instructions jump to, known now or later.
struct Label {
  int32_t at = -1;
  std::vector<uint32_t> uses = {};  // words whose wide() is the target
};

class CodeBuilder {
 public:
  explicit CodeBuilder(Blueprint& code) : code_(code) {}

  Blueprint& code() { return code_; }
  void set_place(const Place& place) { place_ = place; }
  uint32_t here() const { return static_cast<uint32_t>(code_.code.size()); }

  uint32_t emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) {
    code_.code.push_back({op, static_cast<uint16_t>(a), static_cast<uint16_t>(b), static_cast<uint16_t>(c)});
    code_.places.push_back(place_);
    code_.live.push_back(static_cast<uint16_t>(next_));
    return here() - 1;
  }
  Instruction& last() { return code_.code.back(); }
  void emit_wide(Op op, uint32_t a, uint32_t wide) { code_.code[emit(op, a)].set_wide(wide); }
  void emit_extra(uint32_t a, uint32_t b = 0, uint32_t c = 0) { emit(Op::kExtra, a, b, c); }
  // How many registers are needed while the last instruction runs.
  void set_live(uint32_t count) { code_.live.back() = static_cast<uint16_t>(count); }

  void jump(Op op, uint32_t a, Label& label) {
    emit(op, a);
    refer(label);
  }
  void extra_jump(Label& label) {
    emit(Op::kExtra);
    refer(label);
  }
  void place(Label& label) {
    label.at = static_cast<int32_t>(here());
    for (uint32_t use : label.uses) code_.code[use].set_wide(here());
    label.uses.clear();
  }

  // --- registers ---
  uint32_t next() const { return next_; }
  uint32_t take(uint32_t count = 1) {
    const uint32_t first = next_;
    next_ += count;
    if (next_ > most_) most_ = next_;
    return first;
  }
  void give_back_to(uint32_t mark) { next_ = mark; }
  void set_locals(uint32_t count) { next_ = most_ = count; }
  uint32_t most() const { return most_; }
  // Registers, constants, sites: 16 bits.
  bool too_large() const {
    return most_ > 60000 || code_.constants.size() > 60000 || code_.attribute_names.size() > 60000 ||
           code_.global_names.size() > 60000;
  }

  // --- constants ---
  uint32_t constant(Constant constant) {
    std::string key = key_of(constant);
    if (!key.empty()) {
      auto [it, fresh] = known_.emplace(std::move(key), static_cast<uint32_t>(code_.constants.size()));
      if (!fresh) return it->second;
    }
    code_.constants.push_back(std::move(constant));
    return static_cast<uint32_t>(code_.constants.size() - 1);
  }
  uint32_t name(std::string_view text) { return constant(NameConstant{std::string(text)}); }
  // The same as a text, for namespaces, whose keys are texts.
  uint32_t text(std::string_view text) { return constant(std::string(text)); }
  uint32_t attribute_site(std::string_view name_text) {
    code_.attribute_names.push_back(name(name_text));
    return static_cast<uint32_t>(code_.attribute_names.size() - 1);
  }
  uint32_t global_site(std::string_view name_text) {
    const uint32_t wanted = text(name_text);
    for (uint32_t i = 0; i < code_.global_names.size(); i++)
      if (code_.global_names[i] == wanted) return i;
    code_.global_names.push_back(wanted);
    return static_cast<uint32_t>(code_.global_names.size() - 1);
  }

 private:
  void refer(Label& label) {
    const uint32_t use = here() - 1;
    if (label.at >= 0)
      code_.code[use].set_wide(static_cast<uint32_t>(label.at));
    else
      label.uses.push_back(use);
  }
  // Equal constants have equal keys; empty: never shared.
  static std::string key_of(const Constant& constant);

  Blueprint& code_;
  std::map<std::string, uint32_t> known_;
  uint32_t next_ = 0;
  uint32_t most_ = 0;
  Place place_;
};

}  // namespace minipy
