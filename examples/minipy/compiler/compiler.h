// Compiler: writes the code of one scope; inner functions and classes by Compilers of their own.
//
// Expressions are compiled to a register: to() puts the value into a given one, any() says where it is: a variable's own
// register, or a temporary, which the caller gives back (Temporaries). A temporary is taken only when its value is about to
// be written, so that registers in use hold nothing that is dead: exact collections depend on it (contract 0.4).
#pragma once

#include <minipy/compiler/code_builder.h>
#include <minipy/compiler/compile.h>
#include <minipy/compiler/scope.h>

#include <functional>
#include <vector>

namespace minipy {

class Compiler {
 public:
  Compiler(const ScopeTree& scopes, Scope& scope, const CompileOptions& options, Compiler* outer, SyntaxError& error);

  std::shared_ptr<Blueprint> compile_top(const ModuleTree& tree);

 private:
  using Register = uint32_t;

  // Gives temporaries back at its end.
  class Temporaries {
   public:
    explicit Temporaries(Compiler& compiler) : builder_(compiler.builder_), mark_(builder_.next()) {}
    ~Temporaries() { builder_.give_back_to(mark_); }
    Temporaries(const Temporaries&) = delete;
    Temporaries& operator=(const Temporaries&) = delete;

   private:
    CodeBuilder& builder_;
    uint32_t mark_;
  };

  // What a return, break or continue leaves on its way out, innermost last.
  struct Block {
    enum class Kind { kLoop, kTry, kFinally, kWith, kHandler };
    Kind kind;
    Label* break_to = nullptr;  // kLoop
    Label* continue_to = nullptr;
    Register registers = 0;      // kWith: exit; kHandler: the exception (of an except or finally clause, or of with)
    Statements statements = {};  // kFinally
    std::string_view name = {};  // kHandler: unbound at the end
    Place place = {};            // kWith: of the statement
    std::vector<uint32_t>* gaps = nullptr;  // holes of the range that it protects: pairs of start and end
  };

  // --- errors and places ---
  bool failed() const { return failed_; }
  void fail(const Place& place, std::string message);
  void at(const Place& place) { builder_.set_place(place); }
  // The same for what has to do with an attribute: where its name stands in a later line, from there on.
  void at(const Place& place, const Attribute& attribute);
  void at_call(const Call& e);
  bool may_nest(const Place& place);  // false, and an error, when the tree is too deep

  // --- expressions: compiler_expression.cpp ---
  Register any(const Expression* e);
  Register temporary(const Expression* e);  // always a new temporary
  void to(const Expression* e, Register target);
  void discard(const Expression* e);
  void to_next(const Expression* e);  // into the next temporary, which stays taken
  Register operand(const Expression* e, const Expression* later);
  void load_constant(Constant constant, Register target);
  bool constant_of(const Expression* e, Constant& constant) const;
  Register work(Register target);
  void finish_work(Register worked, Register target);
  void boolean(const Boolean& e, Register target);
  void binary(const Expression* e, Register target);
  void add_or_so(Op op, Register result, Register left, Register right);
  void compare(const Compare& e, Register target);
  void conditional(const Conditional& e, Register target);
  void sequence(const Sequence& e, Register target);
  void dict_display(const DictDisplay& e, Register target);
  void formatted(const FormattedString& e, Register target);
  void call(const Call& e, Register target);
  bool callee(const Expression* e);
  void call_for_method(const Call& e, Register function, Register value);
  Register plain_local(const Expression* e);
  Register tested(const Expression* e);
  void spread_call(const Call& e, Register target);
  void spread_positional(Expressions items, Register target, bool as_tuple, const Place& place);
  bool check_keywords(std::span<Keyword> keywords);  // false: one is given twice, and that was told
  void spread_keywords(Register callee, std::span<Keyword> keywords, Register target, const Place& place);
  void subscript_parts(const Subscript& e, Register& object, Register& index, const Expression* later);
  void slice(const SliceExpression& e, Register target);
  Register slice_parts(const SliceExpression& e);
  void comprehension(const Comprehension& e, Register target);
  void lambda(const Lambda& e, Register target);
  // `place`: what is shown where a truth can't be told, unless it is a comparison's.
  void jump_if(const Expression* e, bool when, Label& label, const Place& place);

