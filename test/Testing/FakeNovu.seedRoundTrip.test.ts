import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { makeServer } from "../../src/internal/fake/doors/server.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"
import { readSeed } from "../../src/internal/fake/seed/readSeed.ts"
import { rowsOf, type Server } from "./seeds/rows.ts"
import { makeWrites, names } from "./seeds/writes.ts"

const programs = 40
const length = 120

const encoder = new TextEncoder()

const send = (server: Server, method: string, target: string, body?: unknown, key = "sk_fake") =>
  Effect.map(
    server.respond({
      method,
      target,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
      body: encoder.encode(body === undefined ? "" : JSON.stringify(body))
    }),
    (outcome) =>
      outcome._tag === "Answered"
        ? { status: outcome.answer.status, body: outcome.answer.body ?? "" }
        : { status: 0, body: "" }
  )

/** Lists what the server has named by itself. */
const namedIn = (server: Server) =>
  server.look((store) => ({
    integration: store.integrations.createdAt.rows.map(({ _id }) => _id),
    message: store.messages.createdAt.rows.map(({ _id }) => _id),
    notification: store.runs.createdAt.rows.map(({ _id }) => _id),
    environment: store.organization.environments.createdAt.rows.map(({ _id }) => _id),
    connection: store.connections.createdAt.rows.map(({ identifier }) => identifier),
    endpoint: store.endpoints.createdAt.rows.map(({ identifier }) => identifier),
    subscription: store.topicSubscriptions.createdAt.rows.map(({ identifier }) => identifier)
  }))

/** Writes a program of requests, and says how many were taken. */
const written = (server: Server, seed: number) =>
  Effect.gen(function*() {
    let known = yield* namedIn(server)
    const writes = makeWrites(seed, (kind) => writes.pick(known[kind]) ?? "none")
    let taken = 0
    for (let i = 0; i < length; i++) {
      yield* TestClock.adjust(writes.pause())
      const { body, key, method, path } = writes.next()
      const { status } = yield* send(server, method, path, body, key)
      if (status < 300) taken++
      known = yield* namedIn(server)
    }
    return taken
  })

type Named = Effect.Success<ReturnType<typeof namedIn>>

/** Lists what the parameter of a path can be. */
const valuesOf = (path: string, parameter: string, named: Named): ReadonlyArray<string> => {
  if (parameter === "identifier") {
    return path.includes("/agents")
      ? names.agent
      : path.includes("/subscriptions")
      ? named.subscription
      : path.includes("/channel-endpoints")
      ? named.endpoint
      : named.connection
  }
  const lists: Readonly<Record<string, ReadonlyArray<string>>> = {
    ...names,
    id: names.id,
    externalSubscriberId: names.subscriberId,
    environmentId: named.environment,
    notificationId: named.notification,
    resourceType: ["workflow", "layout"],
    resourceId: [...names.workflowId, ...names.layoutId],
    stepId: ["item", "in_app"]
  }
  const found = lists[parameter]
  if (found === undefined) throw new Error(`Nothing is known of the parameter ${parameter} of ${path}`)
  return found
}

/** Lists every path that reads, for each name that is known. */
const readsOf = (named: Named): ReadonlyArray<string> =>
  routes.filter(({ method }) => method === "GET").flatMap(({ path }) =>
    [...path.matchAll(/\{(\w+)\}/g)].reduce<ReadonlyArray<string>>(
      (paths, [slot, parameter = ""]) =>
        paths.flatMap((each) =>
          valuesOf(path, parameter, named).map((value) => each.replace(slot, encodeURIComponent(value)))
        ),
      [path]
    )
  )

/** Says what a list is asked for, so that it has to answer with items. */
const queryOf = (path: string): string =>
  path.endsWith("/notifications") || path.includes("/v2/") || path.includes("/channel-") || path.includes("/agents")
    ? path.includes("/count") ? "?filters=%5B%7B%7D%5D" : "?limit=50"
    : path.includes("/master-json")
    ? "?locale=en_US"
    : ""

/** Answers of the two servers, without what each error draws at random. */
const answers = (server: Server, paths: ReadonlyArray<string>) =>
  Effect.forEach(paths, (path) =>
    Effect.map(send(server, "GET", `${path}${queryOf(path)}`), ({ body, status }) => {
      const { errorId: _, ...answer } = { errorId: undefined, ...JSON.parse(body || "{}") }
      return { path, status, answer }
    }))

const made = (server: Server) =>
  Effect.map(server.messages(), (messages) => messages.map((message) => JSON.stringify({ ...message, id: undefined })))

describe("a saved seed", () => {
  it.effect(`gives the same answers: ${programs} programs of ${length} writes`, () =>
    Effect.gen(function*() {
      let taken = 0
      let answered = 0
      for (let program = 0; program < programs; program++) {
        const era = program % 2 === 0 ? "2026-08" : "2026-05"
        const server = yield* makeServer({ era })
        taken += yield* written(server, program)
        const saved = yield* server.saved
        const other = yield* makeServer({ era, seed: yield* readSeed(JSON.stringify(saved)) })
        assert.deepStrictEqual(
          yield* other.look(({ organization }) => rowsOf(organization)),
          yield* server.look(({ organization }) => rowsOf(organization)),
          `program ${program}`
        )
        const paths = readsOf(yield* namedIn(server))
        const [theirs, ours] = [yield* answers(server, paths), yield* answers(other, paths)]
        assert.deepStrictEqual(ours, theirs, `program ${program}`)
        assert.deepStrictEqual(yield* other.saved, saved, `program ${program}`)
        answered += ours.filter(({ status }) => status === 200).length

        // What waits goes on at its time in both. Only the ids of new messages may differ.
        yield* TestClock.adjust("4 hours")
        assert.deepStrictEqual(yield* made(other), yield* made(server), `program ${program}`)
      }
      assert.isAbove(taken / programs / length, 0.4)
      assert.isAbove(answered / programs, 40)
    }), 120_000)
})
