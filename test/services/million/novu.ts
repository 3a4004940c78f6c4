/**
 * A Novu that counts: it takes every event of a bulk request, and tells at `GET /count` how many requests and
 * events came, and how many of them for the first time. It prints its port.
 */
import { createServer } from "node:http"

let requests = 0
let events = 0
/** One bit per number of an event, so that a million of them take little room. */
const seen = new Uint8Array(2_000_000)
let different = 0

const take = (text: string): string => {
  const { events: sent } = JSON.parse(text) as { readonly events: ReadonlyArray<{ readonly transactionId: string }> }
  requests++
  events += sent.length
  const data = sent.map(({ transactionId }) => {
    const number = Number(transactionId.split(":")[1])
    if (seen[number] === 0) different++
    seen[number] = 1
    return { acknowledged: true, status: "processed", transactionId }
  })
  return JSON.stringify({ data })
}

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ requests, events, different }))
    return
  }
  const parts: Array<Buffer> = []
  request.on("data", (part: Buffer) => parts.push(part))
  request.on("end", () => {
    response.writeHead(201, { "content-type": "application/json" })
    response.end(take(Buffer.concat(parts).toString()))
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  console.log(typeof address === "object" ? address?.port : undefined)
})