  // --- names: compiler_name.cpp ---
  Variable& variable(std::string_view name);
  void load_name(std::string_view name, const Place& place, Register target);
  void store_name(std::string_view name, Register source);
  void delete_name(std::string_view name);
  // The register of a variable that lives in one and is bound here; kNoRegister otherwise.
  Register local_register(std::string_view name);
  Register appended_register(std::string_view name);
  void assigned(std::string_view name);
  std::vector<bool> save_bound() const { return bound_; }
  void restore_bound(std::vector<bool> bound) { bound_ = std::move(bound); }
  std::vector<bool> lasting_bound() const;
  void meet_bound(const std::vector<bool>& other);

  // --- targets ---
  void assign(const Expression* target, Register source);
  void assign_unpacked(Expressions items, const Place& place, Register source);
  void augmented(const Augmented& s);
  void add_plainly(const Augmented& s, Register object, uint32_t site, Label& done);
  void delete_target(const Expression* target);

  // --- statements: compiler_statement.cpp, compiler_block.cpp ---
  void statements(Statements body);
  void statement(const Statement* s);
  static bool leaves(Statements body);
  void unpack_or_assign(const Expression* target, const Expression* value);
  void if_statement(const If& s);
  void while_statement(const While& s);
  void for_statement(const For& s);
  void try_statement(const Try& s);
  void try_except(const Try& s);
  void handler(const Handler& h, Register exception, Label& done);
  void unbind(std::string_view name);
  void clean_up(uint32_t start, const std::vector<uint32_t>& gaps, Register exception, std::string_view name);
  void with_statement(const With& s, size_t item);
  void return_statement(const Return& s);
  void leave_loop(const Statement& s, bool is_break);
  void unwind(size_t down_to);
  void end_unwind(size_t down_to);
  void unwind_block(const Block& block);
  void protect(uint32_t start, uint32_t end, uint32_t target, Register exception, const std::vector<uint32_t>& gaps);
  void import_statement(const Import& s);
  void import_from(const ImportFrom& s);
  void assert_statement(const Assert& s);

  // --- functions and classes: compiler_function.cpp ---
  void function_definition(const FunctionDefinition& s);
  void class_definition(const ClassDefinition& s);
  void decorated(Expressions decorators, const Place& place, std::string_view name,
                 const std::function<void(Register)>& make);
  void make_function(const Parameters* parameters, std::shared_ptr<Blueprint> code, const Scope& inner, Register target,
                     const FunctionDefinition* definition = nullptr);
  bool annotations(const FunctionDefinition& s);
  void annotation(const Expression* e, std::string_view text, Register target);
  void annotated(const Annotated& s);
  void discard_subscript(const Subscript& e);
  void capture_cells(const Scope& inner);
  void set_up_function(const Parameters* parameters, std::string_view name, const Place& place);
  void set_up_locals();
  void finish();
  std::string qualified(std::string_view name) const;
  std::shared_ptr<Blueprint> function_body(const FunctionDefinition& s);
  static const StringLiteral* documentation_of(Statements body);
  void comprehension_loops(const Comprehension& e, size_t generator, Register result);
  void for_loop(const Expression* target, Register iterator, const Place& place, const std::function<void()>& body,
                const std::function<void()>& otherwise);

  const ScopeTree& scopes_;
  Scope& scope_;
  const CompileOptions& options_;
  Compiler* outer_;
  SyntaxError& error_;
  std::shared_ptr<Blueprint> code_;
  CodeBuilder builder_;
  std::vector<Block> blocks_;
  std::vector<bool> bound_;  // per local register: certainly bound here
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace minipy
