import type { Contexts } from "effect-novu/Client/Contexts"
import type { groups } from "effect-novu/Client/groups"
import * as Group from "effect-novu/Transport/Group"
import * as Operation from "effect-novu/Transport/Operation"
import { expectTypeOf } from "vitest"
import type { Rows } from "../operations/row.ts"
import type { AllRows } from "../operations/rows.ts"

type AnyGroup = { readonly operations: object; readonly Service: object }

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? [Name, ...Names<Rest>] : []

/** What stands before the options: the parameters of the path, the payload, and the query of a read. */
type Parts<O> = O extends Operation.Operation<infer Path, infer Query, infer Payload, infer _> ?
    | [...Names<Path>, ...([Payload] extends [never] ? [] : ["payload"])]
    | ([Query] extends [never] ? never : [...Names<Path>, ...([Payload] extends [never] ? [] : ["payload"]), "query"])
  : never

/** The methods whose functions take another number of arguments than `Group.method` gives them. */
type WrongMethods<G extends AnyGroup> = {
  readonly [Name in keyof G["operations"] & keyof G["Service"]]: G["Service"][Name] extends
    (...args: infer Args) => unknown ?
    Required<Args>["length"] extends [...Parts<G["operations"][Name]>, "options"]["length"] ? never : Name
    : Name
}[keyof G["operations"] & keyof G["Service"]]

// every method takes what its operation has, and the options
expectTypeOf<{ [Name in keyof typeof groups]: WrongMethods<(typeof groups)[Name]> }[keyof typeof groups]>()
  .toEqualTypeOf<never>()

// and one that takes more, or less, is found
const rename = Operation.make({ name: "Things.rename", method: "PUT", path: "/v1/things/{id}/names/{name}" })
class Things extends Group.Service<Things>()("Things", {
  right: Group.method(rename, (id: string, name: string) => ({ params: { id, name } })),
  more: Group.method(rename, (id: string, name: string, _force?: boolean) => ({ params: { id, name } })),
  less: Group.method(rename, (id: string) => ({ params: { id, name: id } }))
}) {}
expectTypeOf<WrongMethods<typeof Things>>().toEqualTypeOf<"more" | "less">()

declare const rows: (contexts: Rows<typeof Contexts>) => void
declare const allRows: (all: AllRows) => void
declare const contexts: Rows<typeof Contexts>
declare const all: AllRows
const { create, delete: remove, list, retrieve, update } = contexts
const { channelConnections, channelEndpoints, integrations } = all

// a group has a row for each operation, and no other
rows({ create, delete: remove, list, retrieve, update })
// @ts-expect-error an operation without its row
rows({ create, list, retrieve, update })
// @ts-expect-error a row without its operation
rows({ create, delete: remove, list, retrieve, update, archive: update })

// and each group has its rows
allRows({ channelConnections, channelEndpoints, contexts, integrations })
// @ts-expect-error a group without its rows
allRows({ channelConnections, channelEndpoints, integrations })

// a row has what its operation makes necessary
rows({ ...contexts, delete: { asks: undefined, example: { params: { type: "tenant", id: "acme" } }, lost: "gone" } })
// @ts-expect-error an input that the operation does not take
rows({ ...contexts, delete: { asks: undefined, example: { params: { type: "tenant" } }, lost: "gone" } })
// @ts-expect-error no example, where there is no call without an input
rows({ ...contexts, delete: { asks: undefined, lost: "gone" } })
// @ts-expect-error nothing about a lost answer
rows({ ...contexts, delete: { asks: undefined, example: { params: { type: "tenant", id: "acme" } } } })
// @ts-expect-error nothing about Novu's SDK
rows({ ...contexts, delete: { example: { params: { type: "tenant", id: "acme" } }, lost: "gone" } })
// @ts-expect-error the SDK is asked, and its answer not described
rows({ ...contexts, retrieve: { asks: async () => {}, example: { params: { type: "a", id: "b" } }, lost: "same" } })
