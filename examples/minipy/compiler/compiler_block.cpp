// try and with: ranges of instructions, what happens when one of them raises, and how control leaves them otherwise.
//
// A finally clause, and the end of a with, are written once for each way out. What a way out does is no longer protected by
// the block that it has left: those are the gaps in the block's range.
#include <minipy/compiler/compiler.h>

namespace minipy {

// The range but for its gaps.
void Compiler::protect(uint32_t start, uint32_t end, uint32_t target, Register exception,
                       const std::vector<uint32_t>& gaps) {
  const auto add = [&](uint32_t from, uint32_t to) {
    if (from < to) builder_.code().handlers.push_back({from, to, target, static_cast<uint16_t>(exception)});
  };
  uint32_t from = start;
  for (size_t i = 0; i + 1 < gaps.size(); i += 2) {
    if (gaps[i] < from) continue;
    add(from, gaps[i]);
    from = gaps[i + 1];
  }
  add(from, end);
}

// Does what leaving the blocks above `down_to` asks for, innermost first.
void Compiler::unwind(size_t down_to) {
  const std::vector<Block> all = blocks_;
  for (size_t i = all.size(); i-- > down_to;) {
    if (all[i].gaps) all[i].gaps->push_back(builder_.here());
    blocks_.resize(i);
    unwind_block(all[i]);
  }
  blocks_ = all;
}

void Compiler::end_unwind(size_t down_to) {
  for (size_t i = down_to; i < blocks_.size(); i++)
    if (blocks_[i].gaps) blocks_[i].gaps->push_back(builder_.here());
}

void Compiler::unwind_block(const Block& block) {
  Temporaries temporaries(*this);
  switch (block.kind) {
    case Block::Kind::kLoop:
    case Block::Kind::kTry: break;
    case Block::Kind::kFinally: {
      const std::vector<bool> bound = save_bound();
      statements(block.statements);
      restore_bound(bound);
      break;
    }
    case Block::Kind::kWith: {
      at(block.place);
      const Register none = builder_.next();
      load_constant(NoneConstant(), none);
      builder_.take();
      builder_.emit(Op::kExitWith, block.registers, none, none);
      break;
    }
    case Block::Kind::kHandler:
      builder_.emit(Op::kLeaveHandler, block.registers);
      if (!block.name.empty()) unbind(block.name);
      break;
  }
}

// What the end of an except clause does with its variable.
void Compiler::unbind(std::string_view name) {
  Temporaries temporaries(*this);
  const Register none = builder_.next();
  load_constant(NoneConstant(), none);
  builder_.take();
  store_name(name, none);
  delete_name(name);
}

// Where a handler that began at `start`, and is now at its end, goes when it raises itself: it is left first.
void Compiler::clean_up(uint32_t start, const std::vector<uint32_t>& gaps, Register exception, std::string_view name) {
  const Register raised = builder_.take();
  const uint32_t end = builder_.here();
  protect(start, end, end, raised, gaps);
  builder_.emit(Op::kLeaveHandler, exception);
  if (!name.empty()) unbind(name);
  builder_.emit(Op::kReraise, raised);
}

void Compiler::try_statement(const Try& s) {
  if (s.finally.empty()) return try_except(s);
  Label end;
  std::vector<uint32_t> gaps;
  const std::vector<bool> before = lasting_bound();
  const uint32_t start = builder_.here();
  blocks_.push_back({.kind = Block::Kind::kFinally, .statements = s.finally, .gaps = &gaps});
  if (s.handlers.empty())
    statements(s.body);
  else
    try_except(s);
  blocks_.pop_back();
  const uint32_t protected_end = builder_.here();
  const std::vector<bool> after = save_bound();
  statements(s.finally);
  const std::vector<bool> after_finally = save_bound();
  builder_.jump(Op::kJump, 0, end);

  Temporaries temporaries(*this);
  const Register exception = builder_.take(2);
  protect(start, protected_end, builder_.here(), exception, gaps);
  builder_.emit(Op::kEnterHandler, exception);
  const uint32_t handler_start = builder_.here();
  std::vector<uint32_t> handler_gaps;
  blocks_.push_back({.kind = Block::Kind::kHandler, .registers = exception, .gaps = &handler_gaps});
  restore_bound(before);
  statements(s.finally);
  blocks_.pop_back();
  builder_.emit(Op::kReraise, exception);
  clean_up(handler_start, handler_gaps, exception, {});
  restore_bound(after_finally);
  builder_.place(end);
}

void Compiler::try_except(const Try& s) {
  Label end;
  std::vector<uint32_t> gaps;
  const std::vector<bool> before = lasting_bound();
  const uint32_t start = builder_.here();
  blocks_.push_back({.kind = Block::Kind::kTry, .gaps = &gaps});
  statements(s.body);
  blocks_.pop_back();
  const uint32_t protected_end = builder_.here();
  statements(s.otherwise);
  std::vector<bool> after = save_bound();
  builder_.jump(Op::kJump, 0, end);

  Temporaries temporaries(*this);
  const Register exception = builder_.take(2);
  protect(start, protected_end, builder_.here(), exception, gaps);
  builder_.emit(Op::kEnterHandler, exception);
  const uint32_t handler_start = builder_.here();
  std::vector<uint32_t> handler_gaps;
  bool catches_all = false;
  for (const Handler& h : s.handlers) {
    if (catches_all) return fail(s.place, "default 'except:' must be last");
    catches_all = h.type == nullptr;
    Label next;
    restore_bound(before);
    blocks_.push_back({.kind = Block::Kind::kHandler, .registers = exception, .gaps = &handler_gaps});
    at(h.place);
    if (h.type) {
      Temporaries inner(*this);
      const Register type = any(h.type);
      at(h.place);
      builder_.emit(Op::kMatchException, exception, type);
      builder_.extra_jump(next);
    }
    blocks_.pop_back();
    if (h.name.empty()) {
      blocks_.push_back({.kind = Block::Kind::kHandler, .registers = exception, .gaps = &handler_gaps});
      statements(h.body);
      blocks_.pop_back();
      builder_.emit(Op::kLeaveHandler, exception);
    } else {
      // The clause's variable goes when it is left, whichever way.
      std::vector<uint32_t> own_gaps;
      const uint32_t own_start = builder_.here();
      store_name(h.name, exception);
      blocks_.push_back({.kind = Block::Kind::kTry, .gaps = &handler_gaps});
      blocks_.push_back({.kind = Block::Kind::kHandler, .registers = exception, .name = h.name, .gaps = &own_gaps});
      statements(h.body);
      blocks_.pop_back();
      blocks_.pop_back();
      const uint32_t own_end = builder_.here();
      builder_.emit(Op::kLeaveHandler, exception);
      unbind(h.name);
      builder_.jump(Op::kJump, 0, end);
      Temporaries inner(*this);
      const Register raised = builder_.take();
      protect(own_start, own_end, builder_.here(), raised, own_gaps);
      builder_.emit(Op::kLeaveHandler, exception);
      unbind(h.name);
      builder_.emit(Op::kReraise, raised);
      handler_gaps.push_back(own_end);
      handler_gaps.push_back(builder_.here());
    }
    // How variables stand after the clause counts, unless it does not come to its end.
    if (!leaves(h.body))
      for (size_t i = 0; i < after.size(); i++) after[i] = after[i] && bound_[i];
    if (h.name.empty()) {
      const uint32_t gap = builder_.here();
      builder_.jump(Op::kJump, 0, end);
      handler_gaps.push_back(gap);
      handler_gaps.push_back(builder_.here());
    }
    builder_.place(next);
  }
  if (!catches_all) builder_.emit(Op::kReraise, exception);
  clean_up(handler_start, handler_gaps, exception, {});
  restore_bound(after);
  builder_.place(end);
}

void Compiler::with_statement(const With& s, size_t item) {
  if (item == s.items.size()) return statements(s.body);
  if (!may_nest(s.place)) return;
  depth_++;
  Temporaries temporaries(*this);
  const Register mark = builder_.next();
  const Register context = any(s.items[item].context);
  builder_.give_back_to(mark);
  const Register exit = builder_.take(2);
  at(s.place);
  builder_.emit(Op::kEnterWith, exit, context);
  Label end;
  std::vector<uint32_t> gaps;
  const uint32_t start = builder_.here();
  blocks_.push_back({.kind = Block::Kind::kWith, .registers = exit, .place = s.place, .gaps = &gaps});
  const std::vector<bool> before = lasting_bound();
  if (s.items[item].target) assign(s.items[item].target, exit + 1);
  builder_.emit(Op::kClear, exit + 1);
  with_statement(s, item + 1);
  blocks_.pop_back();
  const uint32_t protected_end = builder_.here();
  const std::vector<bool> after = save_bound();
  unwind_block({.kind = Block::Kind::kWith, .registers = exit, .place = s.place});
  builder_.jump(Op::kJump, 0, end);

  const Register exception = builder_.take(2);
  protect(start, protected_end, builder_.here(), exception, gaps);
  builder_.emit(Op::kEnterHandler, exception);
  const uint32_t handler_start = builder_.here();
  Label suppressed;
  {
    Temporaries inner(*this);
    const Register answer = builder_.take();
    builder_.emit(Op::kExitWith, exit, exception, answer);
    builder_.set_live(answer);
    builder_.jump(Op::kJumpIfTrue, answer, suppressed);
  }
  builder_.emit(Op::kReraise, exception);
  {
    Temporaries inner(*this);
    clean_up(handler_start, {}, exception, {});
  }
  builder_.place(suppressed);
  builder_.emit(Op::kLeaveHandler, exception);
  restore_bound(before);
  meet_bound(after);
  builder_.place(end);
  depth_--;
}

}  // namespace minipy
