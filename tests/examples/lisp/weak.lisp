(define Door (class 'Door))
(define (.init Door self name) (put self 'name name) (put self 'opened 0))
(define (.open Door self n) (put self 'opened (+ (get self 'opened) n)) (get self 'opened))
(define (told w) (print "told:" (death w)))

; A weak method is called like the method, until the receiver dies
(define d (Door "front"))
(define w (weak-method (get d 'open) told))
(print (w 2) (w 3) (death w))
(print (collect) (w 1))
(set! d nil)
(print (collect) (death w))
(print (try (lambda () (w 1)) (lambda (message) message)))

; ... or the function
(define Bell (class 'Bell))
(define (.ring Bell self) 'ding)
(define bell (Bell))
(define r (weak-method (get bell 'ring) told))
(print (r))
(put Bell 'ring nil)
(print (collect) (death r))

; A weak reference to a bound method is dead at once
(define plain (weak-ref (get (Door "x") 'open)))
(collect)
(print (plain))

; What holds an object, and when it lets go. A closure holds all variables around it: so the callback is made elsewhere.
(define (reporter label) (lambda (r) (print label "is dead")))
(define (watch object label) (weak-ref object (reporter label)))
(define held nil)
(define (alive?) (not (= (held) nil)))

(let (local (Door "a"))
  (set! held (watch local "a let variable"))
  (collect)
  (print "inside the let:" (alive?)))
(collect)

(define (in-function)
  (define local (Door "a"))
  (set! held (watch local "a function's variable"))
  (collect)
  (print "inside the function:" (alive?))
  (set! local nil)
  (collect)
  (print "after set!:" (alive?)))
(in-function)

(define closure
  (let (captured (Door "a"))
    (set! held (watch captured "a captured variable"))
    (lambda () captured)))
(collect)
(print "captured:" (alive?))
(set! closure nil)
(collect)

(define (argument object) (set! held (watch object "an argument")) (collect) (alive?))
(print "argument:" (argument (Door "a")))
(collect)

; An operand of a call that is still being evaluated
(define (second a b) b)
(print (second (let (door (Door "a")) (set! held (watch door "an operand")) door) (list (collect) (alive?))))
(collect)

(define data (list 1 (Door "a")))
(set! held (watch (nth data 1) "an element"))
(collect)
(print "element:" (alive?))
(set! data nil)
(collect)

; Exact inside of functions that call back, too
(print (map (lambda (label)
              (set! held (watch (Door "a") label))
              (collect))
            '("within map")))
(print (try (lambda () (set! held (watch (Door "a") "within try")) (collect)) print))
(define Collecting (class 'Collecting))
(define (.to-string Collecting self) (set! held (watch (Door "a") "within to-string")) (collect))
(print (Collecting))

; Cycles, and finalizers
(define Node (class 'Node))
(define (.init Node self name) (put self 'name name))
(define (.finalize Node self) (print "finalize" (get self 'name)))
(define n (Node "one"))
(put n 'next (Node "two"))
(put (get n 'next) 'next n)
(set! held (watch n "a cycle"))
(set! n nil)
(collect)

; Callbacks are silent for references that went first; the newest is told first
(define target (Door "a"))
(watch target "never printed")
(collect)
(define first (weak-method (get target 'open) (lambda (w) (print "oldest, told last"))))
(define second (weak-method (get target 'open) (lambda (w) (print "newest, told first"))))
(set! target nil)
(collect)

; A crowd
(define crowd (map Door (range 100)))
(define dead 0)
(define (count-death w) (set! dead (+ dead 1)))
(define watchers (map (lambda (door) (weak-method (get door 'open) count-death)) crowd))
(define kept (list))
(let (i 0)
  (while (< i 100)
    (append! kept (nth crowd i))
    (set! i (+ i 2))))
(set! crowd nil)
(collect)
(print "dead:" dead)
(define sum 0)
(for-each (lambda (w) (if (= (death w) "alive") (set! sum (+ sum (w 1))))) watchers)
(print "called through:" sum)
