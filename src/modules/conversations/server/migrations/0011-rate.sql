-- What the provider charges for a message, in millionths of the currency: prices have up to four decimals of a dollar.
create table conversations.rate (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  market text not null,
  category text not null check (category in ('marketing', 'utility', 'authentication', 'authentication-international', 'service')),
  currency char(3) not null,
  valid_from date not null,
  -- Volume tiers: the price from so many messages of a month on.
  from_volume bigint not null default 0 check (from_volume >= 0),
  amount_micros bigint not null check (amount_micros >= 0),
  primary key (org_id, id)
);
select kernel.tenant_table('conversations.rate');
create unique index rate_by_place on conversations.rate (org_id, market, category, valid_from, from_volume);

-- What a message was charged as, from its statuses, and at which price of the table of that day.
create table conversations.message_price (
  org_id uuid not null default kernel.current_org(),
  message_id uuid not null,
  channel_id uuid not null,
  category text not null,
  type text,
  model text,
  is_billable boolean,
  market text,
  amount_micros bigint,
  currency char(3),
  told_at timestamptz not null,
  primary key (org_id, message_id),
  foreign key (org_id, message_id) references conversations.message (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.message_price');
create index message_price_by_moment on conversations.message_price (org_id, told_at);

-- The advertisement that opens free hours is looked for at every quote.
create index message_with_referral on conversations.message (org_id, conversation_id, at desc) where referral is not null;
