/**
 * Keep layouts: what stands around the e-mails of workflows.
 *
 * @see https://docs.novu.co/api-reference/layouts
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { ensureLayout, type Layouts as Steps } from "../internal/groups/ensureLayout.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { contentRefused } from "../internal/groups/layoutContent.ts"
import {
  CreateLayout,
  DuplicateLayout,
  Layout,
  type LayoutDefinition,
  LayoutPage,
  LayoutPreview,
  LayoutUsage,
  ListLayouts,
  PreviewLayout,
  UpdateLayout
} from "../Schema/Layout.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v2/layouts"

const create = Operation.make({
  name: "Layouts.create",
  method: "POST",
  path,
  payload: CreateLayout,
  success: Layout,
  // Sources disagree whether a taken identifier is refused or makes a second layout under another one.
  repeat: "unguarded"
})

const list = Operation.make({ name: "Layouts.list", method: "GET", path, query: ListLayouts, success: LayoutPage })

const retrieve = Operation.make({
  name: "Layouts.retrieve",
  method: "GET",
  path: `${path}/{layoutId}`,
  success: Layout
})

const update = Operation.make({
  name: "Layouts.update",
  method: "PUT",
  path: `${path}/{layoutId}`,
  payload: UpdateLayout,
  success: Layout,
  verdict: { ofFailure: contentRefused }
})

const remove = Operation.make({
  name: "Layouts.delete",
  method: "DELETE",
  path: `${path}/{layoutId}`,
  reconcile: goneIsDone
})

const duplicate = Operation.make({
  name: "Layouts.duplicate",
  method: "POST",
  path: `${path}/{layoutId}/duplicate`,
  payload: DuplicateLayout,
  success: Layout,
  // A second request makes another copy.
  repeat: "unguarded"
})

const preview = Operation.make({
  name: "Layouts.preview",
  method: "POST",
  path: `${path}/{layoutId}/preview`,
  payload: PreviewLayout,
  success: LayoutPreview,
  // It only reads.
  repeat: "idempotent"
})

const retrieveUsage = Operation.make({
  name: "Layouts.retrieveUsage",
  method: "GET",
  path: `${path}/{layoutId}/usage`,
  success: LayoutUsage
})

/** Returns what `ensure` calls. */
const steps = (call: Operation.Call): Steps => ({
  create: (payload, options) => call(create, { payload }, options),
  retrieve: (layoutId, options) => call(retrieve, { params: { layoutId } }, options),
  update: (layoutId, payload, options) => call(update, { params: { layoutId }, payload }, options),
  delete: (layoutId, options) => call(remove, { params: { layoutId } }, options)
})

/**
 * Holds the layout that `ensure` made or found.
 *
 * @category models
 * @since 0.1.0
 */
export interface EnsuredLayout extends NovuResponse<Layout> {
  /**
   * Is `created` too where the answer to the creation was lost and the layout is
   * there afterwards; `unchanged` where nothing had to be written.
   */
  readonly outcome: "created" | "updated" | "unchanged"
}

/**
 * Says what `ensure` would do.
 *
 * @category models
 * @since 0.1.0
 */
export interface PlannedLayout extends NovuResponse<Layout | undefined> {
  readonly outcome: "created" | "updated" | "unchanged"
}

/**
 * @category models
 * @since 0.1.0
 */
export interface EnsureLayoutOptions extends RequestOptions {
  /**
   * Only reads, and says what would be written.
   *
   * @default false
   */
  readonly dryRun?: boolean | undefined
}

/**
 * Is `ensure` of a layout, whose result may lack it for a dry run only.
 *
 * @category models
 * @since 0.1.0
 */
export interface EnsureLayout {
  (
    definition: LayoutDefinition,
    options?: EnsureLayoutOptions & { readonly dryRun?: false | undefined }
  ): Effect.Effect<EnsuredLayout, NovuError>
  (definition: LayoutDefinition, options?: EnsureLayoutOptions): Effect.Effect<PlannedLayout, NovuError>
}

/** The result lacks a layout for a dry run only, as its types say. */
const ensureWith = (call: Operation.Call): EnsureLayout => {
  const layouts = steps(call)
  return ((definition: LayoutDefinition, options?: EnsureLayoutOptions) =>
    ensureLayout(layouts, definition, options)) as EnsureLayout
}

/**
 * Creates, lists, changes and deletes layouts.
 *
 * The `layoutId` of a path is one of three: the identifier, Novu's `_id`, or the
 * slug, of which only the end after `_layout_` counts.
 *
 * **Gotchas**
 *
 * - Older servers take the last 16 characters of a text for the end of a slug
 *   where they are letters and digits alone, and answer `NotFound`. An identifier
 *   with a `-` among them, or the `_id`, is found on every server.
 * - The slug changes with the name.
 * - Servers from before mid 2025 have no layouts of this kind, and answer
 *   `NotFound` about the route.
 *
 * @category services
 * @since 0.1.0
 */
