-- What somebody agreed on with a customer beforehand, all of the line, instead of what the catalogue says; and where it comes from.
alter table orders.order_line
  add column agreed_minor bigint check (agreed_minor >= 0),
  add column agreed_with_tax boolean,
  add column agreed_reason text check (length(agreed_reason) between 1 and 120),
  add check ((agreed_minor is null) = (agreed_with_tax is null) and (agreed_minor is null) = (agreed_reason is null));
