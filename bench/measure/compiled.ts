import { execFileSync } from "node:child_process"
import { join } from "node:path"
import type { Row } from "./row.ts"

/** Measures in a process of its own what an application gains that turns on Effect's compiler for schemas. */
export const compiled = (quick: boolean): ReadonlyArray<Row> =>
  JSON.parse(
    execFileSync(process.execPath, [
      "--conditions=effect-novu:source",
      "--import=effect/schema/SchemaJITCompiler/enable",
      join(import.meta.dirname, "../decode.ts"),
      ...(quick ? ["--quick"] : [])
    ], { encoding: "utf8" })
  )
