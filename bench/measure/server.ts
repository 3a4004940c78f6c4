import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

/** Runs a Novu of one route in a process of its own, for as long as it is used. */
export const withServer = async <A>(use: (apiUrl: string) => Promise<A>): Promise<A> => {
  const server = spawn(
    process.execPath,
    ["--conditions=effect-novu:source", join(import.meta.dirname, "../server.ts")],
    { stdio: ["pipe", "pipe", "inherit"] }
  )
  try {
    const [line] = await once(server.stdout, "data")
    return await use(String(line).trim())
  } finally {
    server.stdin.end()
  }
}
