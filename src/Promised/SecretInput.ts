/**
 * Defines where a secret may be given as it is.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"

/** These hold no secret, whatever they are made of, and keep their names in an editor. */
type Closed =
  | Schema.Json
  | undefined
  | bigint
  | symbol
  | DateTime.DateTime
  | Uint8Array
  | Schema.Constraint
  | ((...args: never) => unknown)

/** Is `never` where a type holds no secret at any depth. */
type Secrets<T> = T extends Redacted.Redacted<unknown> ? T
  : T extends Closed ? never
  : T extends ReadonlyArray<infer Item> ? Secrets<Item>
  : { [K in keyof T]-?: Secrets<T[K]> }[keyof T]

type Opened<T> = T extends Redacted.Redacted<infer A> ? T | A
  : T extends Closed ? T
  : { [K in keyof T]: SecretInput<T[K]> }

/**
 * Is an input whose secrets may be given as they are, such as a text for a token,
 * or as a `Redacted`. An input without secrets is left as it is.
 *
 * @category utility types
 * @since 0.1.0
 */
export type SecretInput<T> = [Secrets<T>] extends [never] ? T : Opened<T>
