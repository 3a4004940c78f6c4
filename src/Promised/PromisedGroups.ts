/**
 * Derives the methods that return promises from those that return effects.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Abortable } from "./PromiseOptions.ts"
import type { SecretInput } from "./SecretInput.ts"
import type { WrittenMethods } from "./WrittenMethods.ts"

/** The options of every method have this member, and no input has it. */
type IsOptions<T> = "totalTimeout" extends keyof T ? true : false

type Argument<T> = T extends (...args: infer Args) => infer A ? (...args: Args) => SecretInput<A>
  : T extends object ? IsOptions<T> extends true ? T & Abortable : SecretInput<T>
  : T

type Arguments<Args extends ReadonlyArray<unknown>> = { [Place in keyof Args]: Argument<Args[Place]> }

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false

/**
 * Is a method in promises: an effect is a promise, and a stream an asynchronous
 * iterable. It is `never` for a method that is generic or has several signatures,
 * of which only a part could be inferred.
 *
 * @category utility types
 * @since 0.1.0
 */
export type PromisedMethod<Method> = Method extends (...args: infer Args) => infer Returned
  ? Same<Method, (...args: Args) => Returned> extends true
    ? Returned extends Effect.Effect<infer A, unknown> ? (...args: Arguments<Args>) => Promise<A>
    : Returned extends Stream.Stream<infer A, unknown> ? (...args: Arguments<Args>) => AsyncIterable<A>
    : never
  : never
  : never

type Written<Group, Name> = Group extends keyof WrittenMethods
  ? Name extends keyof WrittenMethods[Group] ? WrittenMethods[Group][Name] : never
  : never

type Methods<Group, Service> = {
  readonly [Name in keyof Service]: [Written<Group, Name>] extends [never] ? PromisedMethod<Service[Name]>
    : Written<Group, Name>
}

/**
 * Holds groups whose methods return promises, by the names of the groups.
 *
 * @category utility types
 * @since 0.1.0
 */
export type PromisedGroups<Services> = {
  readonly [Group in keyof Services]: Methods<Group, Services[Group]>
}
