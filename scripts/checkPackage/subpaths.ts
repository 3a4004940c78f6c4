import { globSync } from "node:fs"

/** Every public module, as a program imports it: `effect-novu`, `effect-novu/Client/NovuClient`, … */
export const subpaths = (): ReadonlyArray<string> =>
  globSync("**/*.ts", { cwd: "src" })
    .filter((file) => !file.startsWith("internal/"))
    .map((file) => file === "index.ts" ? "effect-novu" : `effect-novu/${file.replace(/\.ts$/, "")}`)
    .toSorted()