export class Layouts extends Group.Service<Layouts>()("Layouts", {
  /**
   * Creates a layout with empty content, which `update` replaces. The first of an
   * environment becomes its default. Fails with `BadRequest` at the limit of 100
   * layouts.
   *
   * **Gotchas**
   *
   * - Servers differ about an identifier that is taken: one may refuse it, and
   *   another may create a second layout under an identifier with a suffix. Compare
   *   `layoutId` of the result with yours, or use `ensure`.
   * - It is not repeated when its answer is lost.
   */
  create: Group.method(create, (payload: CreateLayout) => ({ payload })),

  /** Returns one page, newest first, with the number of all that match. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListLayouts) => ({ query })),

  /**
   * Streams every layout that matches. It reads one page at a time as the stream
   * is pulled, with 100 layouts per page unless `limit` says otherwise.
   *
   * **Gotchas**
   *
   * - Layouts that others add or delete in between shift the pages, so that some
   *   come twice or not at all. In the order of `createdAt` and `ASC`, adding shifts
   *   nothing.
   */
  listAll: Group.pages(
    list,
    (query?: Omit<ListLayouts, "offset">) => ({ query }),
    Paging.byOffset({
      items: ({ layouts }: LayoutPage) => layouts,
      hasMore: ({ layouts }: LayoutPage) => layouts.length > 0,
      totalOf: ({ totalCount }: LayoutPage) => totalCount,
      keyOf: ({ _id }: Layout) => _id
    })
  ),

  /** Fails with `NotFound` when there is no such layout. */
  retrieve: Group.method(retrieve, (layoutId: string) => ({ params: { layoutId } })),

  /**
   * Changes the name and, where they are given, the other members. Fails with
   * `NotFound` when there is no such layout, and with `ValidationFailed` when Novu
   * refuses the content: its `issues` then say what is wrong with `email.body`.
   *
   * **Gotchas**
   *
   * - `controlValues` keeps what is stored where it is absent, clears it where it is
   *   `null`, and replaces it whole where it is an object.
   * - `name` is needed for a change of the content alone, too.
   * - `html` needs a whole page, with `<html>` and `<body>`, in which `{{content}}`
   *   stands; `block` needs a Maily document with a node for the variable `content`.
   *   Other content is refused, whereas that of a workflow's steps is only noted.
   * - Send `isTranslationEnabled` if it should stay `true`: Novu documents `false` as
   *   its default.
   */
  update: Group.method(update, (layoutId: string, payload: UpdateLayout) => ({ params: { layoutId }, payload })),

  /**
   * Deletes a layout. Fails with `Conflict` when it is the default of the
   * environment, and with `NotFound` when there is no such layout, unless an
   * earlier attempt of this call may have deleted it.
   *
   * **Gotchas**
   *
   * - A layout in use is deleted all the same, and the e-mail steps that use it lose
   *   it. Ask `retrieveUsage` first.
   * - No operation makes another layout the default.
   */
  delete: Group.method(remove, (layoutId: string) => ({ params: { layoutId } })),

  /**
   * Copies a layout with its content under another identifier. The copy is not the
   * default. Fails with `NotFound` when there is no such layout, and with
   * `BadRequest` at the limit of 100 layouts.
   *
   * **Gotchas**
   *
   * - Each call makes another copy, so that it is not repeated when its answer is
   *   lost.
   * - Translations are copied only where `isTranslationEnabled` is `true`.
   */
  duplicate: Group.method(
    duplicate,
    (layoutId: string, payload: DuplicateLayout) => ({ params: { layoutId }, payload })
  ),

  /**
   * Renders a layout, with the stored content unless other values are given. It
   * changes nothing. Fails with `NotFound` when there is no such layout.
   */
  preview: Group.method(
    preview,
    (layoutId: string, payload: PreviewLayout = {}) => ({ params: { layoutId }, payload })
  ),

  /** Returns the workflows whose e-mail steps use a layout. Fails with `NotFound` when there is no such layout. */
  retrieveUsage: Group.method(retrieveUsage, (layoutId: string) => ({ params: { layoutId } })),

  /**
   * Creates the layout, or changes what the definition names of the existing one.
   * It sends nothing more if the layout has it already, so that a second run
   * writes nothing. Several callers may run it at once. With `dryRun` it only reads.
   *
   * It reads first, and takes only Novu's own word for it that there is no such
   * layout. After a creation whose outcome is unknown it reads again: the call
   * fails with that error where the layout is not there, and never creates twice.
   * Where the server made the layout under another identifier, because this one
   * was taken meanwhile, exactly that layout is deleted again; the call fails with
   * `Conflict`, which names both, when the wanted one cannot be found.
   *
   * **Gotchas**
   *
   * - A layout is created empty and then given its content. When the content is
   *   refused, with `ValidationFailed`, the empty layout stays.
   * - A server that ignores `isTranslationEnabled` is asked to change it by every
   *   run. Leave it out there.
   * - The idempotency key is that of the creation.
   * - The time limits are those of one call: `totalTimeout` covers all of its
   *   requests together.
   */
  ensure: ensureWith
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Layouts.operations = Layouts.operations
