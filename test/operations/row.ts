import type { Novu } from "@novu/api"
import { Effect, type Schema } from "effect"
import { type NovuError, NovuTransport } from "effect-novu"
import type { FakeNovu, FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import type { Input, Operation, PathParams } from "effect-novu/Transport/Operation"
import type { PeerFault } from "../peer/peerFaults.ts"
import type { Limits } from "../peer/peerLimits.ts"
import type { PeerSchema } from "../peer/zodSchema.ts"

/**
 * Says how a call ends whose first answer is lost after the write. This follows from
 * how Novu takes the same request again.
 *
 * - `same`: the result of one success; the request is idempotent.
 * - `gone`: success; there is nothing left to delete.
 * - `found`: what the first request made; Novu refuses the second.
 * - `dropped`: the result of one success; Novu answers the second alike, and drops it.
 * - `twice`: a failure after one request; a second would act again.
 * - `again`: a success; the request is idempotent, and its answer tells what the
 *   second did.
 * - `once`: a failure after one request; nobody says what a second would do.
 */
export type Lost = "same" | "again" | "gone" | "found" | "dropped" | "twice" | "once"

/** Has the parts of an input, whichever operation takes it. */
export interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: unknown
  readonly payload?: unknown
}

/** Makes something that an example needs, by a call or in the fake. */
export type Need = Effect.Effect<unknown, NovuError, NovuTransport | FakeNovu>

/** Makes a need that an operation of ours fulfils. */
export const made = <Path extends string, Query, Payload, Success>(
  operation: Operation<Path, Query, Payload, Success>,
  input: Input<Path, Query, Payload>
): Need => Effect.flatMap(NovuTransport, ({ call }) => call(operation, input))

/** Has an input that succeeds once the needs are fulfilled. It can be left out if the operation needs no input. */
type Example<I> = {} extends I ? { readonly example?: I } : { readonly example: I }

type Attempt<I> = Example<I> & {
  readonly needs?: ReadonlyArray<Need>
  readonly lost: Lost
}

/** Holds the input in the clear, for Novu's SDK. The types of the two differ, which is what the faults describe. */
type Asked<Path extends string> = {
  readonly params: PathParams<Path>
  readonly query: never
  readonly payload: never
}

/** Is how Novu's SDK describes a part of an input. A union may have one description per variant. */
type Description = PeerSchema | ReadonlyArray<PeerSchema>

type Takes<Query, Payload> =
  & ([Query] extends [never] ? {} : { readonly query: Description })
  & ([Payload] extends [never] ? {} : { readonly payload: Description })

interface Taking<Query, Payload> {
  readonly takes: Takes<Query, Payload>
  /** Says which of these Novu accepts, if its SDK would send anything. */
  readonly accepts?: (input: Readonly<Record<string, unknown>>) => boolean
}

interface Reading {
  readonly reads: PeerSchema
  /** Describes what Novu sends, if that is less than what the SDK describes. */
  readonly wire?: Schema.Codec<unknown>
  /** Lists what the SDK does not read of what ours can hold. */
  readonly limits?: Limits
  /** Novu's own answer fails in the SDK. */
  readonly unreadable?: true
}

type Peer<Path extends string, Query, Payload, Success> =
  & {
    /** Makes the same call of Novu's SDK. */
    readonly asks: (novu: Novu, asked: Asked<Path>) => Promise<unknown>
    /** Lists what the SDK sends differently from what it was asked to. */
    readonly faults?: ReadonlyArray<PeerFault>
  }
  & ([Query | Payload] extends [never] ? {} : Taking<Query, Payload>)
  & ([Success] extends [void] ? {} : Reading)

/** Says that Novu's SDK has no such operation. */
interface NoPeer {
  readonly asks: undefined
}

export type Unknown = number | "answered" | "closed"

type RowOf<Path extends string, Query, Payload, Success> =
  & Attempt<Input<Path, Query, Payload>>
  & {
    /** Says which Novu has the operation, where a key of the newest may not use it. */
    readonly fake?: FakeNovuOptions
    /** Lists inputs for which a lost answer ends differently. */
    readonly variants?: ReadonlyArray<Attempt<Input<Path, Query, Payload>>>
    /** Returns the arguments of the method before its options, where they are not the parts of the input. */
    readonly arguments?: (input: AnyInput) => ReadonlyArray<unknown>
    /** Returns what has to be the same of an input and of what its method makes of it. */
    readonly completed?: (input: AnyInput) => unknown
    /** Turns the result of the method into that of Novu's SDK, where the method makes more of it. */
    readonly told?: (result: unknown) => unknown
    /** Novu's SDK does not describe the failure under an unknown parameter, and does not read its words. */
    readonly undescribed?: true
    /** Novu's SDK returns the result without headers. */
    readonly headless?: true
    /**
     * Says what Novu answers under an unknown parameter, where that is not 404:
     * another status, `answered` for a success, or `closed` for a 422 on what
     * Novu's SDK does not send.
     */
    readonly unknown?: { readonly [Name in keyof PathParams<Path>]?: Unknown }
  }
  & (Peer<Path, Query, Payload, Success> | NoPeer)

/** Holds what the suites cannot derive from an operation. */
type Row<O> = O extends Operation<infer Path, infer Query, infer Payload, infer Success>
  ? RowOf<Path, Query, Payload, Success>
  : never

/** Has one row per operation of a group. */
export type Rows<Group extends { readonly operations: object }> = {
  readonly [Name in keyof Group["operations"]]: Row<Group["operations"][Name]>
}
