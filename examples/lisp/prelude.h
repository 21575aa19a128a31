// The part of the language that is written in itself.
#pragma once

#include <string_view>

namespace lisp {

inline constexpr std::string_view kPrelude = R"(
(define (not x) (if x false true))
(define (> a b) (< b a))

(define (for-each f items)
  (let (i 0)
    (while (< i (length items))
      (f (nth items i))
      (set! i (+ i 1)))))

(define (map f items)
  (let (results (list))
    (for-each (lambda (item) (append! results (f item))) items)
    results))

(define (range end)
  (let (results (list) i 0)
    (while (< i end)
      (append! results i)
      (set! i (+ i 1)))
    results))
)";

}  // namespace lisp
