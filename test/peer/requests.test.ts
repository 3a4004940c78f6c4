import { assert, describe, it } from "@effect/vitest"
import type { Novu } from "@novu/api"
import { Arbitrary, Effect, Schema } from "effect"
import { NovuTransport } from "effect-novu"
import * as ChannelConnections from "effect-novu/Client/ChannelConnections"
import * as ChannelEndpoints from "effect-novu/Client/ChannelEndpoints"
import * as Contexts from "effect-novu/Client/Contexts"
import * as Integrations from "effect-novu/Client/Integrations"
import type { Input, Operation } from "effect-novu/Transport/Operation"
import { isDeepStrictEqual } from "node:util"
import {
  contextFaults,
  emptyContextKeys,
  noTypeFilter,
  type PeerFault,
  protoInData,
  strippedHeaders,
  subscriberFlag,
  updateFaults,
  workspaceFaults
} from "./peerFaults.ts"
import { plain } from "./plain.ts"
import { ours, recorder, settled, theirs } from "./recording.ts"

const inputs = 300

/** The parts of an input, in the clear. The types of the two SDKs differ, which is what the faults are about. */
interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly query: never
  readonly payload: never
}

// A text with half a surrogate pair has no percent-encoding.
const isSendable = (text: unknown) => typeof text !== "string" || text.isWellFormed()

const segment = Arbitrary.filter(
  Arbitrary.schema(Schema.NonEmptyString),
  (text) => isSendable(text) && text !== "." && text !== ".."
)

const inputOf = <Path extends string, Query, Payload, Success>(
  { path, payload, query }: Operation<Path, Query, Payload, Success>
): Arbitrary.Arbitrary<Input<Path, Query, Payload>> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  const wanted = Arbitrary.filter(
    Arbitrary.schema(query ?? Schema.Struct({})),
    (filter) => Object.values(filter ?? {}).flat().every(isSendable)
  )
  const parts: Arbitrary.Arbitrary<unknown> = Arbitrary.all({
    params: Arbitrary.all(Object.fromEntries(names.map((name) => [name, segment]))),
    query: wanted,
    payload: Arbitrary.schema(payload ?? Schema.Undefined)
  })
  // The parts are what the operation declares, which the compiler cannot follow through its generics.
  return parts as Arbitrary.Arbitrary<Input<Path, Query, Payload>>
}

const compared: Array<string> = []

/** Both clients send the same for the same inputs, but for the faults, each of which shows. */
const same = <Path extends string, Query, Payload, Success>(
  operation: Operation<Path, Query, Payload, Success>,
  ask: (novu: Novu, asked: Asked) => Promise<unknown>,
  faults: ReadonlyArray<PeerFault> = []
) => {
  compared.push(operation.name)
  it.effect(`${operation.name} sends what Novu's SDK sends`, () => {
    const mine = recorder()
    const peers = recorder()
    const peer = theirs(peers.fetch)
    const shown = new Set<PeerFault>()
    return Effect.gen(function*() {
      const { call } = yield* NovuTransport
      for (const input of yield* Arbitrary.sampleEffect(inputOf(operation), { count: inputs, seed: operation.name })) {
        const asked = plain(input) as Asked
        const outcome = yield* Effect.exit(call(operation, input))
        const sent = mine.take()
        assert(sent !== undefined, `we refuse ${JSON.stringify(asked)}: ${JSON.stringify(outcome)}`)
        let expected: typeof sent | undefined = sent
        for (const fault of faults) {
          if (expected === undefined) break
          const next: typeof sent | undefined = fault.sends(expected, asked.query ?? {})
          if (!isDeepStrictEqual(next, expected)) shown.add(fault)
          expected = next
        }
        yield* settled(() => ask(peer, asked))
        assert.deepStrictEqual(peers.take(), expected, JSON.stringify(asked))
      }
      const never = faults.filter((fault) => !shown.has(fault)).map(({ reason }) => reason)
      assert.deepStrictEqual(never, [], "listed, but did not show")
    }).pipe(Effect.provide(ours(mine.fetch)))
  }, 30_000)
}

describe("channel connections", () => {
  const { create, delete: remove, list, retrieve, update } = ChannelConnections.operations
  same(create, (novu, { payload }) => novu.channelConnections.create(payload), [...workspaceFaults, ...contextFaults])
  same(list, (novu, { query }) => novu.channelConnections.list(query), [emptyContextKeys])
  same(retrieve, (novu, { params }) => novu.channelConnections.retrieve(`${params["identifier"]}`))
  same(
    update,
    (novu, { params, payload }) => novu.channelConnections.update(payload, `${params["identifier"]}`),
    workspaceFaults
  )
  same(remove, (novu, { params }) => novu.channelConnections.delete(`${params["identifier"]}`))
})

describe("channel endpoints", () => {
  const { create, delete: remove, list, retrieve, update } = ChannelEndpoints.operations
  same(create, (novu, { payload }) => novu.channelEndpoints.create(payload), [
    subscriberFlag,
    strippedHeaders,
    ...contextFaults
  ])
  same(list, (novu, { query }) => novu.channelEndpoints.list(query), [emptyContextKeys])
  same(retrieve, (novu, { params }) => novu.channelEndpoints.retrieve(`${params["identifier"]}`))
  same(
    update,
    (novu, { params, payload }) => novu.channelEndpoints.update(payload, `${params["identifier"]}`),
    updateFaults
  )
  same(remove, (novu, { params }) => novu.channelEndpoints.delete(`${params["identifier"]}`))
})

/** A context by its name, in the order of the other SDK. */
const name = ({ params }: Asked) => [`${params["id"]}`, `${params["type"]}`] as const

describe("contexts", () => {
  const { create, delete: remove, list, retrieve, update } = Contexts.operations
  same(create, (novu, { payload }) => novu.contexts.create(payload), [protoInData])
  same(list, (novu, { query }) => novu.contexts.list(query), [noTypeFilter])
  same(retrieve, (novu, asked) => novu.contexts.retrieve(...name(asked)))
  same(update, (novu, asked) => {
    const [id, type] = name(asked)
    return novu.contexts.update({ id, type, updateContextRequestDto: asked.payload })
  }, [protoInData])
  same(remove, (novu, asked) => novu.contexts.delete(...name(asked)))
})

describe("integrations", () => {
  const { generateConnectOAuthUrl, generateLinkUserOAuthUrl, linkChannelEndpoint, list, listActive } =
    Integrations.operations
  same(
    generateConnectOAuthUrl,
    (novu, { payload }) => novu.integrations.generateConnectOAuthUrl(payload),
    contextFaults
  )
  same(
    generateLinkUserOAuthUrl,
    (novu, { payload }) => novu.integrations.generateLinkUserOAuthUrl(payload),
    contextFaults
  )
  same(linkChannelEndpoint, (novu, { payload }) => novu.integrations.linkChannelEndpoint(payload), contextFaults)
  same(list, (novu) => novu.integrations.list())
  same(listActive, (novu) => novu.integrations.listActive())
})

it("leaves no operation of the four groups out", () => {
  const groups = [ChannelConnections, ChannelEndpoints, Contexts, Integrations]
  const all = groups.flatMap(({ operations }) => Object.values(operations).map(({ name }) => name))
  assert.sameMembers(compared, all)
})
