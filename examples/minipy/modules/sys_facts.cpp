// What sys says of the machine and of the version.
#include <minipy/modules/struct_sequence.h>
#include <minipy/modules/sys.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/value/number.h>
#include <mayfly/runtime/call/invoke.h>

#include <cfloat>
#include <climits>

namespace minipy {

namespace {

struct Fact {
  const char* name;
  int64_t value;
};

// A struct sequence of integers, in the namespace.
Result<> add_facts(Runtime& rt, Dict& ns, const char* name, std::span<const Fact> facts) {
  constexpr size_t kMost = 24;
  const char* names[kMost];
  LocalArray values(rt, facts.size());
  if (!values) return values.error();
  for (size_t i = 0; i < facts.size() && i < kMost; i++) {
    names[i] = facts[i].name;
    values[i] = Value::small(facts[i].value);
  }
  Class* cls = MAYFLY_TRY(make_struct_class(rt, std::string("sys.") + name));
  return set_in(rt, ns, name, MAYFLY_TRY(make_struct(rt, *cls, {names, facts.size()}, values.span(), facts.size())));
}

Result<> add_version(Runtime& rt, Dict& ns) {
  static constexpr const char* kNames[] = {"major", "minor", "micro", "releaselevel", "serial"};
  Locals<5> values(rt);
  if (!values) return values.error();
  values[0] = Value::small(3);
  values[1] = Value::small(11);
  values[2] = Value::small(2);
  values[3] = MAYFLY_TRY(new_string(rt, "final"));
  values[4] = Value::small(0);
  Class* cls = MAYFLY_TRY(make_struct_class(rt, "sys.version_info"));
  return set_in(rt, ns, "version_info", MAYFLY_TRY(make_struct(rt, *cls, kNames, values.span(), 5)));
}

Result<> add_float_info(Runtime& rt, Dict& ns) {
  static constexpr const char* kNames[] = {"max", "max_exp",  "max_10_exp", "min",   "min_exp", "min_10_exp",
                                           "dig", "mant_dig", "epsilon",    "radix", "rounds"};
  const Value values[] = {Value::number(DBL_MAX),
                          Value::small(DBL_MAX_EXP),
                          Value::small(DBL_MAX_10_EXP),
                          Value::number(DBL_MIN),
                          Value::small(DBL_MIN_EXP),
                          Value::small(DBL_MIN_10_EXP),
                          Value::small(DBL_DIG),
                          Value::small(DBL_MANT_DIG),
                          Value::number(DBL_EPSILON),
                          Value::small(FLT_RADIX),
                          Value::small(1)};
  Class* cls = MAYFLY_TRY(make_struct_class(rt, "sys.float_info"));
  return set_in(rt, ns, "float_info", MAYFLY_TRY(make_struct(rt, *cls, kNames, values, std::size(values))));
}

Result<> add_hash_info(Runtime& rt, Dict& ns) {
  static constexpr const char* kNames[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                           "algorithm", "hash_bits", "seed_bits", "cutoff"};
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(make_integer(rt.heap(), static_cast<int64_t>(kHashModulus)));
  held[1] = MAYFLY_TRY(new_string(rt, "mayfly"));
  const Value values[] = {Value::small(64),
                          held[0],
                          Value::small(kHashOfInfinity),
                          Value::small(0),
                          Value::small(1000003),
                          held[1],
                          Value::small(64),
                          Value::small(64),
                          Value::small(0)};
  Class* cls = MAYFLY_TRY(make_struct_class(rt, "sys.hash_info"));
  return set_in(rt, ns, "hash_info", MAYFLY_TRY(make_struct(rt, *cls, kNames, values, std::size(values))));
}

// sys.implementation: an object with these attributes.
Result<> add_implementation(Runtime& rt, Dict& ns) {
  Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, "namespace")));
  if (!name) return name.error();
  Local<Class> cls(rt, MAYFLY_TRY(Class::create(rt.space(), *name)));
  if (!cls) return cls.error();
  MAYFLY_TRY(set_module_of(rt, *cls, "sys"));
  Local<Value> made(rt, Value(MAYFLY_TRY(make_instance(rt, *cls))));
  if (!made) return made.error();
  const Value version = find_in(ns, "version_info");
  for (const char* each : {"name", "cache_tag", "version", "hexversion"}) {
    Local<Symbol> attribute(rt, MAYFLY_TRY(intern(rt, each)));
    if (!attribute) return attribute.error();
    const std::string_view text = each;
    Value value = text == "version" ? version : text == "hexversion" ? Value::small(0x030b02f0) : Value::nil();
    if (text == "name") value = MAYFLY_TRY(new_string(rt, "minipy"));
    if (!(*made).as<Instance>()->set_own_attribute(rt.space(), *attribute, value)) return rt.heap().allocation_error();
  }
  return set_in(rt, ns, "implementation", *made);
}

}  // namespace

Result<> define_sys_facts(Runtime& rt, Dict& ns) {
  static constexpr const char* kTexts[][2] = {
      {"version", "3.11.2 (minipy on Mayfly)"},
      {"platform", "linux"},
      {"byteorder", "little"},
      {"executable", ""},
      {"prefix", ""},
      {"base_prefix", ""},
      {"copyright", ""},
      {"float_repr_style", "short"},
  };
  for (const auto& each : kTexts) MAYFLY_TRY(set_in(rt, ns, each[0], MAYFLY_TRY(new_string(rt, each[1]))));
  MAYFLY_TRY(set_in(rt, ns, "maxsize", MAYFLY_TRY(make_integer(rt.heap(), INT64_MAX))));
  static constexpr Fact kNumbers[] = {{"maxunicode", 0x10ffff}, {"hexversion", 0x030b02f0}, {"api_version", 1013}};
  for (const Fact& each : kNumbers) MAYFLY_TRY(set_in(rt, ns, each.name, Value::small(each.value)));
  MAYFLY_TRY(set_in(rt, ns, "dont_write_bytecode", Value::boolean(true)));
  static constexpr Fact kFlags[] = {
      {"debug", 0},
      {"inspect", 0},
      {"interactive", 0},
      {"optimize", 0},
      {"dont_write_bytecode", 1},
      {"no_user_site", 1},
      {"no_site", 1},
      {"ignore_environment", 0},
      {"verbose", 0},
      {"bytes_warning", 0},
      {"quiet", 0},
      {"hash_randomization", 1},
      {"isolated", 0},
      {"dev_mode", 0},
      {"utf8_mode", 1},
      {"safe_path", 0},
  };
  static constexpr Fact kIntegers[] = {{"bits_per_digit", 30},
                                       {"sizeof_digit", 4},
                                       {"default_max_str_digits", 4300},
                                       {"str_digits_check_threshold", 640}};
  MAYFLY_TRY(add_facts(rt, ns, "flags", kFlags));
  MAYFLY_TRY(add_facts(rt, ns, "int_info", kIntegers));
  MAYFLY_TRY(add_version(rt, ns));
  MAYFLY_TRY(add_float_info(rt, ns));
  MAYFLY_TRY(add_hash_info(rt, ns));
  return add_implementation(rt, ns);
}

}  // namespace minipy
