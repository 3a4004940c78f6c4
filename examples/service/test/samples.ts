import { Customer, OrderId, PlaceOrder } from "../src/Order.ts"

export const order = (id: string, customer = "ada") =>
  new PlaceOrder({
    id: OrderId.make(id),
    customer: new Customer({ id: customer, email: `${customer}@example.com` }),
    total: 4200
  })
