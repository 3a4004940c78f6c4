import { Schema } from "effect"
import type { groups } from "effect-novu/Client/groups"
import * as Group from "effect-novu/Transport/Group"
import * as Operation from "effect-novu/Transport/Operation"
import { expectTypeOf } from "vitest"
import type { Rows } from "../operations/row.ts"
import type { AllRows } from "../operations/rows.ts"
import type { PeerSchema } from "../peer/zodSchema.ts"

type AnyGroup = { readonly operations: object; readonly Service: object }

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? [Name, ...Names<Rest>] : []

/** Lists the arguments before the options: the parameters of the path, the payload, and the query of a read. */
type Parts<O> = O extends Operation.Operation<infer Path, infer Query, infer Payload, infer _> ?
    | [...Names<Path>, ...([Payload] extends [never] ? [] : ["payload"])]
    | ([Query] extends [never] ? never : [...Names<Path>, ...([Payload] extends [never] ? [] : ["payload"]), "query"])
  : never

/** Finds the methods whose functions take another number of arguments than `Group.method` gives them. */
type WrongMethods<G extends AnyGroup> = {
  readonly [Name in keyof G["operations"] & keyof G["Service"]]: G["Service"][Name] extends
    (...args: infer Args) => unknown ?
    Required<Args>["length"] extends [...Parts<G["operations"][Name]>, "options"]["length"] ? never : Name
    : Name
}[keyof G["operations"] & keyof G["Service"]]

// every method takes what its operation has, and the options; the last signature of two also takes a `Trigger`
expectTypeOf<{ [Name in keyof typeof groups]: WrongMethods<(typeof groups)[Name]> }[keyof typeof groups]>()
  .toEqualTypeOf<"trigger" | "triggerBroadcast">()

// and one that takes more, or less, is found
const rename = Operation.make({ name: "Things.rename", method: "PUT", path: "/v1/things/{id}/names/{name}" })
class Things extends Group.Service<Things>()("Things", {
  right: Group.method(rename, (id: string, name: string) => ({ params: { id, name } })),
  more: Group.method(rename, (id: string, name: string, _force?: boolean) => ({ params: { id, name } })),
  less: Group.method(rename, (id: string) => ({ params: { id, name: id } }))
}) {}
expectTypeOf<WrongMethods<typeof Things>>().toEqualTypeOf<"more" | "less">()

const retrieve = Operation.make({
  name: "Notes.retrieve",
  method: "GET",
  path: "/v1/notes/{id}",
  success: Schema.String
})
const remove = Operation.make({ name: "Notes.delete", method: "DELETE", path: "/v1/notes/{id}" })
class Notes extends Group.Service<Notes>()("Notes", {
  retrieve: Group.method(retrieve, (id: string) => ({ params: { id } })),
  delete: Group.method(remove, (id: string) => ({ params: { id } }))
}) {}

declare const rows: (notes: Rows<typeof Notes>) => void
declare const row: Rows<typeof Notes>
declare const asks: () => Promise<void>
declare const reads: PeerSchema
const example = { params: { id: "one" } }

// a group has a row for each operation, and no other
rows({ retrieve: row.retrieve, delete: row.delete })
// @ts-expect-error an operation without its row
rows({ retrieve: row.retrieve })
// @ts-expect-error a row without its operation
rows({ retrieve: row.retrieve, delete: row.delete, archive: row.delete })

// and each group has its rows
expectTypeOf<keyof AllRows>().toEqualTypeOf<keyof typeof groups>()
expectTypeOf<Omit<AllRows, "contexts">>().not.toExtend<AllRows>()

// a row has what its operation makes necessary
rows({ ...row, retrieve: { asks, reads, example, lost: "same" }, delete: { asks, example, lost: "gone" } })
rows({ ...row, retrieve: { asks: undefined, example, lost: "same" } })
// @ts-expect-error an input that the operation does not take
rows({ ...row, delete: { asks, example: { params: { name: "one" } }, lost: "gone" } })
// @ts-expect-error no example, where there is no call without an input
rows({ ...row, delete: { asks, lost: "gone" } })
// @ts-expect-error nothing about a lost answer
rows({ ...row, delete: { asks, example } })
// @ts-expect-error nothing about Novu's SDK
rows({ ...row, delete: { example, lost: "gone" } })
// @ts-expect-error the SDK is asked, and its answer is not described
rows({ ...row, retrieve: { asks, example, lost: "same" } })
// @ts-expect-error the SDK is not asked, and yet its answer is described
rows({ ...row, retrieve: { asks: undefined, reads, example, lost: "same" } })
