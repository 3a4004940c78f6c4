/** Holds the public test vectors of Standard Webhooks, and some of our own, computed by another implementation. */
export const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

interface Vector {
  readonly secret: string
  readonly id: string
  readonly timestamp: number
  readonly body: string
  readonly signature: string
}

const known = { secret, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330 }

export const vectors: ReadonlyArray<Vector> = [
  { ...known, body: "{\"test\": 2432232314}", signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" },
  { ...known, body: "{\"test\":2432232314}", signature: "v1,Vif40peJBP7Iyl0XGmu61n4MwdrcHov5CFREBpE0svs=" },
  { ...known, body: "", signature: "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A=" },
  { ...known, id: "msg_u", body: "{\"t\":\"Grüße 🎉\"}", signature: "v1,GBkwVh1op05JD0llddyda61+SFGEIdjQuFl8uIvtruI=" },
  {
    ...known,
    secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    body: "{\"test\": 2432232314}",
    signature: "v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44="
  },
  {
    secret,
    id: "msg_1",
    timestamp: 1785748447,
    body:
      "{\"id\":\"evt_000000000000000000000001\",\"type\":\"message.sent\",\"object\":\"message\",\"data\":{\"object\":{\"_id\":\"m1\"}},"
      + "\"timestamp\":\"2026-08-03T09:14:07.512Z\",\"environmentId\":\"env-pub-1\"}",
    signature: "v1,IxpDDMSYWR6TBaISU7wvyqZ0OS8rNspECTV2HtzprII="
  }
]

/** The first of them as a delivery. */
export const first = {
  headers: {
    "webhook-id": known.id,
    "webhook-timestamp": String(known.timestamp),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
  },
  body: "{\"test\": 2432232314}"
}

export const firstAt = known.timestamp * 1000
