/** Runs a Novu of one route in a process of its own for `sockets.ts`, and prints its address. */
import { createServer } from "node:http"
import { connection, headers } from "./measure/fixtures.ts"

const body = JSON.stringify({ data: connection })

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume()
  request.once("end", () => {
    response.writeHead(201, { ...headers, "content-length": Buffer.byteLength(body) })
    response.end(body)
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (typeof address === "object" && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})

// This process ends with the one that started it.
process.stdin.resume()
process.stdin.once("end", () => process.exit())
