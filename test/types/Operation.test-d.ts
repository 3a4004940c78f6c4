import { Schema } from "effect"
import { Operation } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const version: string
declare const anywhere: string

// a path begins with a slash, whatever follows
const archive = Operation.make({ name: "Messages.archive", method: "POST", path: "/v1/messages/{id}/parts/{part}" })
Operation.make({ name: "Messages.list", method: "GET", path: `/${version}/messages` })
// @ts-expect-error no slash: the text would be part of the host
Operation.make({ name: "Messages.list", method: "GET", path: "v1/messages" })
// @ts-expect-error nor here
Operation.make({ name: "Messages.list", method: "GET", path: "@evil.test/v1" })
// @ts-expect-error an empty path
Operation.make({ name: "Messages.list", method: "GET", path: "" })
// @ts-expect-error a text that may begin with anything
Operation.make({ name: "Messages.list", method: "GET", path: anywhere })

// parameters are those of the path
expectTypeOf(archive.path).toEqualTypeOf<"/v1/messages/{id}/parts/{part}">()
expectTypeOf<Operation.PathParams<typeof archive.path>>().toEqualTypeOf<
  { readonly id: string; readonly part: string }
>()

// what is left out of an operation is no part of its input, and gives nothing
expectTypeOf(archive).toEqualTypeOf<
  Operation.Operation<"/v1/messages/{id}/parts/{part}", never, never, void>
>()
expectTypeOf(Operation.make({ name: "A.b", method: "GET", path: "/b", success: Schema.String })).toEqualTypeOf<
  Operation.Operation<"/b", never, never, string>
>()
