import { execFileSync } from "node:child_process"
import { join } from "node:path"
import type { Row } from "./row.ts"

/** What an application gains that turns on Effect's compiler for schemas, in a process of its own. */
export const compiled = (quick: boolean): ReadonlyArray<Row> =>
  JSON.parse(
    execFileSync(process.execPath, [
      "--conditions=effect-novu:source",
      "--import=effect/schema/SchemaJITCompiler/enable",
      join(import.meta.dirname, "../decode.ts"),
      ...(quick ? ["--quick"] : [])
    ], { encoding: "utf8" })
  )
