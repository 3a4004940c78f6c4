import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import type { Growing, Point, Subject } from "./point.ts"

/** Measures one contestant at one size, in a process of its own. */
export const measurePoint = async (
  subject: Subject,
  name: Growing,
  count: number,
  apiUrl: string
): Promise<Point> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=effect-novu:source",
    join(import.meta.dirname, "../../point.ts"),
    subject,
    name,
    String(count),
    apiUrl
  ])
  return JSON.parse(stdout)
}
