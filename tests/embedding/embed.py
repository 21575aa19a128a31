#!/usr/bin/env python3
"""Builds hosts outside the tree against an installed Mayfly, and with Mayfly as a subproject, and runs them.

All hosts are built from one host.cpp, whose output host.expected holds. The work folder stays between runs, so that a
second run builds only what changed.

usage: embed.py ROOT BUILD_FOLDER WORK_FOLDER MESON COMPILER...
"""
import os
import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import compiling
import tap

HERE = Path(__file__).parent


class Failed(Exception):
    """A step of a host's build failed; the text is what it printed."""


class Embedding:
    def __init__(self, root, build, work, meson, compiler):
        self.root, self.build, self.work, self.meson = root, build, work, meson
        self.environment = dict(os.environ, CXX=" ".join(compiler))
        self.library_folder = None

    def step(self, *command, **options):
        good, output = compiling.run(command, env=self.environment, **options)
        if not good:
            raise Failed(f"{' '.join(map(str, command))}\n{output}")
        return output

    def install(self):
        """Installs the build to a folder of its own; its pkg-config file finds the folder by its own place."""
        destination = self.work / "installed"
        shutil.rmtree(destination, ignore_errors=True)
        self.step(self.meson, "install", "-C", self.build, "--no-rebuild", "--destdir", destination)
        self.library_folder = next(destination.rglob("libmayfly.so")).parent
        self.environment["PKG_CONFIG_PATH"] = str(self.library_folder / "pkgconfig")
        self.environment["LD_LIBRARY_PATH"] = str(self.library_folder)
        self.environment.pop("PKG_CONFIG_SYSROOT_DIR", None)

    def fresh_copy(self, name):
        """The host's folder with host.cpp in it, outside the tree."""
        folder = self.work / name
        folder.mkdir(parents=True, exist_ok=True)
        for source in [HERE / "host.cpp", *(p for p in (HERE / name).iterdir() if p.is_file())]:
            shutil.copy2(source, folder)
        return folder

    def run(self, host):
        output = self.step(host, timeout=60)
        expected = (HERE / "host.expected").read_text()
        return [] if output == expected else [f"expected\n{expected}\ngot\n{output}"]

    def meson_build(self, folder, *options):
        built = folder / "build"
        if not (built / "build.ninja").exists():
            self.step(self.meson, "setup", built, folder, *options)
        self.step("ninja", "-C", built)
        return self.run(built / "host")

    # --- the hosts ---

    def meson_host(self):
        return self.meson_build(self.fresh_copy("meson_host"))

    def cmake_host(self):
        folder = self.fresh_copy("cmake_host")
        self.step("cmake", "-G", "Ninja", "-S", folder, "-B", folder / "build")
        self.step("cmake", "--build", folder / "build")
        return self.run(folder / "build" / "host")

    def plain_host(self):
        return self.plain("build.sh", "host")

    def plain_host_linked_statically(self):
        problems = self.plain("build_static.sh", "host_static")
        needed = self.step("readelf", "-d", self.work / "plain_host" / "host_static")
        return problems + (["host_static needs libmayfly.so"] if "libmayfly" in needed else [])

    def plain_host_without_exceptions_and_rtti(self):
        return self.plain("build.sh", "host_bare", "-fno-exceptions", "-fno-rtti")

    def plain(self, script, output, *flags):
        folder = self.fresh_copy("plain_host")
        self.step(folder / script, folder / "host.cpp", folder / output, *flags)
        return self.run(folder / output)

    def subproject_host(self):
        folder = self.fresh_copy("subproject_host")
        link = folder / "subprojects" / "mayfly"
        link.parent.mkdir(exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(self.root)
        # Only what the host needs, and unoptimised: the library itself is tried elsewhere.
        problems = self.meson_build(folder, "-Dbuildtype=plain", "-Ddefault_library=static",
                                    "-Dmayfly:default_library=static")
        extra = [p for p in (folder / "build" / "subprojects" / "mayfly").rglob("*_tests")]
        return problems + [f"the subproject builds {p.name}, expected no tests" for p in extra]

    # --- the library ---

    def installed_headers_are_the_public_ones(self):
        folder = next((self.work / "installed").rglob("include/mayfly"))
        installed = {p.relative_to(folder).as_posix() for p in folder.rglob("*.h")}
        expected = {"mayfly.h"} | {p.relative_to(self.root).as_posix() for layer in ("gc", "objects", "runtime")
                                   for p in (self.root / layer).rglob("*.h")
                                   if p.relative_to(self.root).parts[:2] != ("gc", "boehm")}
        return [f"{h}: {'not ' if h in expected else ''}installed" for h in sorted(installed ^ expected)]

    def shared_library_exports_mayfly_alone(self):
        listing = self.step("nm", "-D", "-C", "--defined-only", self.library_folder / "libmayfly.so")
        names = [line.split(" ", 2)[-1] for line in listing.splitlines()]
        ours = re.compile(r"(?:(?:vtable|typeinfo|typeinfo name|VTT|guard variable|construction vtable|TLS \w+ function|"
                          r"(?:non-)?virtual thunk) (?:for|to) )?(?:.* )?mayfly::")
        foreign = [n for n in names if not ours.match(n)]
        problems = [f"exports '{n}', expected only mayfly's names" for n in foreign]
        return problems if any("mayfly::version" in n for n in names) else problems + ["mayfly::version is not exported"]

    def shared_library_has_its_soname_and_stays_loaded(self):
        dynamic = self.step("readelf", "-d", self.library_folder / "libmayfly.so")
        return [f"readelf -d shows no '{word}'" for word in ("libmayfly.so.0]", "NODELETE") if word not in dynamic]


def main():
    root, build, work, meson = (Path(a) for a in sys.argv[1:5])
    embedding = Embedding(root.resolve(), build, work, meson, sys.argv[5:])

    def guarded(function):
        def check():
            try:
                return function() or []
            except Failed as failure:
                return [str(failure)]
        return function.__name__, check

    return tap.run(map(guarded, [
        embedding.install,
        embedding.installed_headers_are_the_public_ones,
        embedding.shared_library_exports_mayfly_alone,
        embedding.shared_library_has_its_soname_and_stays_loaded,
        embedding.plain_host,
        embedding.plain_host_linked_statically,
        embedding.plain_host_without_exceptions_and_rtti,
        embedding.meson_host,
        embedding.cmake_host,
        embedding.subproject_host,
    ]))


if __name__ == "__main__":
    sys.exit(main())
