import * as Schema from "effect/Schema"
import type { Fault } from "../../../Testing/Fault.ts"
import type { FaultRule } from "../../../Testing/FaultRule.ts"
import type { Seed } from "../../../Testing/Seed.ts"

const Texts = Schema.Union([Schema.String, Schema.Array(Schema.String)])
const HeadersJson = Schema.Record(Schema.String, Texts)

const ResponseJson = Schema.Struct({
  status: Schema.Int,
  headers: Schema.optionalKey(HeadersJson),
  body: Schema.optionalKey(Schema.Unknown),
  text: Schema.optionalKey(Schema.String),
  cut: Schema.optionalKey(Schema.Literals(["hang-up", "stall"]))
})

/** JSON can express every fault but `Mutate`, which is a function. Durations are in milliseconds. */
const FaultJson = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Pass") }),
  Schema.Struct({ _tag: Schema.Literal("Respond"), response: ResponseJson }),
  Schema.Struct({ _tag: Schema.Literal("FailAfterWrite"), response: ResponseJson }),
  Schema.Struct({
    _tag: Schema.Literal("HandlerFails"),
    status: Schema.Int,
    message: Schema.optionalKey(Schema.String)
  }),
  Schema.Struct({ _tag: Schema.Literal("Refuse") }),
  Schema.Struct({
    _tag: Schema.Literal("HangUp"),
    at: Schema.Literals(["before-write", "after-write", "in-headers", "in-body"])
  }),
  Schema.Struct({
    _tag: Schema.Literal("Stall"),
    in: Schema.Literals(["headers", "body"]),
    for: Schema.optionalKey(Schema.Finite)
  }),
  Schema.Struct({ _tag: Schema.Literal("Drip"), bytes: Schema.Int, every: Schema.Finite }),
  Schema.Struct({ _tag: Schema.Literal("Truncated") }),
  Schema.Struct({ _tag: Schema.Literal("Malformed") }),
  Schema.Struct({ _tag: Schema.Literal("ContentType"), contentType: Schema.String }),
  Schema.Struct({ _tag: Schema.Literal("Headers"), headers: HeadersJson })
])

const RuleJson = Schema.Struct({
  method: Schema.optionalKey(Schema.String),
  path: Schema.optionalKey(Schema.String),
  nth: Schema.optionalKey(Schema.Int),
  every: Schema.optionalKey(Schema.Int),
  probability: Schema.optionalKey(Schema.Finite),
  seed: Schema.optionalKey(Schema.Finite)
})

/** `POST /_fake/script` takes faults for the next requests or, with a rule, for every request that it matches. */
export const ScriptJson: Schema.Codec<
  { readonly faults: ReadonlyArray<Fault>; readonly rule?: FaultRule },
  unknown
> = Schema.Struct({ faults: Schema.Array(FaultJson), rule: Schema.optionalKey(RuleJson) })

const ObjectJson = Schema.Record(Schema.String, Schema.Unknown)

const SubscriberJson = Schema.Struct({
  subscriberId: Schema.String,
  firstName: Schema.optionalKey(Schema.NullOr(Schema.String)),
  lastName: Schema.optionalKey(Schema.NullOr(Schema.String)),
  email: Schema.optionalKey(Schema.NullOr(Schema.String)),
  phone: Schema.optionalKey(Schema.NullOr(Schema.String)),
  avatar: Schema.optionalKey(Schema.NullOr(Schema.String)),
  locale: Schema.optionalKey(Schema.NullOr(Schema.String)),
  timezone: Schema.optionalKey(Schema.NullOr(Schema.String)),
  data: Schema.optionalKey(Schema.NullOr(ObjectJson))
})

const StepJson = Schema.Struct({
  type: Schema.String,
  stepId: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  active: Schema.optionalKey(Schema.Boolean),
  controls: Schema.optionalKey(ObjectJson),
  providerOverrides: Schema.optionalKey(ObjectJson),
  more: Schema.optionalKey(ObjectJson)
})

const PreferencesJson = Schema.optionalKey(Schema.NullOr(Schema.Struct({
  all: Schema.optionalKey(
    Schema.Struct({ enabled: Schema.optionalKey(Schema.Boolean), readOnly: Schema.optionalKey(Schema.Boolean) })
  ),
  channels: Schema.optionalKey(Schema.Record(Schema.String, Schema.Struct({ enabled: Schema.Boolean })))
})))

