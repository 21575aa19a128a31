; Errors know the line of each call.
(define (third items)
  (car
    (cdr (cdr items))))

(class Reader ()
  (define (read self items)
    (third items)))

(define (start)
  (print "starting")
  (map (lambda (items)
         (.read (Reader) items))
       '((1 2 3) (1))))

(start)
