; Errors know the line of each call.
(define (third items)
  (nth
    items
    (first (first items))))

(define Reader (class 'Reader))
(define (.read Reader self items)
  (third items))

(define (start)
  (print "starting")
  (for-each (lambda (items)
              (.read (Reader) items))
            '((1 2 3) (1))))

(define (first items) (nth items 0))

(start)
