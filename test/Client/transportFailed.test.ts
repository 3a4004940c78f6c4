import { NodeHttpClient } from "@effect/platform-node"
import Undici from "@effect/platform-node/Undici"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted } from "effect"
import { ChannelConnections, NovuError, NovuTransport, RetryPolicy, type TransportFailed } from "effect-novu"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { Agent as HttpAgent, createServer } from "node:http"
import { Agent as HttpsAgent } from "node:https"
import * as net from "node:net"
import { createServer as createTlsServer, type TlsOptions } from "node:tls"
import { inspect } from "node:util"
import { Sink } from "../leaks/sink.ts"
import { accessToken, slack } from "../support/client.ts"
import { selfSigned } from "../support/selfSigned.ts"

const secretKey = "sk-most-secret-of-all"

type Http = Layer.Layer<HttpClient.HttpClient>

const clients: Readonly<Record<string, Http>> = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

/** Returns the failure of one `create`. */
const failureOf = (http: Http, apiUrl: string) =>
  Effect.gen(function*() {
    const { create } = yield* ChannelConnections
    const error = yield* Effect.flip(create(slack, { retry: RetryPolicy.none, attemptTimeout: "5 seconds" }))
    if (error.reason._tag !== "TransportFailed") return assert.fail(error.message)
    return error.reason
  }).pipe(Effect.provide(
    ChannelConnections.layer.pipe(
      Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey), apiUrl })),
      Layer.provide(http)
    )
  ))

/** Returns the same over a fetch that rejects. */
const rejectionOf = (thrown: unknown, apiUrl = "https://eu.api.novu.co/novu") =>
  failureOf(
    FetchHttpClient.layer.pipe(
      Layer.provideMerge(Layer.succeed(FetchHttpClient.Fetch, () => Promise.reject(thrown)))
    ),
    apiUrl
  )

const listening = (server: net.Server) =>
  Effect.acquireRelease(
    Effect.callback<number>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed((server.address() as net.AddressInfo).port)))
    }),
    () => Effect.sync(() => server.close())
  )

/** Says what arrived after the handshake, which should be nothing. */
const secured = (options: TlsOptions = {}) => {
  const arrived: Array<string> = []
  const server = createTlsServer({ ...selfSigned, ...options }, (socket) => {
    socket.on("error", () => {})
    socket.on("data", (bytes) => arrived.push(String(bytes)))
  })
  server.on("tlsClientError", () => {})
  return { server, arrived }
}

const deaf = (socket: net.Socket): net.Socket => socket.on("error", () => {})

for (const [name, http] of Object.entries(clients)) {
  describe(`a handshake that fails through ${name}`, () => {
    it.live("on a certificate that nobody trusts sends nothing, and says so", () =>
      Effect.gen(function*() {
        const { arrived, server } = secured()
        const port = yield* listening(server)
        const failure = yield* failureOf(http, `https://localhost:${port}`)
        assert.strictEqual(failure.detail, `no connection to localhost:${port} (DEPTH_ZERO_SELF_SIGNED_CERT)`)
        assert.strictEqual(failure.outcome, "not-sent")
        assert.deepStrictEqual(arrived, [])
      }).pipe(Effect.scoped))

    const servers: ReadonlyArray<readonly [string, () => net.Server]> = [
      ["because the port speaks HTTP without TLS", () => createServer((_, response) => response.end())],
      ["because the port closes", () => net.createServer((socket) => deaf(socket).once("data", () => socket.end()))],
      ["because no cipher is shared", () => secured({ ciphers: "AES256-SHA", maxVersion: "TLSv1.2" }).server]
    ]
    for (const [what, server] of servers) {
      it.live(`${what} is not-sent`, () =>
        Effect.gen(function*() {
          const port = yield* listening(server())
          const failure = yield* failureOf(http, `https://localhost:${port}`)
          assert.strictEqual(failure.outcome, "not-sent", failure.detail)
          assert.match(failure.detail, /^no connection to localhost:\d+ \([\w /]+\)$/)
        }).pipe(Effect.scoped))
    }

    it.live("because the port resets is unknown, since no client says when", () =>
      Effect.gen(function*() {
        const server = net.createServer((socket) => deaf(socket).once("data", () => socket.resetAndDestroy()))
        const failure = yield* failureOf(http, `https://localhost:${yield* listening(server)}`)
        assert.strictEqual(failure.outcome, "unknown")
        assert.include(failure.detail, "ECONNRESET")
      }).pipe(Effect.scoped))
  })
}

