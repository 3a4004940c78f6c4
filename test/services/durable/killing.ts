/** Runs the durable examples over a Novu of its own process, and kills them while they send. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface Counts {
  readonly requests: number
  readonly replayed: number
  readonly queued: number
  readonly customers: number
  readonly ids: number
  readonly twice: number
  /** The chunk in which a process was killed, and who sent it. */
  readonly killed?: { readonly chunk: number; readonly sender: string; readonly at: number }
  /** Who sent the rest of it. */
  readonly wentOn?: { readonly sender: string; readonly at: number }
}

/** Is a generator of numbers below one, the same for the same seed. */
export const numbersOf = (seed: number) => (): number => {
  seed = Math.imul(seed ^ seed >>> 15, seed | 1) + 0x6d2b79f5 | 0
  return ((seed ^ seed >>> 14) >>> 0) / 2 ** 32
}

/** Returns a whole number of a range, both ends included. */
export const between = (next: () => number, least: number, most: number): number =>
  least + Math.floor(next() * (most - least + 1))

export const requestsPerChunk = (chunk: number): number => chunk / 100

export class CountingNovu implements AsyncDisposable {
  readonly #process: ChildProcess
  readonly url: string

  private constructor(process: ChildProcess, url: string) {
    this.#process = process
    this.url = url
  }

  static async start(chunk: number, keys: boolean): Promise<CountingNovu> {
    const child = spawn(process.execPath, [
      "test/services/durable/novu.ts",
      String(chunk),
      keys ? "keys" : "no-keys"
    ], { stdio: ["ignore", "pipe", "inherit"] })
    const [port] = await once(child.stdout, "data")
    return new CountingNovu(child, `http://127.0.0.1:${String(port).trim()}`)
  }

  /** Has the sender of a chunk's request die after it was taken, before it is answered. */
  async kill(senders: ReadonlyArray<Sender>, request: number, chunks: number): Promise<void> {
    const pids = Object.fromEntries(senders.map(({ key, pid }) => [key, pid]))
    await fetch(`${this.url}/kill`, { method: "POST", body: JSON.stringify({ pids, request, chunks }) })
  }

  async counts(): Promise<Counts> {
    return (await fetch(`${this.url}/counts`)).json() as Promise<Counts>
  }

  /** Returns how many events each customer was sent, by the number of the customer. */
  async customers(): Promise<ReadonlyMap<number, number>> {
    const pairs: ReadonlyArray<readonly [number, number]> = await (await fetch(`${this.url}/customers`)).json()
    return new Map(pairs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill()
  }
}

interface Ran {
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** Is one process of the example. */
export interface Sender {
  readonly key: string
  readonly pid: number
  readonly ended: Promise<Ran>
  readonly stop: () => void
}

export interface Sending {
  readonly example: "examples/campaign.ts" | "examples/outbox.ts"
  readonly args: ReadonlyArray<string>
  readonly env: Readonly<Record<string, string>>
  readonly key?: string
  /** Stops the process when it has printed so many lines. */
  readonly lines?: number
}

export const send = ({ args, env, example, key = "sk_fake_durable", lines = Infinity }: Sending): Sender => {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, ["--conditions=effect-novu:source", example, ...args], {
    env: { ...inherited, NOVU_SECRET_KEY: key, NO_COLOR: "1", ...env }
  })
  let output = ""
  child.stdout.on("data", (text) => {
    output += text
    if (output.split("\n").length > lines) child.kill("SIGKILL")
  })
  child.stderr.on("data", (text) => output += text)
  const ended = once(child, "close").then(([, signal]): Ran => ({ signal, output }))
  return { key, pid: child.pid ?? 0, ended, stop: () => child.kill("SIGKILL") }
}

export interface Campaigning {
  readonly total: number
  readonly chunk: number
  readonly kills: number
  readonly keys: boolean
  readonly seed: number
}

export interface Campaigned {
  readonly counts: Counts
  readonly kills: ReadonlyArray<{ readonly request: number; readonly chunks: number; readonly signal: string | null }>
  readonly last: Ran
  /** Is what the same campaign says when it is run once more, and what that sent. */
  readonly again: Ran
  readonly sentAgain: number
  /** Has the bytes of the files of the database, as Latin-1. */
  readonly stored: string
}

/** Runs a campaign that is killed as often as it is said, each time inside a chunk, until it ends. */
export const killedCampaign = async (
  { chunk, keys, kills, seed, total }: Campaigning
): Promise<Campaigned> => {
  const next = numbersOf(seed)
  const folder = mkdtempSync(join(tmpdir(), "campaign-"))
  const file = join(folder, "campaign.db")
  await using novu = await CountingNovu.start(chunk, keys)
  const args = ["--total", String(total), "--chunk", String(chunk)]
  const env = { NOVU_API_URL: novu.url, DATABASE_FILE: file, NOVU_ENVIRONMENT: "production" }
  // The chunks that are left are enough for every kill to fall inside one.
  const share = Math.floor(total / chunk / (kills + 1))
  const killed: Array<Campaigned["kills"][number]> = []
  try {
    for (let number = 0; number < kills; number++) {
      const request = between(next, 2, requestsPerChunk(chunk) - 1)
      const chunks = between(next, 1, share - 1)
      const sender = send({ example: "examples/campaign.ts", args, env })
      await novu.kill([sender], request, chunks)
      const { signal } = await sender.ended
      killed.push({ request, chunks, signal })
    }
    const last = await send({ example: "examples/campaign.ts", args, env }).ended
    const counts = await novu.counts()
    const again = await send({ example: "examples/campaign.ts", args, env }).ended
    const sentAgain = (await novu.counts()).requests - counts.requests
    return { counts, kills: killed, last, again, sentAgain, stored: readFileSync(file, "latin1") }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
