#include <minipy/compiler/compile.h>
#include <minipy/compiler/disassemble.h>
#include <minipy/parser/parser.h>

#include <iomanip>
#include <sstream>

namespace minipy {

namespace {

struct OpcodeRow {
  const char* name;
  const char* form;
};
constexpr OpcodeRow kOpcodes[] = {
#define MINIPY_OPCODE_ROW(enumerator, form) {#enumerator, form},
    MINIPY_OPCODES(MINIPY_OPCODE_ROW)
#undef MINIPY_OPCODE_ROW
};

std::string text_of(const Constant& constant) {
  if (std::holds_alternative<NoneConstant>(constant)) return "None";
  if (std::holds_alternative<EllipsisConstant>(constant)) return "...";
  if (const bool* truth = std::get_if<bool>(&constant)) return *truth ? "True" : "False";
  if (const auto* integer = std::get_if<IntegerConstant>(&constant)) {
    const char* prefix = integer->base == 16 ? "0x" : integer->base == 8 ? "0o" : integer->base == 2 ? "0b" : "";
    return std::string(integer->negative ? "-" : "").append(prefix).append(integer->digits);
  }
  if (const double* number = std::get_if<double>(&constant)) {
    std::ostringstream text;
    text << *number;
    return text.str();
  }
  if (const auto* text = std::get_if<std::string>(&constant)) {
    std::ostringstream quoted;
    quoted << std::quoted(*text, '\'');
    return quoted.str();
  }
  if (const auto* name = std::get_if<NameConstant>(&constant)) return name->text;
  if (const auto* tuple = std::get_if<TupleConstant>(&constant)) {
    std::string text = "(";
    for (const Constant& item : tuple->items) text += (text.size() > 1 ? ", " : "") + text_of(item);
    return text + ")";
  }
  return "<code " + std::get<std::shared_ptr<Blueprint>>(constant)->qualified_name + ">";
}

class Listing {
 public:
  Listing(const Blueprint& code, std::ostream& out) : code_(code), out_(out) {}

  void write() {
    out_ << "Disassembly of " << code_.qualified_name << " (" << code_.file << ", line " << code_.first_line << "), "
         << code_.registers << " registers:\n";
    int line = -1;
    for (uint32_t at = 0; at < code_.code.size(); at++) {
      if (code_.code[at].op == Op::kExtra) continue;
      if (code_.places[at].line != line) {
        line = code_.places[at].line;
        out_ << std::setw(6) << line;
      } else {
        out_ << "      ";
      }
      out_ << std::setw(6) << at << "  ";
      instruction(at);
      out_ << '\n';
    }
    for (const ExceptionRange& range : code_.handlers) {
      out_ << "  exceptions from " << range.start << " to " << range.end << " go to " << range.target << ", in r"
           << range.exception << '\n';
    }
    out_ << '\n';
    for (const Constant& constant : code_.constants)
      if (const auto* inner = std::get_if<std::shared_ptr<Blueprint>>(&constant)) Listing(**inner, out_).write();
  }

 private:
  void instruction(uint32_t at) {
    const Instruction& instruction = code_.code[at];
    const OpcodeRow& row = kOpcodes[static_cast<size_t>(instruction.op)];
    out_ << std::left << std::setw(20) << row.name + 1 << std::right;
    const Instruction* word = &instruction;
    int operand = 0;
    for (const char* form = row.form; *form; form++) {
      if (*form == '+') {
        word = &code_.code[at + 1];
        operand = 0;
        continue;
      }
      const uint16_t number = operand == 0 ? word->a : operand == 1 ? word->b : word->c;
      out_ << ' ';
      switch (*form) {
        case 'r': out_ << 'r' << number << named(number); break;
        case 'n': out_ << static_cast<int16_t>(number); break;
        case 'k': out_ << (number == kNoConstant ? "-" : text_of(code_.constants[number])); break;
        case 'K': out_ << text_of(code_.constants[word->wide()]); break;
        case 'j': out_ << "-> " << word->wide(); break;
        case 's': out_ << '.' << text_of(code_.constants[code_.attribute_names[number]]); break;
        case 'g': out_ << text_of(code_.constants[code_.global_names[number]]); break;
        default: break;
      }
      operand++;
    }
  }
  std::string named(uint16_t number) const {
    return number < code_.local_names.size() ? "(" + code_.local_names[number] + ")" : "";
  }

  const Blueprint& code_;
  std::ostream& out_;
};

}  // namespace

bool disassemble(std::string_view source, std::string_view file, std::ostream& out, std::ostream& errors) {
  Arena arena;
  SyntaxError error;
  const ModuleTree* tree = parse(arena, source, ParseMode::kModule, error);
  const std::shared_ptr<Blueprint> code =
      tree ? compile(*tree, {.file = std::string(file)}, error) : std::shared_ptr<Blueprint>();
  if (!code) {
    errors << "  File \"" << file << "\", line " << error.line << "\nSyntaxError: " << error.message << '\n';
    return false;
  }
  Listing(*code, out).write();
  return true;
}

}  // namespace minipy
