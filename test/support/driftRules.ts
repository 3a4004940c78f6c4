/** Holds an operation, a place, and what we and Novu take there. */
export type Case = readonly [
  operation: string,
  place: string,
  ours: ReadonlyArray<string> | undefined,
  novu: ReadonlyArray<string> | undefined
]

/** Lists what each rule explains, and similar differences that it does not explain, with what is left of them. */
export const rows: Readonly<
  Record<string, { readonly all: Case; readonly not: ReadonlyArray<readonly [Case, string]> }>
> = {
  "a key on POST and PATCH only": {
    all: ["PUT /v1/x", "header idempotency-key", undefined, ["string", "nothing"]],
    not: [
      [["POST /v1/x", "header idempotency-key", undefined, ["string", "nothing"]], "only Novu has it"],
      [["GET /v1/x", "header idempotency-key", undefined, ["string"]], "only Novu has it, required"],
      [["GET /v1/x", "header idempotency-key", ["string", "nothing"], undefined], "only we have it"],
      [["GET /v1/x", "header novu-region", undefined, ["string", "nothing"]], "only Novu has it"]
    ]
  },
  "an enum in an answer is open": {
    all: ["GET /v1/x", "response.kind", ["\"a\"", "string"], ["\"a\""]],
    not: [
      [["GET /v1/x", "response.kind", ["\"a\"", "string"], ["\"a\"", "\"b\""]], "Novu also takes \"b\""],
      [["GET /v1/x", "response.kind", ["\"a\"", "\"b\""], ["\"a\""]], "we also take \"b\""],
      [["GET /v1/x", "response.kind", ["string"], ["number"]], "we also take string; Novu also takes number"],
      [["POST /v1/x", "body.kind", ["\"a\"", "string"], ["\"a\""]], "we also take string"],
      [["GET /v1/x", "response.kind", ["string"], undefined], "only we have it, required"]
    ]
  },
  "an enum in an answer may be read as text": {
    all: ["GET /v1/x", "response.kind", ["string"], ["string", "\"a\"", "\"b\""]],
    not: [
      [["GET /v1/x", "response.kind", ["number"], ["number", "\"a\""]], "Novu also takes \"a\""],
      [["POST /v1/x", "body.kind", ["string"], ["string", "\"a\""]], "Novu also takes \"a\""],
      [["GET /v1/x", "response.kind", undefined, ["\"a\""]], "only Novu has it, required"]
    ]
  },
  "a union in an answer is open": {
    all: ["GET /v1/x", "response.endpoint", ["object", "anything"], ["object"]],
    not: [
      [["GET /v1/x", "response.endpoint", ["anything"], ["object"]], "we also take anything; Novu also takes object"],
      [
        ["GET /v1/x", "response.endpoint", ["object", "anything"], ["array"]],
        "we also take anything, object; Novu also takes array"
      ],
      [["POST /v1/x", "body.endpoint", ["object", "anything"], ["object"]], "we also take anything"]
    ]
  },
  "a member of an answer may be missing": {
    all: ["GET /v1/x", "response.data[].name", ["string", "nothing"], ["string"]],
    not: [
      [["GET /v1/x", "response.data[].name", ["string"], ["string", "nothing"]], "Novu also takes nothing"],
      [["PATCH /v1/x", "body.name", ["string", "nothing"], ["string"]], "we also take nothing"],
      [["GET /v1/x", "query name", ["string", "nothing"], ["string"]], "we also take nothing"],
      [["DELETE /v1/x", "response", ["nothing"], ["object"]], "we also take nothing; Novu also takes object"],
      [["GET /v1/x", "response.data[].name", ["string", "nothing"], undefined], "only we have it"]
    ]
  },
  "null in an answer means absent": {
    all: ["GET /v1/x", "response.name", ["string", "null", "nothing"], ["string", "nothing"]],
    not: [
      [["GET /v1/x", "response.name", ["string", "null"], ["string"]], "we also take null"],
      [["GET /v1/x", "response.name", ["string", "nothing"], ["string", "null", "nothing"]], "Novu also takes null"],
      [["PATCH /v1/x", "body.name", ["string", "null", "nothing"], ["string", "nothing"]], "we also take null"]
    ]
  },
  "known values are suggestions": {
    all: ["GET /v1/x", "response.providerId", ["\"slack\"", "string"], ["string"]],
    not: [
      [["POST /v1/x", "body.providerId", ["\"slack\""], ["string"]], "we also take \"slack\"; Novu also takes string"],
      [["GET /v1/x", "response.providerId", ["string"], ["\"slack\"", "string"]], "Novu also takes \"slack\""]
    ]
  },
  "a page has two orders": {
    all: ["GET /v1/x", "query orderBy", ["\"createdAt\"", "\"updatedAt\"", "nothing"], ["string", "nothing"]],
    not: [
      [
        ["GET /v1/x", "query orderBy", ["\"createdAt\"", "\"name\"", "nothing"], ["string", "nothing"]],
        "we also take \"createdAt\", \"name\"; Novu also takes string"
      ],
      [
        ["GET /v1/x", "query orderBy", ["\"createdAt\"", "\"updatedAt\""], ["\"createdAt\"", "\"name\""]],
        "we also take \"updatedAt\"; Novu also takes \"name\""
      ],
      [["GET /v1/x", "query orderBy", ["\"createdAt\"", "nothing"], ["string"]], "we also take nothing"],
      [
        ["GET /v1/x", "query sortBy", ["\"createdAt\""], ["string"]],
        "we also take \"createdAt\"; Novu also takes string"
      ]
    ]
  },
  "what an integration stores is secret": {
    all: ["GET /v1/integrations", "response[].credentials.apiKey", undefined, ["string", "nothing"]],
    not: [
      [["GET /v1/integrations", "response[].apiKey", undefined, ["string"]], "only Novu has it, required"],
      [["PUT /v1/integrations/{id}", "body.credentials.apiKey", undefined, ["string"]], "only Novu has it, required"],
      [["GET /v1/integrations", "response[].credentials", undefined, ["object", "nothing"]], "only Novu has it"],
      [["GET /v1/integrations", "response[].credentials.apiKey", ["string", "nothing"], undefined], "only we have it"],
      [["GET /v1/agents", "response.credentials.apiKey", undefined, ["string", "nothing"]], "only Novu has it"]
    ]
  },
  "what a step is set up with is any JSON": {
    all: ["GET /v2/workflows/{workflowId}", "response.steps[].controls.values.body", undefined, ["string", "nothing"]],
    not: [
      [["GET /v2/workflows", "response.steps[].controls.values", undefined, ["object"]], "only Novu has it, required"],
      [["GET /v2/workflows", "response.steps[].issues.body", undefined, ["string"]], "only Novu has it, required"],
      [["PUT /v2/workflows", "body.steps[].controlValues.body", undefined, ["string"]], "only Novu has it, required"],
      [["GET /v2/workflows", "response.controls.values.body", ["string"], undefined], "only we have it, required"],
      [["GET /v2/layouts", "response.controls.values.body", undefined, ["string"]], "only Novu has it, required"],
      [["GET /v2/workflows", "response.controls.values.body", ["string"], ["string", "null"]], "Novu also takes null"]
    ]
  },
  "a value of a step may be a template": {
    all: ["POST /v2/workflows", "body.steps[].controlValues.amount", ["number", "string"], ["number"]],
    not: [
      [
        ["POST /v2/workflows", "body.steps[].controlValues.amount", ["number", "null"], ["number"]],
        "we also take null"
      ],
      [
        ["POST /v2/workflows", "body.steps[].controlValues.amount", ["number"], ["string"]],
        "we also take number; Novu also takes string"
      ],
      [["POST /v2/workflows", "body.steps[].controlValues.amount", ["string"], undefined], "only we have it, required"],
      [["POST /v2/workflows", "body.name", ["string"], ["number"]], "we also take string; Novu also takes number"],
      [
        ["POST /v2/layouts", "body.steps[].controlValues.amount", ["number", "string"], ["number"]],
        "we also take string"
      ]
    ]
  },
  "since Novu 3.19": {
    all: ["GET /v1/x", "query channel", ["\"email\"", "\"tool\""], ["\"email\""]],
    not: [
      [["GET /v1/x", "query channel", ["\"email\"", "\"fax\""], ["\"email\""]], "we also take \"fax\""],
      [["GET /v1/x", "query channel", ["\"tool\""], ["string"]], "we also take \"tool\"; Novu also takes string"],
      [["GET /v1/x", "query sort", ["\"email\"", "\"tool\""], ["\"email\""]], "we also take \"tool\""],
      [["GET /v1/x", "query channel", ["\"email\""], ["\"email\"", "\"tool\""]], "Novu also takes \"tool\""],
      [["GET /v1/channel-connections", "query limit", ["number", "nothing"], undefined], "only we have it"],
      [["GET /v1/channel-connections", "query connectionMode", ["string"], undefined], "only we have it, required"],
      [["GET /v1/channel-endpoints", "query connectionMode", ["string", "nothing"], undefined], "only we have it"],
      [["POST /v2/contexts", "body.bridgeUrl", undefined, ["string", "nothing"]], "only Novu has it"]
    ]
  }
}
