import sys
try:
    sys.exit(5)
except SystemExit as e:
    print(e.code, e.args)
try:
    sys.exit()
except SystemExit as e:
    print(e.code)
try:
    exit(7)
except SystemExit as e:
    print(e.code)
try:
    raise SystemExit("text")
except SystemExit as e:
    print(e.code)
print("leaving")
sys.exit(3)
