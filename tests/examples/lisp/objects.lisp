(define Shape (class 'Shape))
(put Shape 'sides 0)
(define (.init Shape self name) (put self 'name name))
(define (.area Shape self) 0)
(define (.describe Shape self) (string (get self 'name) " with area " (.area self)))
(define (.to-string Shape self) (string "<" (get self 'name) ">"))

(define Square (class 'Square Shape))
(put Square 'sides 4)
(define (.init Square self width)
  ((get Shape 'init) self "square")
  (put self 'width width))
(define (.area Square self) (* (get self 'width) (get self 'width)))

(define s (Square 3))
(print s (.describe s) (get s 'sides) (get Shape 'sides) Shape)
(put s 'colour 'red)
(print (get s 'colour))
(print (try (lambda () (get s 'size)) (lambda (message) message)))
(print (try (lambda () (.descirbe s)) (lambda (message) message)))

; A method is found anew after its class has changed
(define (twice) (.describe s))
(print (twice))
(define (.describe Shape self) "changed")
(print (twice))

; Methods as values
(define m (get s 'area))
(put s 'width 5)
(print (m) (map (get (Square 1) 'area) '()))

; Classes in functions
(define (make-class greeting)
  (define Greeter (class 'Greeter))
  (define (.greet Greeter self name) (string greeting ", " name))
  Greeter)
(print (.greet ((make-class "hello")) "world") (.greet ((make-class "bye")) "world"))
