-- What contacts did and what was done for them, whatever module it happened in: the ground of states, scores and segments.
-- `source` names the fact in its own module (`message:<id>`), so that telling it again changes nothing.
create table crm.activity (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  kind text collate "C" not null check (kind ~ '^[a-z]+\.[a-z-]+$'),
  at timestamptz not null,
  source text collate "C" not null check (length(source) between 1 and 200),
  value jsonb not null default '{}',
  primary key (org_id, id),
  unique (org_id, source),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.activity');
create index activity_of on crm.activity (org_id, contact_id, at desc);
create index activity_by_kind on crm.activity (org_id, kind, at desc, contact_id);

-- The same summed up, one row per contact that ever did anything. A cache: it can be rebuilt from the rows above.
create table crm.engagement (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  first_inbound_at timestamptz,
  last_inbound_at timestamptz,
  inbound_count bigint not null default 0,
  first_outbound_at timestamptz,
  last_outbound_at timestamptz,
  outbound_count bigint not null default 0,
  reply_count bigint not null default 0,
  last_answer_at timestamptz,
  waiting_since timestamptz,
  last_activity_at timestamptz not null,
  orders_count bigint not null default 0,
  orders_total_minor bigint not null default 0,
  currency char(3),
  last_order_at timestamptz,
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.engagement');
create index engagement_waiting on crm.engagement (org_id, waiting_since, contact_id) where waiting_since is not null;
create index engagement_by_inbound on crm.engagement (org_id, last_inbound_at desc, contact_id) where last_inbound_at is not null;
create index engagement_by_activity on crm.engagement (org_id, last_activity_at desc, contact_id);
create index engagement_by_orders on crm.engagement (org_id, orders_total_minor desc, contact_id) where orders_count > 0;
