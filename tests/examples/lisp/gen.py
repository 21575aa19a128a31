import subprocess,sys,os
sys.path.insert(0,'/work/main/tests/examples'); sys.path.insert(0,'/work/main/tests/support')
import lisp_test, tempfile, shutil
from pathlib import Path
prog='/tmp/build-ex/lisp'
folder=Path(tempfile.mkdtemp())
for p in lisp_test.FOLDER.iterdir(): shutil.copy(p, folder)
for f,t in lisp_test.generated().items(): (folder/f).write_text(t, errors='surrogateescape')
for l in open(sys.argv[1]):
    l=l.rstrip('\n')
    if l.startswith('$ '):
        print(l)
        for x in lisp_test.run(prog, l[2:], folder, {}): print(x)
