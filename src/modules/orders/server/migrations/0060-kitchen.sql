-- What the kitchen has seen of an order since it got it: up to which edit, and when. What was added, taken out or called off
-- later is shown as such until somebody there has seen it.
alter table orders.customer_order
  add column kitchen_amendment bigint not null default 0,
  add column kitchen_seen_at timestamptz;
