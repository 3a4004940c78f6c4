import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import { Conflict, InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { type CreateLayout, type Layout, LayoutDefinition, type UpdateLayout } from "../../Schema/Layout.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { given } from "../input/given.ts"
import { encoder } from "../wire/encode.ts"
import { inShort } from "../wire/legible.ts"
import { afterWrite } from "./afterWrite.ts"
import { hasAll } from "./layoutMatch.ts"

type Answer<A = NovuResponse<Layout>> = Effect.Effect<A, NovuError>

/** Looks for layouts and writes them. */
export interface Layouts {
  readonly create: (payload: CreateLayout, options?: RequestOptions) => Answer
  readonly retrieve: (layoutId: string, options?: RequestOptions) => Answer
  readonly update: (layoutId: string, payload: UpdateLayout, options?: RequestOptions) => Answer
  readonly delete: (layoutId: string, options?: RequestOptions) => Answer<unknown>
}

type Outcome = "created" | "updated" | "unchanged"

/** Repeats `EnsuredLayout` and `PlannedLayout` of `Layouts`, which stands above this room. */
interface Ensured<Result = Layout> extends NovuResponse<Result> {
  readonly outcome: Outcome
}

interface Options extends RequestOptions {
  readonly dryRun?: boolean | undefined
}

/** Limits how often finding and changing take turns while others create and delete. */
const rounds = 5

const ensure = composition("Layouts.ensure", ["NotFound", "Conflict"])

const asSent = (text: string): string => text

const encodeDefinition = encoder(LayoutDefinition)

const failed = (reason: Conflict | InvalidInput, attempts: number): NovuError =>
  new NovuError({ operation: ensure.name, reason, attempts })

/** Says whether Novu itself says that there is no such layout. A gateway and a route that does not exist use other words. */
const isAbsent = ({ reason }: NovuError): boolean =>
  reason._tag === "NotFound" && /^\s*Layout not found for id/i.test(reason.detail)

/** What Novu may have made of a request that failed is there to be read, and so is what a refusal may be about. */
const mayBeThere = ({ mayHaveActed, reason }: NovuError): boolean =>
  mayHaveActed || reason._tag === "Conflict" || reason._tag === "BadRequest"

/**
 * Creates the layout, or changes what the definition names of the existing one.
 * Creating may act twice, so that after it was sent once the layout is only read.
 */
export const ensureLayout = (
  layouts: Layouts,
  definition: LayoutDefinition,
  { dryRun = false, ...asked }: Options = {}
): Effect.Effect<Ensured<Layout | undefined>, NovuError> => {
  const encoded = checkOptions(asked) ?? encodeDefinition(definition, asSent)
  if (encoded instanceof InvalidInput) return Effect.fail(failed(encoded, 0))
  const steps = dryRun ? plan(layouts, definition, asked) : findOrMake(layouts, definition, asked, rounds)
  return composed(ensure, steps)
}

const plan = (
  layouts: Layouts,
  definition: LayoutDefinition,
  asked: RequestOptions
): Answer<Ensured<Layout | undefined>> => {
  const { idempotencyKey: _, ...options } = asked
  return Effect.map(find(layouts, definition, options), (found) =>
    found === undefined
      ? { headers: {}, result: undefined, outcome: "created" }
      : { ...found, outcome: hasAll(found.result, definition) ? "unchanged" : "updated" })
}

const findOrMake = (
  layouts: Layouts,
  definition: LayoutDefinition,
  asked: RequestOptions,
  left: number
): Answer<Ensured> => {
  const { idempotencyKey: _, ...options } = asked
  return Effect.flatMap(find(layouts, definition, options), (found) =>
    found === undefined
      ? make(layouts, definition, asked)
      : settle(layouts, definition, found, "unchanged", options).pipe(
        // Someone else has deleted the layout since it was found.
        Effect.catchIf(
          (error) => left > 1 && isAbsent(error),
          () => findOrMake(layouts, definition, asked, left - 1)
        )
      ))
}

/** Looks for the layout of this very identifier. A text that ends like a slug finds the layout of another one. */
const find = (
  layouts: Layouts,
  { layoutId }: LayoutDefinition,
  options: RequestOptions
): Answer<NovuResponse<Layout> | undefined> =>
  layouts.retrieve(layoutId, options).pipe(
    Effect.map((found) => found.result.layoutId === layoutId ? found : undefined),
    Effect.catchIf(isAbsent, () => Effect.succeed(undefined))
  )

/** Gives a layout what it lacks. `outcome` is what there is to say of a layout that lacks nothing. */
const settle = (
  layouts: Layouts,
  definition: LayoutDefinition,
  found: NovuResponse<Layout>,
  outcome: "created" | "unchanged",
  options: RequestOptions
): Answer<Ensured> => {
  if (hasAll(found.result, definition)) return Effect.succeed({ ...found, outcome })
  const { controlValues, isTranslationEnabled = found.result.isTranslationEnabled, name } = definition
  // Novu documents `false` for a flag that is left out, so that what is stored is sent along.
  const changes = { name, ...given({ controlValues, isTranslationEnabled }) }
  return Effect.map(
    layouts.update(found.result._id, changes, options),
    (response) => ({ ...response, outcome: outcome === "created" ? "created" : "updated" })
  )
}

const make = (layouts: Layouts, definition: LayoutDefinition, asked: RequestOptions): Answer<Ensured> => {
  const { idempotencyKey: _, ...options } = asked
  const { isTranslationEnabled, layoutId, name } = definition
  return layouts.create({ layoutId, name, ...given({ isTranslationEnabled }) }, asked).pipe(
    Effect.matchEffect({
      onSuccess: (made) =>
        made.result.layoutId === layoutId
          ? afterWrite(settle(layouts, definition, made, "created", options))
          : takeBack(layouts, definition, made, options),
      onFailure: (error) =>
        mayBeThere(error)
          ? Effect.flatMap(find(layouts, definition, options), (found) =>
            found === undefined
              ? Effect.fail(error)
              : settle(layouts, definition, found, error.mayHaveActed ? "created" : "unchanged", options))
          : Effect.fail(error)
    })
  )
}

/** Deletes the layout that Novu made under another identifier, because somebody else had taken the wanted one. */
const takeBack = (
  layouts: Layouts,
  definition: LayoutDefinition,
  { headers, result: made }: NovuResponse<Layout>,
  options: RequestOptions
): Answer<Ensured> =>
  Effect.gen(function*() {
    const found = yield* find(layouts, definition, options).pipe(
      Effect.tap(() => layouts.delete(made._id, options)),
      afterWrite
    )
    if (found !== undefined) return yield* settle(layouts, definition, found, "unchanged", options)
    const detail = inShort(
      `Novu made the layout "${made.layoutId}" where "${definition.layoutId}" was asked for; it was deleted again`,
      asSent
    )
    return yield* Effect.fail(failed(new Conflict({ status: 201, headers, detail }), 1))
  })
