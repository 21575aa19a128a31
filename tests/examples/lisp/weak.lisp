(class Door ()
  (define (init self name) (set! (.-name self) name) (set! (.-opened self) 0))
  (define (open self n) (set! (.-opened self) (+ (.-opened self) n))))
(define (told w) (print "told:" (death w) (alive? w)))

; A weak method is called like the method, until the receiver dies
(define d (Door "front"))
(define w (weak-method d 'open told))
(print (w 2) (w 3) (alive? w) (death w))
(print (collect) (w 1))
(del d)
(print (collect) (alive? w) (death w))
(print (try (lambda () (w 1)) (lambda (message) message)))

; ... or the function
(class Bell () (define (ring self) 'ding))
(define bell (Bell))
(define r (weak-method bell 'ring told))
(print (r))
(del (.-ring Bell))
(print (collect) (death r))

; A weak reference to a bound method is dead at once
(define plain (weak-ref (method (Door "x") 'open)))
(collect)
(print (plain) (alive? plain))

; What holds an object, and when it lets go
(define (watch object label) (weak-ref object (lambda (r) (print label "is dead"))))
(define held nil)

(let ((local (Door "a")))
  (set! held (watch local "a let variable"))
  (collect)
  (print "inside the let:" (alive? held)))
(collect)

(define (in-function)
  (define local (Door "a"))
  (set! held (watch local "a function's variable"))
  (collect)
  (print "inside the function:" (alive? held))
  (del local)
  (collect)
  (print "after del:" (alive? held)))
(in-function)

(define closure
  (let ((captured (Door "a")))
    (set! held (watch captured "a captured variable"))
    (lambda () captured)))
(collect)
(print "captured:" (alive? held))
(del closure)
(collect)

(define (argument object) (set! held (watch object "an argument")) (collect) (alive? held))
(print "argument:" (argument (Door "a")))
(collect)

(define data (list 1 (Door "a")))
(set! held (watch (car (cdr data)) "an element"))
(set! data (cdr data))
(collect)
(print "element:" (alive? held))
(del data)
(collect)

; Exact inside of native functions that call back, too
(print (map (lambda (label)
              (set! held (watch (Door "a") label))
              (collect))
            '("within map")))
(print (try (lambda () (set! held (watch (Door "a") "within try")) (collect)) print))
(print (apply (lambda () (set! held (watch (Door "a") "within apply")) (collect)) nil))

; Cycles, and finalizers
(class Node ()
  (define (init self name) (set! (.-name self) name))
  (define (finalize self) (print "finalize" (.-name self))))
(define n (Node "one"))
(set! (.-next n) (Node "two"))
(set! (.-next (.-next n)) n)
(set! held (watch n "a cycle"))
(del n)
(collect)

; Callbacks are silent for references that went first; the newest is told first
(define target (Door "a"))
(watch target "never printed")
(collect)
(define first (weak-method target 'open (lambda (w) (print "oldest, told last"))))
(define second (weak-method target 'open (lambda (w) (print "newest, told first"))))
(del target)
(collect)

; A crowd
(define crowd (map (lambda (i) (Door i)) (range 100)))
(define dead 0)
(define watchers (map (lambda (door) (weak-method door 'open (lambda (w) (set! dead (+ dead 1))))) crowd))
(define (every-other items) (if items (cons (car items) (every-other (cdr (cdr items))))))
(set! crowd (every-other crowd))
(collect)
(print "dead:" dead)
(define sum 0)
(for-each (lambda (w) (if (alive? w) (set! sum (+ sum (w 1))))) watchers)
(print "called through:" sum)
