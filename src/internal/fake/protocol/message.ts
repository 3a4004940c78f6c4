import type * as Duration from "effect/Duration"

/** A request has this form whichever door it came through. */
export interface FakeRequest {
  readonly method: string
  /** Holds the path with its query. */
  readonly target: string
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** A header is a pair, so that a list can name it twice. */
export type HeaderPair = readonly [name: string, value: string]

export interface FakeAnswer {
  readonly status: number
  readonly headers: ReadonlyArray<HeaderPair>
  /** `undefined` means no body at all. */
  readonly body: string | undefined
}

/** A delivery says how the body of an answer travels back. */
export type Delivery =
  | { readonly _tag: "Whole" }
  | { readonly _tag: "HangUpInBody" }
  | { readonly _tag: "StallInBody"; readonly for: Duration.Input | undefined }
  | { readonly _tag: "Drip"; readonly bytes: number; readonly every: Duration.Input }

/** The client gets an answer, or a connection that breaks before one. */
export type Outcome =
  | { readonly _tag: "Answered"; readonly answer: FakeAnswer; readonly delivery: Delivery }
  | { readonly _tag: "Refused" }
  | { readonly _tag: "HungUp"; readonly inHeaders: boolean }
