// Run `tests.determinism` in Pyodide, CPython as WebAssembly: node tests/pyodide.mjs FOLDER WHEELS [brief]
// FOLDER is where npm installed the package pyodide, WHEELS has the wheels that dprkrel needs, none of which is compiled.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, wheels, ...words] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(resolve(folder), "node_modules", "pyodide", "pyodide.mjs")));
const pyodide = await loadPyodide();
pyodide.mountNodeFS("/checkout", resolve(import.meta.dirname, ".."));
pyodide.mountNodeFS("/wheels", resolve(wheels));
const paths = ["/checkout/src", "/checkout", ...readdirSync(wheels).filter((name) => name.endsWith(".whl")).map((name) => `/wheels/${name}`)];
pyodide.globals.set("paths", pyodide.toPy(paths));
pyodide.globals.set("words", pyodide.toPy(words));
pyodide.runPython(`
import platform, sys
sys.path[:0] = paths
sys.dont_write_bytecode = True
from tests.determinism import digests
print(f"Pyodide with CPython {platform.python_version()}, Unicode {__import__('unicodedata').unidata_version}", file=sys.stderr)
for what, digest in digests(brief="brief" in words):
    print(what, digest)
`);
