import * as Context from "effect/Context"
import { constTrue } from "effect/Function"
import { RequestInit } from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { attribute, isTraced } from "../telemetry.ts"
import { CurrentComposition } from "./composition.ts"
import { expecting } from "./expectedRefusals.ts"
import { CurrentSending } from "./sendsOnce.ts"

type Ambient = Context.Context<never>

/**
 * Makes the change to the context of an attempt that tells the HTTP client how
 * to treat redirects and spans.
 */
export const makeSurroundings = (
  options: { readonly propagateTraces: boolean; readonly sendsOnce: boolean },
  atStart: typeof RequestInit.Service | undefined
) => {
  const { propagateTraces, sendsOnce } = options
  // Redirects stay unfollowed, because a body with a token must not travel to
  // another host.
  const withRequestInit = (ambient: Ambient): Ambient =>
    Context.add(ambient, RequestInit, {
      ...atStart,
      ...Context.getOrUndefined(ambient, RequestInit),
      redirect: "manual"
    })

  const withTracing = (ambient: Ambient, path: string, method: string, attempt: number): Ambient => {
    const context = withRequestInit(ambient).pipe(
      Context.add(HttpClient.TracerPropagationEnabled, propagateTraces),
      Context.add(HttpClient.SpanNameGenerator, () => `${method} ${path}`),
      Context.add(References.TracerSpanAnnotations, {
        ...Context.get(ambient, References.TracerSpanAnnotations),
        [attribute.template]: path,
        ...(attempt === 1 ? {} : { [attribute.resendCount]: attempt - 1 })
      })
    )
    const whole = Context.get(ambient, CurrentComposition)
    return whole !== undefined && whole.expects.size > 0
      ? Context.add(context, Tracer.Tracer, expecting(Context.get(ambient, Tracer.Tracer), whole.expects))
      : context
  }

  // The calls of a fiber share a context, so the context made from one is kept.
  const untraced = new WeakMap<Ambient, Ambient>()

  /** Switches the spans of the client off: without a tracer, nobody could see them. */
  const withoutTracing = (ambient: Ambient): Ambient => {
    let context = untraced.get(ambient)
    if (context === undefined) {
      context = Context.add(withRequestInit(ambient), HttpClient.TracerDisabledWhen, constTrue)
      untraced.set(ambient, context)
    }
    return context
  }

  return (path: string, method: string, attempt: number) => (ambient: Ambient): Ambient => {
    const context = propagateTraces || isTraced(ambient)
      ? withTracing(ambient, path, method, attempt)
      : withoutTracing(ambient)
    return sendsOnce ? Context.add(context, CurrentSending, { outcome: undefined }) : context
  }
}
