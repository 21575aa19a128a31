// Dumper: what dump() works with.
#pragma once

#include <minipy/parser/dump.h>

namespace minipy {

class Dumper {
 public:
  explicit Dumper(DumpPlaces places) : places_(places) {}

  void block(Statements body);
  void expression(const Expression* e);
  std::string take() { return std::move(out_); }

 private:
  // One list: (what parts...).
  class List {
   public:
    List(Dumper& dumper, std::string_view what) : dumper_(dumper) {
      dumper_.out_ += '(';
      dumper_.out_ += what;
    }
    ~List() { dumper_.out_ += ')'; }
    List& text(std::string_view text) {
      dumper_.out_ += ' ';
      dumper_.out_ += text.empty() ? std::string_view("_") : text;
      return *this;
    }
    List& part(const Expression* e) {
      dumper_.out_ += ' ';
      dumper_.expression(e);
      return *this;
    }
    List& parts(Expressions all) {
      for (const Expression* e : all) part(e);
      return *this;
    }
    List& block(Statements body) {
      dumper_.out_ += ' ';
      dumper_.block(body);
      return *this;
    }

   private:
    Dumper& dumper_;
  };
  friend class List;

  void node(const Expression* e);
  void literal(const Expression* e);
  void display(const Expression* e);
  void operation(const Expression* e);
  void comprehension(const Comprehension* e);
  void call_arguments(Expressions arguments, std::span<Keyword> keywords);
  void formatted(const FormattedString* e);
  void parameters(const Parameters* all);
  void parameter(const Parameter& one, std::string_view stars);
  void quoted(std::string_view text);
  void statement(const Statement* s);
  void simple(const Statement* s);
  void compound(const Statement* s);
  void definition(const Statement* s);
  void aliases(std::span<Alias> names);
  void decorators(Expressions all);

  DumpPlaces places_;
  std::string out_;
};

}  // namespace minipy
