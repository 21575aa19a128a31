"""Modules by their name."""

import sys

__all__ = ["import_module"]


def import_module(name, package=None):
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        level = len(name) - len(name.lstrip("."))
        base = package.rsplit(".", level - 1) if level > 1 else [package]
        if len(base) < level:
            raise ImportError("attempted relative import beyond top-level package")
        name = base[0] + "." + name[level:] if name[level:] else base[0]
    module = sys.modules.get(name)
    if module is None:
        if not all(part.isidentifier() for part in name.split(".")):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        exec("import " + name, {})
        module = sys.modules[name]
    return module
