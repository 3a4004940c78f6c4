import { pageSize } from "./fixtures.ts"

const item = (number: number) => ({
  id: `6500000000000000000000${(number + 10).toString(16).padStart(2, "0")}`,
  transactionId: `txn_6f1d8f6e-2f0b-4a51-9a53-${String(number).padStart(12, "0")}`,
  subject: "Order 1042 is on its way",
  body: "It arrives on Friday, between 9 and 12. Leave a note on the door if nobody is at home.",
  to: {
    id: "64f5a1c2e8b7a3d9f0c1b2a4",
    subscriberId: "subscriber-123",
    firstName: "Ada",
    lastName: "Lovelace",
    avatar: "https://example.com/ada.png"
  },
  isRead: number % 2 === 0,
  isSeen: true,
  isArchived: false,
  isSnoozed: false,
  deliveredAt: ["2026-01-02T03:04:05.678Z"],
  createdAt: "2026-01-02T03:04:05.678Z",
  readAt: number % 2 === 0 ? "2026-01-02T04:05:06.789Z" : null,
  firstSeenAt: "2026-01-02T03:30:00.000Z",
  archivedAt: null,
  avatar: "https://example.com/shop.png",
  primaryAction: { label: "Track", isCompleted: false, redirect: { url: "/orders/1042", target: "_self" } },
  channelType: "in_app",
  tags: ["orders"],
  data: { order: "1042", parcels: 2 },
  redirect: { url: "/orders/1042", target: "_self" },
  workflow: {
    id: "64f5a1c2e8b7a3d9f0c1b2d4",
    identifier: "order-shipped",
    name: "Order shipped",
    critical: false,
    tags: ["orders"],
    severity: "none"
  },
  severity: "none"
})

/** Is a page of an inbox as Novu sends it, every other item read. */
export const inboxText = JSON.stringify({
  data: Array.from({ length: pageSize }, (_, number) => item(number)),
  hasMore: true,
  filter: { archived: false, snoozed: false }
})
