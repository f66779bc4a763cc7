-- What a unit of a currency is worth in the organization's own, from a day on, in billionths: no fractions near money.
create table sales.exchange_rate (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  into_currency char(3) not null check (into_currency ~ '^[A-Z]{3}$'),
  day date not null,
  rate_nanos bigint not null check (rate_nanos between 1 and 1000000000000000),
  created_at timestamptz not null,
  created_by_name text,
  primary key (org_id, id),
  check (currency <> into_currency)
);
select kernel.tenant_table('sales.exchange_rate');
create unique index exchange_rate_of_day on sales.exchange_rate (org_id, into_currency, currency, day);
create index exchange_rate_by_day on sales.exchange_rate (org_id, day desc, id desc);