describe("an error of TLS on a connection that stands", () => {
  for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
    it.live(`of ${maxVersion} is unknown, although it looks like one of the handshake`, () =>
      Effect.gen(function*() {
        let arrived = false
        const { server } = secured({ maxVersion })
        server.on("secureConnection", (socket) => socket.on("data", () => socket.write((arrived = true, "HTTP/1.1 "))))
        const port = yield* listening(server)
        // Passes everything on until the request has arrived, then answers without TLS.
        const middle = net.createServer((socket) => {
          const onward = deaf(net.connect(port, "127.0.0.1"))
          deaf(socket).on("data", (bytes) => onward.write(bytes))
          onward.on("data", (bytes) => socket.write(arrived ? "HTTP/1.1 500 in clear, in the middle\r\n\r\n" : bytes))
        })
        const http = NodeHttpClient.layerNodeHttpNoAgent.pipe(
          Layer.provide(NodeHttpClient.layerAgentOptions({ rejectUnauthorized: false }))
        )
        const failure = yield* failureOf(http, `https://localhost:${yield* listening(middle)}`)
        assert.include(failure.detail, "ERR_SSL_")
        assert.isTrue(arrived)
        assert.strictEqual(failure.outcome, "unknown")
      }).pipe(Effect.scoped))
  }
})

const tunnels: Readonly<Record<string, (proxy: string) => Http>> = {
  undici: (proxy) =>
    NodeHttpClient.layerUndiciNoDispatcher.pipe(
      Layer.provide(Layer.sync(NodeHttpClient.Dispatcher, () => new Undici.ProxyAgent(proxy)))
    ),
  "fetch of undici": (proxy) => {
    const dispatcher = new Undici.ProxyAgent(proxy)
    const fetch = (...[input, init]: Parameters<typeof Undici.fetch>) => Undici.fetch(input, { ...init, dispatcher })
    return FetchHttpClient.layer.pipe(
      Layer.provideMerge(Layer.succeed(FetchHttpClient.Fetch, fetch as unknown as typeof globalThis.fetch))
    )
  },
  "node:http": (proxy) =>
    NodeHttpClient.layerNodeHttpNoAgent.pipe(
      Layer.provide(Layer.sync(NodeHttpClient.HttpAgent, () =>
        NodeHttpClient.HttpAgent.of({
          http: new HttpAgent(),
          https: new HttpsAgent({ proxyEnv: { HTTPS_PROXY: proxy } })
        })))
    )
}

