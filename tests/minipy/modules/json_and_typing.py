import json
from typing import Any, Dict, List, Optional, Union
def f(x: List[int], y: Optional[str] = None, *a: Any, **k: Dict[str, Union[int, str]]) -> None: return x
print(f([1]), json.dumps({"a": [1, 2.5, None, True], "b": "é\n"}), json.loads('{"x": [1, -2.5e3, "s", null, true]}'), json.dumps([1, {"k": ()}], indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True))
try: json.loads("{bad}")
except ValueError as e: print(e)
try: json.dumps(object)
except TypeError as e: print(e)
