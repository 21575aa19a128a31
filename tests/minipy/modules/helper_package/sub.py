name = "sub"
from . import other
def up(): return other.where, __package__
