import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

/** Has the programs of the test that sends a million events. */
export const million = join(import.meta.dirname, "../../test/services/million")

/** Runs a Novu that counts in a process of its own, for as long as it is used. */
export const withCountingNovu = async <A>(use: (apiUrl: string) => Promise<A>): Promise<A> => {
  const novu = spawn(process.execPath, [join(million, "novu.ts")], { stdio: ["ignore", "pipe", "inherit"] })
  try {
    const [port] = await once(novu.stdout, "data")
    return await use(`http://127.0.0.1:${String(port).trim()}`)
  } finally {
    novu.kill()
  }
}
