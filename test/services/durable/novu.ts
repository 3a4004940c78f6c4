/**
 * A Novu that counts what it takes, and kills who sends it. It prints its port.
 *
 *   node test/services/durable/novu.ts <customers per chunk> <keys | no-keys>
 *
 * With keys it answers a repeated request from memory, as Novu does for an organisation
 * that has idempotency on. `POST /kill` names processes by the key that they send with:
 * one of them dies right after the request of a chunk was taken that `request` says,
 * before it is answered, once `chunks` others have begun. `GET /counts` tells what was
 * taken, and who went on with the chunk of the last kill, and when; `GET /customers` tells
 * how many events each customer was sent.
 */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"

interface Kill {
  readonly pids: Readonly<Record<string, number>>
  readonly request: number
  readonly chunks: number
}

interface Event {
  readonly to: string
  readonly transactionId: string
}

const [chunk = 0, keys] = [Number(process.argv[2]), process.argv[3] === "keys"]

let requests = 0
let replayed = 0
let queued = 0
/** By the number of a customer. */
const times = new Map<number, number>()
const ids = new Set<string>()
const bodies = new Map<string, string>()

let kill: Kill | undefined
let begun = 0
/** Requests of each chunk since a kill was asked for. */
let taken = new Map<number, number>()

interface Turn {
  readonly sender: string
  readonly at: number
}

let killed: Turn & { readonly chunk: number } | undefined
let wentOn: Turn | undefined

const numberOf = ({ to }: Event): number => Number(to.split("-")[1])

/** Returns the process that dies of this request, if one does. */
const victim = (chunkNumber: number, sender: string): number | undefined => {
  if (kill === undefined) return undefined
  const seen = (taken.get(chunkNumber) ?? 0) + 1
  taken.set(chunkNumber, seen)
  if (seen === 1) begun++
  return begun > kill.chunks && seen === kill.request ? kill.pids[sender] : undefined
}

const take = (events: ReadonlyArray<Event>): void => {
  queued += events.length
  for (const event of events) {
    times.set(numberOf(event), (times.get(numberOf(event)) ?? 0) + 1)
    ids.add(event.transactionId)
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Array<Buffer> = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const server = createServer(async (request, response) => {
  const send = (status: number, value: unknown, headers = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value))
  if (request.url === "/counts") {
    const twice = [...times.values()].filter((count) => count > 1).length
    send(200, { requests, replayed, queued, customers: times.size, ids: ids.size, twice, killed, wentOn })
    return
  }
  if (request.url === "/customers") {
    send(200, [...times])
    return
  }
  const text = await bodyOf(request)
  if (request.url === "/kill") {
    kill = JSON.parse(text)
    begun = 0
    taken = new Map()
    send(200, {})
    return
  }
  requests++
  const body: Event | { readonly events: ReadonlyArray<Event> } = JSON.parse(text)
  const events = "events" in body ? body.events : [body]
  const answers = events.map(({ transactionId }) => ({ acknowledged: true, status: "processed", transactionId }))
  const data = "events" in body ? answers : answers[0]
  const sender = request.headers.authorization?.split(" ")[1] ?? ""
  const chunkNumber = Math.floor(numberOf(events[0] ?? { to: "customer-0", transactionId: "" }) / chunk)
  // What the dead one had under way still comes.
  if (killed?.chunk === chunkNumber && killed.sender !== sender) wentOn ??= { sender, at: Date.now() }
  const key = request.headers["idempotency-key"]
  const hash = createHash("sha1").update(text).digest("base64")
  const known = keys && typeof key === "string" ? bodies.get(key) : undefined
  if (known !== undefined) {
    replayed++
    if (known === hash) send(201, { data }, { "idempotency-replay": "true" })
    else send(422, { message: "Request with key is being reused with a different body" })
    return
  }
  if (typeof key === "string") bodies.set(key, hash)
  take(events)
  const pid = victim(chunkNumber, sender)
  if (pid === undefined) {
    send(201, { data })
    return
  }
  kill = undefined
  killed = { sender, at: Date.now(), chunk: chunkNumber }
  wentOn = undefined
  process.kill(pid, "SIGKILL")
  response.destroy()
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  console.log(typeof address === "object" ? address?.port : undefined)
})
