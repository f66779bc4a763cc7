-- When the next message may leave, by number and by person: the theoretical arrival time of a leaky bucket. In the
-- database, so that several processes share one measure and a restart forgets none of it.
create table conversations.send_pace (
  org_id uuid not null default kernel.current_org(),
  -- A channel or an address.
  scope_id uuid not null,
  next_at timestamptz not null,
  primary key (org_id, scope_id)
);
select kernel.tenant_table('conversations.send_pace');
create index send_pace_by_age on conversations.send_pace (org_id, next_at);

-- Whom we wrote to first, outside of their window: the provider counts different people in any 24 hours, over all numbers of
-- a business. A moment in the future is a place in the queue for when the count has room again.
create table conversations.approach (
  org_id uuid not null default kernel.current_org(),
  portfolio_id text not null,
  person_id uuid not null,
  at timestamptz not null,
  is_reserved boolean not null default false,
  primary key (org_id, portfolio_id, person_id)
);
select kernel.tenant_table('conversations.approach');
create index approach_by_moment on conversations.approach (org_id, portfolio_id, at desc);

-- Its place in the pace of the number; null when it has none yet.
alter table conversations.message add column send_after timestamptz;
