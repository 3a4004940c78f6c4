import * as Context from "effect/Context"
import { constTrue } from "effect/Function"
import { RequestInit } from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { attribute, isTraced } from "../telemetry.ts"
import { CurrentComposition } from "./composition.ts"
import { expectingConflicts } from "./expectedRefusals.ts"
import { CurrentSending } from "./sendsOnce.ts"

type Ambient = Context.Context<never>

/** What the HTTP client reads from the context of an attempt: how redirects and spans are handled. */
export class Surroundings {
  readonly #propagateTraces: boolean
  readonly #sendsOnce: boolean
  readonly #atStart: typeof RequestInit.Service | undefined
  readonly #requestInit: typeof RequestInit.Service
  // Calls of a fiber share a context, so what is made of one is remembered.
  readonly #untraced = new WeakMap<Ambient, Ambient>()

  constructor(
    options: { readonly propagateTraces: boolean; readonly sendsOnce: boolean },
    atStart: typeof RequestInit.Service | undefined
  ) {
    this.#propagateTraces = options.propagateTraces
    this.#sendsOnce = options.sendsOnce
    this.#atStart = atStart
    // Redirects stay unfollowed, because a body with a token must not travel to
    // another host.
    this.#requestInit = { ...atStart, redirect: "manual" }
  }

  of(path: string, method: string, attempt: number): (ambient: Ambient) => Ambient {
    return (ambient) => {
      const context = this.#propagateTraces || isTraced(ambient)
        ? this.#withTracing(path, method, attempt, ambient)
        : this.#withoutTracing(ambient)
      return this.#sendsOnce ? Context.add(context, CurrentSending, { outcome: undefined }) : context
    }
  }

  #withTracing(path: string, method: string, attempt: number, ambient: Ambient): Ambient {
    const context = this.#withRequestInit(ambient).pipe(
      Context.add(HttpClient.TracerPropagationEnabled, this.#propagateTraces),
      Context.add(HttpClient.SpanNameGenerator, () => `${method} ${path}`),
      Context.add(References.TracerSpanAnnotations, {
        ...Context.get(ambient, References.TracerSpanAnnotations),
        [attribute.template]: path,
        ...(attempt === 1 ? {} : { [attribute.resendCount]: attempt - 1 })
      })
    )
    return Context.get(ambient, CurrentComposition)?.expects.has("Conflict") === true
      ? Context.add(context, Tracer.Tracer, expectingConflicts(Context.get(ambient, Tracer.Tracer)))
      : context
  }

  /** Without a tracer that was set, the client would make spans that nobody can see. */
  #withoutTracing(ambient: Ambient): Ambient {
    let context = this.#untraced.get(ambient)
    if (context === undefined) {
      context = Context.add(this.#withRequestInit(ambient), HttpClient.TracerDisabledWhen, constTrue)
      this.#untraced.set(ambient, context)
    }
    return context
  }

  #withRequestInit(ambient: Ambient): Ambient {
    const own = Context.getOrUndefined(ambient, RequestInit)
    return Context.add(
      ambient,
      RequestInit,
      own === undefined ? this.#requestInit : { ...this.#atStart, ...own, redirect: "manual" }
    )
  }
}