describe("a proxy that makes no tunnel", () => {
  const refusals: ReadonlyArray<readonly [string, (socket: net.Socket) => unknown]> = [
    ["asks for a password", (socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")],
    ["does not reach Novu", (socket) => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n")],
    ["closes", (socket) => socket.destroy()],
    ["closes the tunnel it made", (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n")]
  ]
  for (const [name, tunnel] of Object.entries(tunnels)) {
    for (const [what, refuse] of refusals) {
      it.live(`and ${what} is not-sent through ${name}, without the proxy's password`, () =>
        Effect.gen(function*() {
          const proxy = createServer()
          proxy.on("connect", (_, socket: net.Socket) => refuse(deaf(socket)))
          const port = yield* listening(proxy)
          const failure = yield* failureOf(tunnel(`http://user:hunter2@127.0.0.1:${port}`), "https://api.novu.test")
          assert.strictEqual(failure.outcome, "not-sent", failure.detail)
          assert.match(failure.detail, /^no connection to api\.novu\.test \(/)
          assert.notInclude(inspect(failure, { depth: 20, showHidden: true }), "hunter2")
        }).pipe(Effect.scoped))
    }
  }
})

const coded = (code: string, message = "x", more: object = {}) => Object.assign(new Error(message), { code, ...more })

/** Makes an error as Node's fetch does. */
const nested = (cause: unknown) => new TypeError("fetch failed", { cause })

describe("the outcome of a rejected fetch", () => {
  const write = (words: string) => coded("EPROTO", `write EPROTO 0F:error:0A00010B:SSL routines:ssl3_x:${words}:a.c:8:`)
  const notSent: ReadonlyArray<unknown> = [
    ...[
      "UNABLE_TO_GET_ISSUER_CERT",
      "UNABLE_TO_GET_CRL",
      "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
      "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "CERT_SIGNATURE_FAILURE",
      "CERT_NOT_YET_VALID",
      "CERT_HAS_EXPIRED",
      "CERT_CHAIN_TOO_LONG",
      "CERT_REVOKED",
      "CERT_UNTRUSTED",
      "CERT_REJECTED",
      "CRL_HAS_EXPIRED",
      "ERROR_IN_CERT_NOT_BEFORE_FIELD",
      "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "INVALID_CA",
      "INVALID_PURPOSE",
      "PATH_LENGTH_EXCEEDED",
      "HOSTNAME_MISMATCH",
      "UNSPECIFIED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "ERR_TLS_INVALID_PROTOCOL_VERSION",
      "ERR_SSL_WRONG_VERSION_NUMBER",
      "ERR_SSL_UNSUPPORTED_PROTOCOL",
      "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
      "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
      "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
      "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
      "ERR_SSL_DH_KEY_TOO_SMALL",
      "ERR_OSSL_PEM_NO_START_LINE",
      "UND_ERR_PRX_TLS",
      "UND_ERR_PRX_CONN",
      "UND_ERR_SOCKS5_AUTH_FAILED",
      "ERR_PROXY_TUNNEL"
    ].map((code) => coded(code)),
    write("wrong version number"),
    write("ssl/tls alert handshake failure"),
    write("unsupported protocol"),
    coded("ECONNREFUSED", "connect ECONNREFUSED", { syscall: "connect" }),
    new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")]),
    coded("ECONNRESET", "tunneling socket could not be established, statusCode=407"),
    coded("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
    new Error("Proxy connection ended before receiving CONNECT response"),
    new Error("client error (Connect): invalid peer certificate: UnknownIssuer"),
    new Error("net::ERR_PROXY_CONNECTION_FAILED"),
    "net::ERR_CERT_AUTHORITY_INVALID"
  ]
  const unknown: ReadonlyArray<unknown> = [
    ...[
      "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
      "ERR_SSL_UNEXPECTED_EOF_WHILE_READING",
      "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR",
      "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
      "ERR_TLS_RENEGOTIATION_DISABLED",
      "EPROTO",
      "ECONNRESET",
      "EPIPE",
      "UND_ERR_SOCKET",
      "UND_ERR_ABORTED",
      "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
    ].map((code) => coded(code)),
    write("decryption failed or bad record mac"),
    coded("ENETUNREACH", "read ENETUNREACH", { syscall: "read" }),
    coded("EHOSTUNREACH", "write EHOSTUNREACH", { syscall: "write" }),
    new AggregateError([coded("ECONNREFUSED"), coded("ECONNRESET")]),
    new Error("error sending request: client error (SendRequest)"),
    new TypeError("Failed to fetch"),
    "gone",
    undefined
  ]
  for (const [outcome, all] of [["not-sent", notSent], ["unknown", unknown]] as const) {
    for (const [place, thrown] of all.entries()) {
      const what = thrown instanceof Error ? `${Reflect.get(thrown, "code") ?? thrown.name} ${thrown.message}` : thrown
      it.effect(`is ${outcome} for ${place + 1}: ${what}`, () =>
        Effect.gen(function*() {
          assert.strictEqual((yield* rejectionOf(thrown)).outcome, outcome)
          assert.strictEqual((yield* rejectionOf(nested(thrown))).outcome, outcome)
        }))
    }
  }
})

describe("what a rejected fetch leaves", () => {
  const wrongSignal = new TypeError(
    "RequestInit: Expected signal (\"AbortSignal {}\") to be an instance of AbortSignal."
  )

  it.effect("is its class and its code in words, after the host and nothing else of the URL", () =>
    Effect.gen(function*() {
      const details = yield* Effect.forEach([
        wrongSignal,
        Object.assign(new RangeError("x"), { code: "ERR_OUT_OF_RANGE" }),
        nested(coded("ECONNRESET")),
        nested(coded("ENOTFOUND", "getaddrinfo ENOTFOUND", { syscall: "getaddrinfo" })),
        new (class TunnelBroke extends Error {})("x"),
        new Error("x"),
        "gone"
      ], (thrown) => Effect.map(rejectionOf(thrown), ({ detail }) => detail))
      assert.deepStrictEqual(details, [
        "no response from eu.api.novu.co (TypeError)",
        "no response from eu.api.novu.co (RangeError ERR_OUT_OF_RANGE)",
        "no response from eu.api.novu.co (ECONNRESET)",
        "no connection to eu.api.novu.co (ENOTFOUND)",
        "no response from eu.api.novu.co (TunnelBroke)",
        "no response from eu.api.novu.co (Error)",
        "no response from eu.api.novu.co (string)"
      ])
    }))

  /** Lists the causes from the outermost to the innermost. */
  const causesOf = (failure: TransportFailed): ReadonlyArray<Error> => {
    const causes: Array<Error> = []
    for (let each: unknown = failure.cause; each instanceof Error; each = each.cause) causes.push(each)
    return causes
  }

  it.effect("is a cause for a debugger, as a plain error and not enumerable", () =>
    Effect.gen(function*() {
      const failure = yield* rejectionOf(new TypeError("fetch failed", { cause: coded("ECONNRESET", "read") }))
      assert.deepStrictEqual(
        causesOf(failure).map((each) => [each.name, each.message, Reflect.get(each, "code")]),
        [["TypeError", "fetch failed", undefined], ["Error", "read", "ECONNRESET"]]
      )
      assert.notInclude(Object.keys(failure), "cause")
      assert.strictEqual((yield* rejectionOf(wrongSignal)).cause?.message, wrongSignal.message)
      assert.notInclude(JSON.stringify(failure), "fetch failed")
    }))

  it.effect("shows no secret, input or control character, in whatever way it is printed", () =>
    Effect.gen(function*() {
      const quoting = `Headers.append: "ApiKey ${secretKey}" with ${accessToken}`
      const thrown = Object.assign(
        new TypeError(`${quoting}\u001b[31m\r\nforged: line\u202e, at https://u:hunter2@x.test/v1?subscriberId=ada`),
        { request: { headers: { authorization: secretKey } }, rawPacket: accessToken, code: secretKey }
      )
      const inner = Object.assign(new Error(quoting.repeat(100)), { name: accessToken, cause: quoting })
      let parsed: unknown
      try {
        JSON.parse(`{"accessToken":${accessToken}}`)
      } catch (error) {
        parsed = error
      }
      for (
        const cause of [
          thrown,
          Object.assign(new Error(quoting), { cause: inner }),
          nested(parsed),
          quoting,
          thrown.request
        ]
      ) {
        const failure = yield* rejectionOf(cause)
        for (const mark of [secretKey, accessToken, "xoxb-very", "hunter2", "ada", "\u001b", "\u202e"]) {
          const sink = new Sink(mark)
          sink.exit(Exit.fail(new NovuError({ operation: "ChannelConnections.create", reason: failure, attempts: 1 })))
          sink.exit(Exit.fail(failure))
          sink.exit(Exit.die(failure))
          assert.deepStrictEqual(sink.found, [])
        }
        for (const { message } of causesOf(failure)) {
          assert.notMatch(message, /[\r\n]/)
          assert.isAtMost(message.length, 501)
        }
      }
    }))

  it.effect("does not hang or throw on causes that refer to themselves or throw when read", () =>
    Effect.gen(function*() {
      const circular = new Error("round and round")
      circular.cause = circular
      assert.strictEqual((yield* rejectionOf(circular)).outcome, "unknown")
      const trap = new Proxy(new Error("x"), {
        get: () => {
          throw new Error("do not touch")
        }
      })
      assert.strictEqual((yield* rejectionOf({ cause: trap })).outcome, "unknown")
    }))
})
