import { spawnSync } from "node:child_process"
import type { Row } from "./row.ts"
import { root } from "./stage.ts"

const seconds = (args: ReadonlyArray<string>): number | undefined => {
  const start = performance.now()
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "ignore" })
  return status === 0 ? (performance.now() - start) / 1000 : undefined
}

/** Measures what who changes the package waits for. What a command took that failed says nothing, and is left out. */
export const contributing = (): ReadonlyArray<Row> =>
  ([["`npm run check`", ["run", "check"]], ["`npm test`", ["test"], 240]] as const).flatMap(([what, args, atMost]) => {
    const taken = seconds(args)
    if (taken === undefined) console.error(`${what} failed`)
    return taken === undefined
      ? []
      : [{ what, unit: "s", ours: taken, ...(atMost === undefined ? {} : { asked: [{ against: "nothing", atMost }] }) }]
  })
