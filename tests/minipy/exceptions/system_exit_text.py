import sys
try:
    sys.exit("a message")
finally:
    print("finally runs")
