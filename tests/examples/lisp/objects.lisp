(class Shape ()
  (define sides 0)
  (define (init self name) (set! (.-name self) name))
  (define (area self) 0)
  (define (describe self) (string (.-name self) " with area " (.area self)))
  (define (to-string self) (string "<" (.-name self) ">")))

(class Square (Shape)
  (define sides 4)
  (define (init self width)
    (super Square self 'init "square")
    (set! (.-width self) width))
  (define (area self) (* (.-width self) (.-width self))))

(define s (Square 3))
(print s (.describe s) (.-sides s) (.-sides Shape) (is-a? s Shape) (is-a? 3 Shape) (class-of s))
(set! (.-colour s) 'red)
(print (.-colour s))
(del (.-colour s))
(print (try (lambda () (.-colour s)) (lambda (message) message)))
(print (try (lambda () (.descirbe s)) (lambda (message) message)))

; A method is found anew after its class has changed
(define (twice) (.describe s))
(print (twice))
(set! (.-describe Shape) (lambda (self) "changed"))
(print (twice))

; Several bases
(class Left (Shape) (define (which self) 'left))
(class Right (Shape) (define (which self) 'right) (define (only self) 'only-right))
(class Both (Left Right))
(define both (Both "both"))
(print (.which both) (.only both))
(print (try (lambda () (class Wrong (Shape Both))) (lambda (message) message)))

; Methods as values, callable instances
(define m (method s 'area))
(set! (.-width s) 5)
(print (m) (map (method both 'which) '()))
(class Adder ()
  (define (init self n) (set! (.-n self) n))
  (define (call self x) (+ x (.-n self))))
(print (map (Adder 100) '(1 2)))

; Classes in functions capture, too
(define (make-class greeting)
  (class Greeter () (define (greet self name) (string greeting ", " name)))
  Greeter)
(print (.greet ((make-class "hello")) "world") (.greet ((make-class "bye")) "world"))
