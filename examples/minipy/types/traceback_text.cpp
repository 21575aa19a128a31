#include <minipy/objects/traceback.h>
#include <minipy/types/exceptions.h>
#include <minipy/types/marks.h>
#include <minipy/types/suggestion.h>
#include <minipy/types/traceback_text.h>
#include <minipy/vm/code.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/text/utf8.h>

#include <algorithm>
#include <cstring>

namespace minipy {

namespace {

// So many equal entries are shown, and then their number.
constexpr int kShown = 3;

std::string_view stripped(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\f\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\f\r\n") - begin + 1);
}

void append_entry(std::string& to, const Traceback& entry) {
  const PyCode* code = code_of(entry);
  if (!code) return;
  const Blueprint& plan = code->blueprint();
  const Place place = place_of(entry);
  to += "  File \"" + plan.file + "\", line " + std::to_string(place.line) + ", in " + plan.name + "\n";
  const std::string line = source_line(plan.file, place.line);
  const std::string_view shown = stripped(line);
  if (shown.empty()) return;
  to.append("    ").append(shown).append("\n");
  if (const std::string marks = marks_under(line, place); !marks.empty()) to += "    " + marks + "\n";
}

void append_repeats(std::string& to, int repeats) {
  if (repeats <= kShown) return;
  const int more = repeats - kShown;
  to += "  [Previous line repeated " + std::to_string(more) + " more time" + (more == 1 ? "" : "s") + "]\n";
}

// What str() says; never an error but of memory.
Result<std::string> safe_text(Runtime& rt, Value value, const char* otherwise) {
  Result<String*> text = str(rt, value);
  if (text) return std::string((*text)->view());
  if (is_uncatchable(text.error())) return text.take_error();
  return std::string(otherwise);
}

// Where a SyntaxError is: file, line, the source with a mark under the place.
void append_place(Runtime& rt, std::string& to, Value exception) {
  const Value file = exception_part(rt, exception, "filename");
  const Value line = exception_part(rt, exception, "lineno");
  if (!line.is_small()) return;
  const String* path = as<String>(file);
  to += "  File \"" + std::string(path ? path->view() : "<string>") + "\", line " + std::to_string(line.as_small()) +
        "\n";
  const String* text = as<String>(exception_part(rt, exception, "text"));
  if (!text) return;
  std::string_view source = text->view();
  while (source.ends_with('\n')) source.remove_suffix(1);
  const size_t begin = std::min(source.find_first_not_of(" \n\f"), source.size());
  const std::string_view shown = source.substr(begin);
  to.append("    ").append(shown).append("\n");
  const Value offset = exception_part(rt, exception, "offset");
  if (!offset.is_small()) return;
  const Value end = exception_part(rt, exception, "end_offset");
  const Value end_line = exception_part(rt, exception, "end_lineno");
  int64_t from = offset.as_small();
  int64_t until = end.is_small() && end.as_small() != 0 ? end.as_small() : from;
  const auto characters = static_cast<int64_t>(utf8::count(source));
  if (end_line.is_small() && end_line.as_small() > line.as_small()) until = characters + 1;
  if (until <= from) until = from + 1;
  from -= 1 + static_cast<int64_t>(begin);
  until -= 1 + static_cast<int64_t>(begin);
  if (from < 0) return;
  to += "    ";
  int64_t column = 0;
  for (size_t i = 0; i < shown.size() && column < from; i++) {
    if ((shown[i] & 0xc0) == 0x80) continue;
    to += shown[i] == '\t' ? '\t' : ' ';
    column++;
  }
  to.append(static_cast<size_t>(std::max<int64_t>(from - column, 0)), ' ');
  to.append(static_cast<size_t>(std::min<int64_t>(until - from, characters + 1)), '^').append("\n");
}

Result<> append_notes(Runtime& rt, std::string& to, Value exception) {
  Local<Value> notes(rt, instance_attribute(rt, *exception.as<Instance>(), *Minipy::of(rt).names().notes));
  if (!notes) return notes.error();
  if (notes.get().is_empty() || notes.get().is_nil()) return {};
  if (!as<List>(*notes) && !as<Tuple>(*notes)) {
    Result<String*> text = repr(rt, *notes);
    to.append(text ? (*text)->view() : "<__notes__ repr() failed>").append("\n");
    return {};
  }
  Items items(rt, *notes);
  while (MAYFLY_TRY(items.next())) to += MAYFLY_TRY(safe_text(rt, items.value(), "<note str() failed>")) + "\n";
  return {};
}

Value next_in_chain(Runtime& rt, Value exception, const char*& link) {
  const Names& names = Minipy::of(rt).names();
  const Instance& instance = *exception.as<Instance>();
  const Value cause = instance.own_attribute(*names.cause);
  if (!cause.is_empty() && !cause.is_nil()) {
    link = "\nThe above exception was the direct cause of the following exception:\n\n";
    return cause;
  }
  const Value context = instance.own_attribute(*names.context);
  const Value suppressed = instance.own_attribute(*names.suppress_context);
  link = "\nDuring handling of the above exception, another exception occurred:\n\n";
  if (context.is_empty() || (!suppressed.is_empty() && suppressed.is_true())) return Value::nil();
  return context;
}

// Type, text and notes.
Result<std::string> last_lines(Runtime& rt, Value exception, bool with_suggestion) {
  std::string text;
  Class& cls = *rt.space().class_of(exception);
  const Value module = cls.own_attribute(*Minipy::of(rt).names().dunder_module);
  const String* module_name = module.is_empty() ? nullptr : as<String>(module);
  std::string name(MAYFLY_TRY(qualified_name(rt, cls))->view());
  if (module_name && module_name->view() == "__main__") name = name.substr(std::strlen("__main__."));
  const bool is_syntax = cls.is_subclass_of(Minipy::of(rt).exception_class(ExceptionId::kSyntax));
  std::string message;
  if (is_syntax && exception_part(rt, exception, "lineno").is_small()) {
    append_place(rt, text, exception);
    message = MAYFLY_TRY(safe_text(rt, exception_part(rt, exception, "msg"), "<no detail available>"));
  } else {
    message = MAYFLY_TRY(safe_text(rt, exception, "<exception str() failed>"));
  }
  text += name + (message.empty() ? "" : ": " + message);
  if (with_suggestion) {
    if (const std::string meant = MAYFLY_TRY(suggestion_for(rt, exception)); !meant.empty())
      text += ". Did you mean: '" + meant + "'?";
  }
  text += "\n";
  MAYFLY_TRY(append_notes(rt, text, exception));
  return text;
}

Result<std::string> format_chain(Runtime& rt, Value exception) {
  struct Link {
    const char* text;  // between it and the one that follows from it
  };
  std::vector<Link> links;
  Local<List> chain(rt, List::create(rt.heap()));
  if (!chain) return chain.error();
  if (!chain.get()) return rt.heap().allocation_error();
  for (Value each = exception; each.is<Instance>();) {
    const auto seen = chain->values();
    if (std::find(seen.begin(), seen.end(), each) != seen.end()) break;
    if (!chain->append(rt.heap(), each)) return rt.heap().allocation_error();
    const char* link = "";
    each = next_in_chain(rt, each, link);
    links.push_back({link});
  }
  std::string text;
  for (size_t i = chain->size(); i-- > 0;) {
    const Value each = chain->at(i);
    const Value traceback = each.as<Instance>()->own_attribute(*Minipy::of(rt).names().traceback);
    if (!traceback.is_empty()) text += format_traceback(traceback);
    text += MAYFLY_TRY(last_lines(rt, each, true));
    if (i > 0) text += links[i - 1].text;
  }
  return text;
}

}  // namespace

const PyCode* code_of(const Traceback& entry) { return Value(&entry.code()).try_as<PyCode>(); }

Place place_of(const Traceback& entry) {
  const PyCode* code = code_of(entry);
  return code ? code->place_at(entry.instruction()) : Place();
}

std::string format_traceback(Value traceback) {
  const Traceback* entry = traceback.is_object() ? traceback.try_as<Traceback>() : nullptr;
  if (!entry) return {};
  std::string text = "Traceback (most recent call last):\n";
  const Traceback* before = nullptr;
  int repeats = 0;
  for (; entry; before = entry, entry = entry->next()) {
    if (before && &before->code() == &entry->code() && place_of(*before).line == place_of(*entry).line) {
      repeats++;
    } else {
      append_repeats(text, repeats);
      repeats = 1;
    }
    if (repeats <= kShown) append_entry(text, *entry);
  }
  append_repeats(text, repeats);
  return text;
}

Result<std::string> format_exception_only(Runtime& rt, Value exception) {
  try {
    return last_lines(rt, exception, false);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

Result<std::string> format_exception(Runtime& rt, Value exception) {
  Local<Value> held(rt, exception);
  if (!held) return held.error();
  try {
    return format_chain(rt, exception);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

}  // namespace minipy
