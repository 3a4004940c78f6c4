/**
 * Tells what a promise was rejected with.
 *
 * @since 0.1.0
 */
import { NovuError } from "../Errors/NovuError.ts"
import type { NovuErrorReason } from "../Errors/NovuErrorReason.ts"

/**
 * Is the error of a call that failed for one of some reasons.
 *
 * @category models
 * @since 0.1.0
 */
export type NovuRejection<Tag extends NovuErrorReason["_tag"]> = NovuError & {
  readonly reason: Extract<NovuErrorReason, { readonly _tag: Tag }>
}

/**
 * Whether a value is the error of a call and, where tags are given, whether its
 * reason has one of them.
 *
 * @example
 * ```ts
 * import { isNovuError, promised } from "effect-novu/Promised"
 * import { FakeNovu } from "effect-novu/Testing/FakeNovu"
 *
 * await using client = promised(FakeNovu.layerClient())
 * const name = await client.subscribers.retrieve("nobody").then(
 *   ({ result }) => result.firstName,
 *   (error: unknown) => {
 *     if (isNovuError(error, "NotFound")) return `nobody: ${error.reason.status}`
 *     throw error
 *   }
 * )
 *
 * name // => "nobody: 404"
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isNovuError = <Tag extends NovuErrorReason["_tag"] = NovuErrorReason["_tag"]>(
  value: unknown,
  ...tags: ReadonlyArray<Tag>
): value is NovuRejection<Tag> =>
  value instanceof NovuError && (tags.length === 0 || tags.some((tag) => tag === value.reason._tag))