const WorkflowJson = Schema.Struct({
  id: Schema.String,
  name: Schema.optionalKey(Schema.String),
  active: Schema.optionalKey(Schema.Boolean),
  description: Schema.optionalKey(Schema.String),
  origin: Schema.optionalKey(Schema.String),
  preferences: Schema.optionalKey(Schema.Struct({ user: PreferencesJson, workflow: PreferencesJson })),
  isTranslationEnabled: Schema.optionalKey(Schema.Boolean),
  agent: Schema.optionalKey(Schema.NullOr(ObjectJson)),
  more: Schema.optionalKey(ObjectJson),
  critical: Schema.optionalKey(Schema.Boolean),
  tags: Schema.optionalKey(Schema.Array(Schema.String)),
  severity: Schema.optionalKey(Schema.String),
  data: Schema.optionalKey(ObjectJson),
  payloadSchema: Schema.optionalKey(ObjectJson),
  validatePayload: Schema.optionalKey(Schema.Boolean),
  triggerStatus: Schema.optionalKey(Schema.String),
  steps: Schema.Array(Schema.Union([Schema.String, StepJson]))
})

const LayoutJson = Schema.Struct({
  layoutId: Schema.String,
  name: Schema.optionalKey(Schema.String),
  isDefault: Schema.optionalKey(Schema.Boolean),
  isTranslationEnabled: Schema.optionalKey(Schema.Boolean),
  controlValues: Schema.optionalKey(ObjectJson)
})

const texts = Schema.optionalKey(Schema.Record(Schema.String, Schema.String))

const DomainJson = Schema.Struct({
  name: Schema.String,
  hasMxRecord: Schema.optionalKey(Schema.Boolean),
  status: Schema.optionalKey(Schema.Literals(["pending", "verified"])),
  dnsProvider: Schema.optionalKey(Schema.String),
  data: texts,
  routes: Schema.optionalKey(Schema.Array(Schema.Union([
    Schema.String,
    Schema.Struct({ address: Schema.String, agent: Schema.optionalKey(Schema.String), data: texts })
  ])))
})

const seedMembers = {
  integrations: Schema.optionalKey(Schema.Array(Schema.Struct({
    identifier: Schema.String,
    providerId: Schema.String,
    channel: Schema.optionalKey(Schema.String),
    name: Schema.optionalKey(Schema.String),
    active: Schema.optionalKey(Schema.Boolean),
    credentials: Schema.optionalKey(
      Schema.Union([Schema.Literal(false), Schema.Struct({ clientId: Schema.String, secretKey: Schema.String })])
    )
  }))),
  subscribers: Schema.optionalKey(Schema.Array(Schema.Union([Schema.String, SubscriberJson]))),
  topics: Schema.optionalKey(Schema.Array(Schema.Struct({
    key: Schema.String,
    name: Schema.optionalKey(Schema.String),
    subscribers: Schema.optionalKey(Schema.Array(Schema.String))
  }))),
  workflows: Schema.optionalKey(Schema.Array(WorkflowJson)),
  layouts: Schema.optionalKey(Schema.Array(Schema.Union([Schema.String, LayoutJson]))),
  preferences: Schema.optionalKey(Schema.Array(Schema.Struct({
    subscriberId: Schema.String,
    workflowId: Schema.optionalKey(Schema.String),
    channels: Schema.Record(Schema.String, Schema.Boolean)
  }))),
  tenants: Schema.optionalKey(Schema.Array(Schema.String)),
  connections: Schema.optionalKey(Schema.Array(Schema.Struct({
    integrationIdentifier: Schema.String,
    identifier: Schema.optionalKey(Schema.String),
    subscriberId: Schema.optionalKey(Schema.NullOr(Schema.String)),
    contextKeys: Schema.optionalKey(Schema.Array(Schema.String)),
    workspace: Schema.optionalKey(Schema.Struct({
      id: Schema.String,
      name: Schema.optionalKey(Schema.String),
      botUserId: Schema.optionalKey(Schema.String)
    })),
    auth: Schema.optionalKey(Schema.Struct({
      accessToken: Schema.String,
      refreshToken: Schema.optionalKey(Schema.String),
      expiresAt: Schema.optionalKey(Schema.String),
      refreshTokenExpiresAt: Schema.optionalKey(Schema.String)
    }))
  }))),
  variables: Schema.optionalKey(Schema.Array(Schema.Struct({
    key: Schema.String,
    value: Schema.optionalKey(Schema.String),
    isSecret: Schema.optionalKey(Schema.Boolean),
    elsewhere: Schema.optionalKey(Schema.Record(Schema.String, Schema.String))
  }))),
  agents: Schema.optionalKey(Schema.Array(Schema.Struct({ identifier: Schema.String }))),
  domains: Schema.optionalKey(Schema.Array(Schema.Union([Schema.String, DomainJson])))
}

/** `POST /_fake/seed` takes a seed with its tokens as plain texts. */
export const SeedJson: Schema.Codec<Seed, unknown> = Schema.Struct({
  ...seedMembers,
  environments: Schema.optionalKey(Schema.Array(Schema.Struct({
    name: Schema.String,
    secretKey: Schema.optionalKey(Schema.String),
    seed: Schema.optionalKey(Schema.Struct(seedMembers))
  })))
})
