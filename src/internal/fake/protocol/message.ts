import type * as Duration from "effect/Duration"

/**
 * A request as it is on the wire, whichever way it came.
 *
 * @internal
 */
export interface FakeRequest {
  readonly method: string
  /** The path with its query. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/**
 * A header with its value. A list of these can name a header twice.
 *
 * @internal
 */
export type HeaderPair = readonly [name: string, value: string]

/**
 * @internal
 */
export interface FakeAnswer {
  readonly status: number
  readonly headers: ReadonlyArray<HeaderPair>
  /** `undefined` is no body at all. */
  readonly body: string | undefined
}

/**
 * How an answer travels back.
 *
 * @internal
 */
export type Delivery =
  | { readonly _tag: "Whole" }
  | { readonly _tag: "HangUpInBody" }
  | { readonly _tag: "StallInBody"; readonly for: Duration.Input | undefined }
  | { readonly _tag: "Drip"; readonly bytes: number; readonly every: Duration.Input }

/**
 * What the client gets: an answer, or a connection that breaks before one.
 *
 * @internal
 */
export type Outcome =
  | { readonly _tag: "Answered"; readonly answer: FakeAnswer; readonly delivery: Delivery }
  | { readonly _tag: "Refused" }
  | { readonly _tag: "HungUp"; readonly inHeaders: boolean }
